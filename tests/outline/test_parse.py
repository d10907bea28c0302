"""How documents are built: real shapes, and the laws that hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.grammars import Grammar, Token, compile_grammar
from planlint.model import Document, Node
from planlint.outline import Plan, parse
from planlint.pack import folder

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def plan_of(text: str) -> Plan:
    return parse(Document(text))


def shape(text: str) -> list[str]:
    """The nodes of a text, indented by depth: kind, and the label or the first words."""
    plan, out = plan_of(text), list[str]()

    def show(node: Node, depth: int) -> None:
        if node.kind not in ("document", "part", "blank"):
            words = node.label.text.strip() if node.label else plan.text(node.line).replace("\n", "/")[:6]
            out.append(f"{'  ' * depth}{node.kind} {words}".rstrip())
        for child in node.children:
            show(child, depth + (node.kind not in ("document", "part")))

    show(plan.root, 0)
    return out


def own_text(plan: Plan) -> str:
    """The text again, put together from the leaves: what each node covers before its first child."""
    pieces = []
    for node in plan.root.walk():
        if node.kind in ("document", "part", "closing"):
            continue
        end = node.children[0].span.start - 1 if node.children else node.span.end
        pieces.append(plan.document.text[node.span.start : end])
    return "\n".join(pieces)


LINES = st.sampled_from(
    [
        "一、总体要求", "二、重点任务", "（一）甲", "(二)乙。", "1.丙。丁。", "2．戊", "3、己", "（1）庚", "①辛", "第一章 总则", "第一条 壬", "一是癸", "——子",
        "附件：1.丑", "      2.寅", "附件1", "附件", "某市教育局", "2027年1月8日", "2027年　月　日", "（此件公开发布）", "目  录", "一、总体要求……1",
        "各区县：", "某局〔2027〕5号", "关于印发某计划的通知", "某市2027年工作要点", "", "　　", "正文一句话。", "“未闭合的引号", "第十二条规定》", "甲", "乙", "[bookmark: x]4.卯",
        "20.2026年10件民生实事", "1.5亿元。", "\t", "5.25主题教育活动", "三、四级联动", "第三节课后",
    ]
)  # fmt: skip
DOCUMENTS = st.lists(LINES, max_size=40).map("\n".join)


@given(
    st.one_of(
        DOCUMENTS,
        st.text(max_size=300),
        st.text(alphabet="一二三、（）()1.．2\n “”《》附件：第章条年月日通知\u3000", max_size=200),
    )
)
def test_any_text_parses_and_nothing_is_lost(text: str) -> None:
    text = text.replace("\r", "")
    plan = plan_of(text)
    assert own_text(plan) == text
    assert len(plan.clean) == len(text)
    assert [i for i, c in enumerate(plan.clean) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    for node in plan.root.walk():
        assert 0 <= node.span.start <= node.span.end <= len(text)
        for span in (node.line, node.heading, node.body):
            assert node.span.start <= span.start <= span.end <= max(node.span.end, node.span.start)
        for child in node.children:
            assert child.parent is node
            assert node.span.start <= child.span.start <= child.span.end <= node.span.end
        if node.label is not None:
            assert plan.document.text[node.label.span.start : node.label.span.end] == node.label.text


@pytest.mark.parametrize("seed", SEEDS, ids=lambda p: p.stem[:3])
def test_the_seeds_lose_nothing(seed: Path) -> None:
    plan = plan_of(seed.read_text("utf-8"))
    assert own_text(plan) == plan.document.text


def test_an_attachment_heading_is_no_part_of_a_title() -> None:
    text = "某市教育局\n附件1\n关于印发某计划的通知"
    assert own_text(plan_of(text)) == text


def test_the_grammar_has_no_conflicts() -> None:
    compile_grammar((folder("grammar") / "outline.lark").read_text("utf-8"), strict=True)


TABLES = compile_grammar((folder("grammar") / "outline.lark").read_text("utf-8"))


@given(
    st.lists(
        st.sampled_from(
            sorted({name for row in TABLES["states"] for name in row if name.isupper() and name[0] != "$"})
        ),
        max_size=60,
    )
)
def test_the_grammar_is_total(kinds: list[str]) -> None:
    tree = Grammar(TABLES).feed(Token(kind, kind, at) for at, kind in enumerate(kinds))

    def leaves(node: object) -> list[str]:
        return [node.type] if isinstance(node, Token) else [x for child in node.children for x in leaves(child)]  # type: ignore[attr-defined]

    assert leaves(tree) == kinds


def test_a_plan_as_offices_write_it() -> None:
    assert shape(
        "某区2027年教育工作要点\n\n2027年全区教育工作的总体要求是：稳中求进。\n一、抓党建\n1.学理论。深入学习。\n2.强组织。\n二、促公平\n3.扩资源。\n\n某区教育委员会\n2027年1月8日\n"
    ) == [
        "title 某区2027", "preamble 2027年全", "section 一、", "  item 1.", "  item 2.", "section 二、", "  item 3.",
        "closing", "  signature 某区教育委员", "  date 2027年1",
    ]  # fmt: skip


def test_a_notice_and_the_plan_it_issues_are_two_documents() -> None:
    plan = plan_of(
        "某区人民政府办公室\n关于印发某区2027年工作\n计划的通知\n某府办〔2027〕3号\n各街镇：\n现将《计划》印发给你们，请认真执行。\n"
        "附件：1.任务表\n      2.名单\n某区人民政府办公室\n2027年1月8日\n（此件公开发布）\n\n某区2027年工作计划\n\n为做好工作，制定本计划。\n一、任务\n1.甲。\n二、保障\n1.乙。\n"
    )
    first, second = plan.parts
    assert first.title_text == "某区人民政府办公室关于印发某区2027年工作计划的通知"
    assert first.kind == "notice"
    assert first.number is not None
    assert first.addressee is not None
    assert first.signature is not None
    assert first.date is not None
    assert first.attachment_note is not None
    assert first.sections == []
    assert second.title_text == "某区2027年工作计划"
    assert [plan.text(n.heading) for n in second.sections] == ["任务", "保障"]


def test_what_a_notice_names_begins_a_document_though_the_notice_is_not_signed() -> None:
    plan = plan_of(
        "关于印发《甲镇普查工作方案》的通知\n各村：\n现将《甲镇普查工作方案》印发给你们。\n附件：1.甲镇普查工作方案\n2.名单\n\n"
        "甲镇普查工作方案\n\n为做好普查，制定本方案。\n一、目标\n高。\n二、任务\n多。\n"
    )
    assert [part.kind for part in plan.parts] == ["notice", "plan"]
    assert [plan.text(node.heading) for node in plan.parts[1].sections] == ["目标", "任务"]


def test_an_attachment_named_in_the_text_begins_no_document() -> None:
    plan = plan_of(
        "关于转发甲方案的通知\n\n各单位：\n\n现将甲方案印发给你们，按时报送材料。\n\n一、做好甲事\n\n每月报送《甲情况统计表》（见附件）。\n\n"
        "附件：\n\n甲情况统计表\n\n某市甲局\n\n2027年1月8日\n"
    )
    assert len(plan.parts) == 1
    assert [plan.text(node.line) for node in plan.nodes("attachment-note")] == ["附件：", "甲情况统计表"]


def test_many_organs_sign_with_blank_lines_between() -> None:
    organs = "\n\n".join(f"某区{name}局" for name in "甲乙丙丁戊己庚")
    plan = plan_of(f"关于印发甲方案的通知\n\n各单位：\n\n请认真执行。\n\n{organs}\n\n2027年1月8日\n")
    assert len(list(plan.nodes("signature"))) == 7


def test_the_name_of_a_kind_alone_is_a_heading_and_no_title() -> None:
    plan = plan_of(
        "甲局整治工作方案\n为做好整治，制定本方案。\n重点内容\n1.查甲。\n2.查乙。\n\n工作安排\n\n分两个阶段。\n（一）查。\n（二）改。\n"
    )
    assert len(plan.parts) == 1


def test_a_star_before_a_number_marks_the_item() -> None:
    labels = [node.label.text for node in plan_of("评分标准\n★1.甲。\n2.乙。\n▲ 3.丙。\n★好。\n").nodes() if node.label]
    assert labels == ["1.", "2.", "3."]


def test_a_summary_and_a_plan_in_one_file() -> None:
    plan = plan_of(
        "某局2026年工作总结\n一年来成效明显。\n一、主要成绩\n好。\n二、存在问题\n有。\n\n某局2027年工作计划\n\n新的一年要这样做。\n一、主要目标\n高。\n二、重点任务\n多。\n"
    )
    assert [part.kind for part in plan.parts] == ["summary", "plan"]
    assert [len(part.sections) for part in plan.parts] == [2, 2]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("第一编 总纲", "第一编"), ("第二章 总  则", "第二章"), ("第三节 甲", "第三节"), ("第十二条　甲", "第十二条"), ("十一、甲", "十一、"), ("（十二）甲", "（十二）"),
        ("(三)甲", "(三)"), ("１．甲", "１．"), ("12、甲", "12、"), ("（3）甲", "（3）"), ("③甲", "③"), ("二是甲", "二是"), ("[bookmark: _GoBack]41.甲", "41."),
    ],
)  # fmt: skip
def test_labels_in_use(line: str, label: str) -> None:
    (node,) = (n for n in plan_of(f"前文一句。\n{line}").nodes() if n.label)
    assert node.label is not None
    assert node.label.text == label


@pytest.mark.parametrize(
    "line",
    [
        "5.25主题教育活动启动。",
        "1.5亿元投入到位。",
        "一九五八，将是关键。",
        "三、四线城市要先行。",
        "10.581万人受益。",
        "第二条款的要求。",
        "2027年1月起。",
        "- 1 -",
        "2、",
    ],
)
def test_what_only_looks_like_a_label(line: str) -> None:
    plan = plan_of(f"某市2027年工作要点\n前文一句。\n{line}\n后文一句。")
    assert [n.label.text for n in plan.nodes() if n.label] == []


@pytest.mark.parametrize("heading", ["项目建设提速", "条件保障", "目标任务", "类脑智能"])
def test_a_heading_may_begin_like_the_name_of_a_provision(heading: str) -> None:
    text = f"一、甲\n（一）乙\n（二）{heading}\n（三）丁\n"
    assert [n.label.text for n in plan_of(text).nodes("section") if n.label] == ["一、", "（一）", "（二）", "（三）"]


@pytest.mark.parametrize("words", ["项规定的情形", "项、第（三）项", "款的要求", "项", "类所列事项"])
def test_the_name_of_a_provision_is_no_heading(words: str) -> None:
    assert [n.label.text for n in plan_of(f"一、甲\n按照第二条第\n（二）{words}\n").nodes() if n.label] == ["一、"]


@pytest.mark.parametrize("bracket", ["（2026—2028年）", "(2026-2028)", "（2026年）", "（征求意见稿）", "（试行）"])
def test_a_bracket_on_its_own_line_belongs_to_the_title(bracket: str) -> None:
    notice = "某市政府\n关于印发行动方案的通知\n各县：\n现印发给你们，请认真执行。\n某市政府\n2026年1月8日\n\n"
    _, plan = plan_of(f"{notice}某市数字政府行动方案\n{bracket}\n\n为做好工作，制定本方案。\n一、甲\n二、乙\n").parts
    assert plan.title_text == f"某市数字政府行动方案{bracket}"


def test_a_notice_without_its_title_still_ends_where_it_is_signed() -> None:
    notice = "各县：\n《某市2026年工作要点》已经市政府同意，现印发给你们。\n某市政府\n2026年1月8日\n"
    first, plan = plan_of(f"{notice}某市2026年工作要点\n为做好工作，制定本要点。\n一、甲\n二、乙\n").parts
    assert (first.signature is not None, first.date is not None) == (True, True)
    assert plan.title_text == "某市2026年工作要点"


def test_a_title_goes_on_behind_an_empty_line_where_it_cannot_end() -> None:
    notice = "某府关于印发行动方案的通知\n\n各县：\n\n现印发给你们，请认真执行。\n\n某府\n\n2026年3月7日\n\n"
    _, plan = plan_of(
        f"{notice}推动大规模设备更新和\n\n消费品以旧换新行动方案\n\n制定本方案。\n\n一、甲\n\n二、乙\n"
    ).parts
    assert plan.title_text == "推动大规模设备更新和消费品以旧换新行动方案"


def test_several_organs_may_stand_before_what_a_title_says() -> None:
    organs = "某某市发展和改革委员会 中共某某市委社会工作部 某某市规划和自然资源局 某某市住房和城乡建设局"
    title = f"{organs} 关于印发某某市城市社区嵌入式服务设施建设工程实施方案的通知"
    assert plan_of(f"{title}\n各县：\n现印发给你们，请认真执行。\n").title == "".join(title.split())


@pytest.mark.parametrize(
    "title",
    [
        "2026年全市党的建设主要工作",
        "某局2026年重点工作",
        "2026年学校工作计划范文",
        "2026年宣传工作总结材料",
        "2026年秋季学期工作计划及行事历",
    ],
)
def test_a_first_line_is_a_title_also_without_the_name_of_a_kind_of_document(title: str) -> None:
    assert plan_of(f"{title}\n2026年是关键之年。\n一、甲\n二、乙\n").title == title


@pytest.mark.parametrize(
    "title",
    [
        "某校团委工作计划篇一",
        "某村妇联工作计划1",
        "某局普法工作要点 【篇2】",
        "宪法宣传周活动方案2027年",
        "某校教研工作计划2027春季",
        "某院科室工作计划 某院科室工作计划第一学期篇三",
        "2027年某街道工作总结和下半年工作计划例文",
        "篇一：某园教研工作计划2027下学期精选",
        "第一篇：某小学2027年语文教研组工作计划",
    ],
)
def test_a_title_may_bear_what_collections_of_model_texts_put_around_it(title: str) -> None:
    plan = plan_of(f"{title}\n某组共有6人，各有所长，相互配合，共同提高。\n一、甲\n好。\n二、乙\n好。\n")
    assert plan.title == title.replace(" ", "")
    assert [n.label.text for n in plan.nodes() if n.label] == ["一、", "二、"]


def test_the_first_text_of_several_is_a_section_of_their_collection() -> None:
    text = "第一篇：某校2027年工作计划\n好。\n第二篇：某校2028年工作计划\n好。\n"
    assert [n.label.text for n in plan_of(text).nodes() if n.label] == ["第一篇", "第二篇"]


def test_a_second_line_that_begins_with_and_belongs_to_the_title() -> None:
    plan = plan_of("某区团委2026年工作总结\n及2027年工作计划\n一、工作总结\n好。\n二、工作计划\n做。\n")
    assert plan.title == "某区团委2026年工作总结及2027年工作计划"


def test_a_bare_line_in_the_middle_begins_no_document_of_its_own() -> None:
    text = "某组工作计划\n本组有6人。\n一、甲：\n1.子；\n二、乙：\n1.丑；\n具体实施方案\n一、丙：\n1.寅；\n"
    assert len(plan_of(text).parts) == 1


def test_a_heading_may_name_what_is_prescribed() -> None:
    plan = plan_of(
        "关于开展主题党日活动的通知\n各支部：\n二、主要内容\n（一）规定内容\n1.甲。\n（二）自选动作\n1.乙。\n"
    )
    assert [n.label.text for n in plan.nodes("section") if n.label] == ["二、", "（一）", "（二）"]


def test_what_a_model_says_before_a_text_is_no_addressee() -> None:
    plan = plan_of("以下为某校教研工作计划及安排表，结合教学实际设计，供参考：\n一、甲\n好。\n二、乙\n好。\n")
    assert plan.parts[0].addressee is None


@pytest.mark.parametrize(
    "note", ["（2026年1月8日市委常委会审议）", "（联系人：甲）", "（此件公开发布）", "（市长　甲）"]
)
def test_a_note_below_a_title_is_no_part_of_it(note: str) -> None:
    assert plan_of(f"某市2026年工作要点\n{note}\n2026年要抓好落实。\n一、甲\n二、乙\n").title == "某市2026年工作要点"


@pytest.mark.parametrize("unit", ["〔市林业局、市文化和旅游局〕", "牵头单位：市应急管理局、市消防救援局"])
def test_items_that_end_in_a_responsible_unit_and_no_mark_are_not_wrapped(unit: str) -> None:
    items = [
        f"{n}.任务{n}。开展全市第{n}项整治行动，压实各方责任，确保按期完成。{unit}" for n in (1, 3, 4, 5, 6, 7, 8, 9)
    ]
    plan = plan_of("某市2027年工作要点\n\n2027年抓好落实。\n一、重点任务\n" + "\n".join(items) + "\n二、保障措施\n")
    assert not plan.wrapped
    assert [n.label.number for n in plan.nodes("item") if n.label] == [1, 3, 4, 5, 6, 7, 8, 9]


def test_a_list_goes_on_below_a_short_line_of_a_wrapped_text() -> None:
    prose = "全区要坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，统筹发展\n和安全，奋力谱写新篇章，确保各项目标任务全面完成，走在全市前列。\n"
    text = f"某园工作计划\n{prose * 4}九月份\n1．甲项活动；\n2．乙项活动。\n十月份\n1．丙项活动；\n2．丁项活动。\n"
    plan = plan_of(text)
    assert plan.wrapped
    assert [n.label.number for n in plan.nodes() if n.label] == [1, 2, 1, 2]


def test_headings_without_a_number_divide_a_review_from_a_plan() -> None:
    text = "某局2025年工作总结及2026年工作思路\n\n一年来，工作取得成效。\n\n2025年主要工作\n\n一、甲\n好。\n二、乙\n好。\n2026年新增2项。\n"
    text += "2026年工作思路\n\n一、丙\n做。\n二、丁\n做。\n"
    plan = plan_of(text)
    heads = [(plan.text(n.heading), len(n.children)) for n in plan.parts[0].sections]
    assert [head for head, _ in heads] == ["2025年主要工作", "2026年工作思路"]
    assert shape("2026年工作思路\n\n一、甲\n做好甲。\n二、乙\n")[0].startswith("title")
    below = plan_of("某局2025年工作总结及2026年工作思路\n2025年工作总结\n一、甲\n好。\n二、乙\n好。\n")
    assert [below.text(node.heading) for node in below.parts[0].sections] == ["2025年工作总结"]
    spaced = plan_of("某局2026年工作计划\n2025 年，工作取得成效。\n2026 年工作计划\n抓好落实。\n（一）甲\n好。\n")
    assert [spaced.text(node.heading) for node in spaced.parts[0].sections] == ["2026 年工作计划"]
    years = plan_of("政府工作报告\n各位代表：\n现在报告工作。\n过去五年工作回顾\n五年来，成效明显。\n")
    assert [years.text(node.heading) for node in years.parts[0].sections] == ["过去五年工作回顾"]


@pytest.mark.parametrize(
    "line",
    [
        "2025年2月19日在某县第十七届人民代表大会第四次会议上",
        "——2025年2月19日在某县委全体会议上",
        "\u2015\u20152025年2月19日在某县委全体会议上",
    ],
)
def test_when_a_report_was_given_stands_under_its_title(line: str) -> None:
    plan = plan_of(f"某县人民检察院工作报告\n{line}\n检察长　何平\n各位代表：\n现在报告工作。\n一、甲\n二、乙\n")
    assert plan.parts[0].note is not None
    assert plan.parts[0].adopted is plan.parts[0].note


@pytest.mark.parametrize("motto", ["《向下扎根　向上生长》", "踔厉奋发新征程"])
@pytest.mark.parametrize("named", ["——2026—2027学年度德育工作计划", "——某小学春季工作计划"])
def test_what_says_the_kind_of_paper_below_a_motto_belongs_to_the_title(motto: str, named: str) -> None:
    title = plan_of(f"{motto}\n{named}\n\n一、指导思想\n抓好德育。\n二、措施\n抓好班会。\n").title
    assert title == "".join(f"{motto}{named}".split())


def test_a_dash_of_two_bars_lists_as_any_other() -> None:
    plan = plan_of("一、目标\n\u2015\u2015产业做大做强。\n\u2015\u2015民生持续改善。\n二、任务\n抓好落实。")
    assert [plan.text(node.body)[:4] for node in plan.nodes("enumerator")] == ["\u2015\u2015产业", "\u2015\u2015民生"]


def test_the_small_full_stop_of_word_processors_is_one_too() -> None:
    plan = plan_of("某省重点工作\n\n一、主要目标\n1﹒生产总值增长7%。\n2﹒投资增长10%。\n")
    assert [node.label.number for node in plan.nodes("item") if node.label] == [1, 2]


def test_the_sequence_tells_an_item_from_a_decimal() -> None:
    text = "".join(f"{n}.任务{n}。\n" for n in range(1, 20)) + "20.2026年10件民生实事。\n21.5+2就业之家。\n"
    numbers = [n.label.number for n in plan_of(text).nodes() if n.label]
    assert numbers == list(range(1, 22))
    spaced = plan_of("某局工作计划\n\n一、工程\n1.2018 年修复工程。抓好落实。\n2.2018 年防护林工程。抓好落实。\n")
    assert [n.label.number for n in spaced.nodes("item") if n.label] == [1, 2]


def test_an_article_that_is_quoted_is_no_article_of_this_document() -> None:
    plan = plan_of("一、修改如下：\n将有关条款改为：“第十二条 甲应当乙。\n第十三条 丙应当丁。”\n二、自印发之日起施行。")
    assert [n.label.text for n in plan.nodes() if n.label] == ["一、", "二、"]


def test_contents_and_tables_are_no_items() -> None:
    plan = plan_of(
        "某市规划\n目  录\n一、形势……1\n二、任务……3\n\n为此编制本规划，期限五年，覆盖全市各区县和各部门，特作如下安排。\n一、形势\n好。\n二、任务\n多。\n"
        "附表如下，供各单位对照执行，有关口径以统计部门解释为准，请逐项填报清楚。\n序号\n单位\n1.\n甲局\n2.\n乙局\n3.\n丙局\n4.\n丁局\n"
    )
    assert [n.label.text for n in plan.nodes() if n.label] == ["一、", "二、"]
    assert [plan.text(n.line) for n in plan.nodes("contents")] == ["目  录", "一、形势……1", "二、任务……3"]
    assert len(list(plan.nodes("table"))) == 10


def test_lines_with_tabs_below_one_another_are_the_rows_of_a_table() -> None:
    plan = plan_of(
        "某校工作计划\n一、行事历\n周次\t日期\t主要工作\n1.\t3月2日—3月6日\t开学典礼；习惯养成周；家长会（一、二年级）\n"
        "2.\t3月9日—3月13日\t安全教育周\n二、要求\n1.\t加强领导。\n2.\t严格督导。\n一段里只有一处\t跳格。\n"
    )
    assert [plan.text(n.line)[:2] for n in plan.nodes("table")] == ["周次", "1.", "2."]
    spaced = plan_of("某校工作计划\n\n周次\t日期\n\n1\t3月2日\n\n抓好落实。\n\n一段里只有一处\t跳格。\n")
    assert len(list(spaced.nodes("table"))) == 2
    assert [n.label.text.strip() for n in plan.nodes() if n.label] == ["一、", "二、", "1.", "2."]


def test_decimals_without_a_blank_are_no_items() -> None:
    text = "1.总体要求\n1.1指导思想。坚持稳中求进，抓好落实。\n1.2工作目标。全面完成任务，走在前列。\n2.任务\n2.1抓好甲项工作，完成乙项任务。\n"
    assert [n.label.text for n in plan_of(text).nodes() if n.label] == ["1.", "2."]
    text = "一、总体要求\n1.1指导思想。坚持稳中求进，抓好落实。\n1.2工作目标。全面完成任务，走在前列。\n二、任务\n2.1抓好甲项工作。\n"
    assert [n.label.text for n in plan_of(text).nodes() if n.label] == ["一、", "二、"]
    text = "一、总体要求\n1.10件民生实事全部办结，群众满意。\n2.12个项目开工。\n"
    assert [n.label.text for n in plan_of(text).nodes() if n.label] == ["一、", "1.", "2."]


@pytest.mark.parametrize(
    "title",
    [
        "某镇2025年上半年工作总结和下半年工作打算",
        "某局2024年工作总结暨2025年工作思路",
        "某局2025年上半年工作总结及下一步工作重点",
        "某镇2024年工作总结及2025年工作设想",
    ],
)
def test_a_title_that_ends_in_what_is_to_come_needs_no_blank_line(title: str) -> None:
    assert (
        plan_of(f"{title}\n今年以来，某镇抓好落实，各项工作平稳有序，走在全县前列。\n一、上半年工作\n好。\n").title
        == title
    )


def test_attachments_follow_the_text() -> None:
    plan = plan_of(
        "某通知\n各单位：\n请执行。\n附件：1.表\n      2.单\n某局\n2027年1月8日\n\n附件1\n任务分工表\n1.甲。\n附件2\n名单\n1.乙。\n"
    )
    (part,) = plan.parts
    assert [plan.text(a.line) for a in part.attachments] == ["附件1", "附件2"]
    assert all(plan.masks.inside("attachments", n.line.start) for n in plan.nodes("item"))


def test_a_bracket_behind_its_last_word_does_not_hide_a_title() -> None:
    title = "某市人民政府办公厅关于印发《某市巩固拓展脱贫攻坚成果重点乡镇定点帮扶工作方案》（某府办〔2026〕60号）"
    assert parse(Document(f"{title}\n\n一、抓好落实\n落实责任。\n")).title == title


def test_a_title_over_four_lines_breaks_inside_its_quotation() -> None:
    plan = plan_of(
        "某银保监局关于印发《某（上海）自由贸\n易试验区保险机构设立、\n迁址管理办法》的\n通知\n某保监发〔2021〕241号\n各机构：\n现印发给你们。"
    )
    assert plan.title == "某银保监局关于印发《某（上海）自由贸易试验区保险机构设立、迁址管理办法》的通知"


@pytest.mark.parametrize("last", ["通    知", "通　　知", "意  见"])
def test_the_last_word_of_a_title_may_be_spread_over_its_own_line(last: str) -> None:
    plan = plan_of(f"某发〔2026〕7号\n\n关于印发某区安全生产规划的\n\n{last}\n\n各镇街：\n\n请认真贯彻执行。\n")
    assert plan.title == "关于印发某区安全生产规划的" + last[0] + last[-1]
    assert plan.parts[0].addressee is not None


def test_a_title_that_stops_in_mid_phrase_goes_on_after_a_blank_line() -> None:
    plan = plan_of(
        "某县国民经济和社会发展第十五个五年\n\n规划和二〇四〇年远景目标纲要\n\n某县人民政府\n\n第一章 基础\n好。\n"
    )
    assert plan.title == "某县国民经济和社会发展第十五个五年规划和二〇四〇年远景目标纲要"


def test_a_title_may_begin_with_what_is_shared_out() -> None:
    plan = plan_of("《政府工作报告》重点工作责任分解\n各区县人民政府：\n请认真落实。\n一、甲\n好。\n")
    assert plan.title == "《政府工作报告》重点工作责任分解"


def test_a_long_first_line_is_no_title() -> None:
    plan = plan_of(SEEDS[0].read_text("utf-8"))
    assert plan.title is None
    assert plan.parts[0].signature is not None
    assert len(plan.parts[0].sections) == 6


@pytest.mark.parametrize(
    "date",
    [
        "2027年1月8日",
        "二〇二七年一月八日",
        "2027年　月　日",
        "2027年1月  日",
        "（2027年1月8日）",
        "2027-01-08",
        "XX年X月X日",
        "　　年　月　日",
        "20  年  月  日",
        "2025年 月 日",
        "2027年1月8日（代拟稿）",
    ],
)
def test_dates_also_those_that_wait(date: str) -> None:
    plan = plan_of(f"某通知\n各单位：\n请执行。\n某局\n{date}\n")
    assert plan.parts[0].date is not None
    assert plan.parts[0].signature is not None


@pytest.mark.parametrize("line", ["某市教育局　　2027年1月8日", "某市教育局2027年1月8日", "某专班  2027年 月 日"])
def test_signature_and_date_on_one_line(line: str) -> None:
    (part,) = plan_of(f"某通知\n各单位：\n请执行。\n{line}\n").parts
    assert part.date is not None
    assert part.signature is part.date


@pytest.mark.parametrize("line", ["会议定于 2027年1月8日", "定于2027年1月8日", "填表时间：  2027年1月8日"])
def test_a_date_behind_other_words_signs_nothing(line: str) -> None:
    (part,) = plan_of(f"某通知\n各单位：\n请执行。\n{line}\n").parts
    assert part.signature is None


@pytest.mark.parametrize("seal", ["（代拟稿）", "（盖章）", "\n（盖章）"])
def test_a_seal_does_not_hide_the_signature(seal: str) -> None:
    (part,) = plan_of(f"某通知\n各单位：\n请执行。\n某市教育局{seal}\n").parts
    assert part.signature is not None


@pytest.mark.parametrize(
    ("line", "adopted"),
    [
        ("（2024年3月15日）", True),
        ("（2024年3月15日某会议通过）", True),
        ("（征求意见稿）", False),
        ("2024年3月15日", False),
    ],
)
def test_a_date_in_brackets_under_the_title_stands_for_the_adoption(line: str, adopted: bool) -> None:
    (part,) = plan_of(f"某省关于做好工作的意见\n{line}\n\n为做好工作，提出意见。\n一、甲\n好。\n").parts
    assert (part.adopted is not None) == adopted


def test_the_title_may_stand_in_the_front_matter() -> None:
    body = "2027年，全局要稳中求进，抓好以下各项工作。\n一、甲\n好。\n"
    plan = parse(Document(body, meta={"title": "某局 2027年工作要点"}))
    assert plan.title == "某局2027年工作要点"
    assert plan.parts[0].title is None
    titled = parse(Document("某局2027年工作计划\n\n" + body, meta={"title": "别的"}))
    assert titled.title == "某局2027年工作计划"


SIGNED = "\n某市教育局\n2027年1月8日\n"


@pytest.mark.parametrize(
    "note",
    [
        "附件：\n1.分工表\n2.进度表",
        "附件：\n分工表\n进度表",
        "附件：\n（1）分工表\n（2）进度表",
        "附件：（1）分工表\n（2）进度表",
        "附件\n1.分工表\n2.进度表",
        "附件1：名单\n附件2：清单",
    ],
)
@pytest.mark.parametrize("follow", ["", "\n附件1\n分工表\n一、甲\n好。\n"])
def test_an_attachment_list_whose_head_stands_alone(note: str, follow: str) -> None:
    plan = plan_of(f"某通知\n各单位：\n请执行。\n{note}\n{SIGNED}{follow}")
    part = plan.parts[0]
    assert [plan.text(n.line) for n in plan.nodes("attachment-note")] == note.split("\n")
    assert part.signature is not None
    assert part.date is not None
    assert len(part.attachments) == bool(follow)


@pytest.mark.parametrize(
    "text",
    [SIGNED + "附件：\n1.分工表\n2.进度表\n", "附件：\n分工表\n一、甲\n好。\n", "附件1：名单\n张三。\n" + SIGNED],
)
def test_an_attachment_is_no_list(text: str) -> None:
    plan = plan_of(f"某通知\n各单位：\n请执行。\n{text}")
    assert len(plan.parts[0].attachments) == 1
    assert not list(plan.nodes("attachment-note"))


def test_run_in_heading_and_body() -> None:
    plan = plan_of("1.推进全面从严治党。深入推进改革。\n2.做好服务\n")
    first, second = plan.nodes("item")
    assert (plan.text(first.heading), plan.text(first.body)) == ("推进全面从严治党", "深入推进改革。")
    assert (plan.text(second.heading), plan.text(second.body)) == ("做好服务", "")


def test_a_hundred_thousand_labels_nest_without_recursion_trouble() -> None:
    text = (
        "\n".join(f"{n}.甲" for n in range(1, 1000))
        + "\n"
        + "\n".join(["第一编", "第一章", "一、甲", "（一）乙", "1.丙", "（1）丁", "①戊"] * 2000)
    )
    assert own_text(plan_of(text)) == text


def test_an_announced_attachment_may_begin_with_a_year() -> None:
    plan = plan_of(
        "关于印发方案的通知\n各学校：\n现印发给你们。\n附件：1.2026年教育工作要点\n      2.2026年任务分解表\n"
        "      3.2025 年清单\n某区教育局\n2026年3月2日\n"
    )
    notes = [plan.text(node.line).strip() for node in plan.nodes("attachment-note")]
    assert notes == ["附件：1.2026年教育工作要点", "2.2026年任务分解表", "3.2025 年清单"]
    assert [plan.text(node.line).strip() for node in plan.nodes("signature")] == ["某区教育局"]
