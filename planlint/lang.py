"""What planlint says to people, in Chinese and in English.

Documents are judged in Chinese whatever the language; only the words of the reports and of the command line
change. Messages of rules live with the rules; here are the words that belong to no rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("zh", "en")

# key: (Chinese, English) or (Chinese, English for n = 1, English for any other n)
CATALOGUE: dict[str, tuple[str, ...]] = {
    # words used everywhere
    "colon": ("：", ": "),
    "comma": ("，", ", "),
    "list": ("、", ", "),
    "stop": ("。", "."),
    "brackets": ("（{text}）", " ({text})"),
    "severity.error": ("必须改", "error"),
    "severity.warning": ("建议改", "warning"),
    "severity.info": ("请核实", "verify"),
    "profile.draft": ("起草", "draft"),
    "profile.review": ("送审", "review"),
    "profile.issue": ("签发", "issue"),
    "profile.layout": ("版式", "layout"),
    "genre.other": ("文种未定", "no genre recognised"),
    "year": ("{year}年", "{year}"),
    "month": ("{year}年{month}月", "{year}-{month:02}"),
    "day": ("{year}年{month}月{day}日", "{year}-{month:02}-{day:02}"),
    "window": ("{start}至{end}", "{start} to {end}"),
    "source.option": ("--as-of 指定", "given with --as-of"),
    "source.front-matter": ("取自文件头", "from the front matter"),
    "source.configuration": ("取自配置", "from the configuration"),
    "source.signature": ("取自落款", "from the signature"),
    "source.document-number": ("取自发文字号", "from the document number"),
    "source.title": ("取自标题", "from the title"),
    "source.first-line": ("取自首行", "from the first line"),
    # comments in a copy of a Word file; `planlint answers` knows them again by these words
    "remark.head": ("【{severity}】{message}", "[{severity}] {message}"),
    "remark.count": ("（共{n}处）", " ({n} places)"),
    "remark.place": ("位置：{place}“{words}”", "where: {place}, “{words}”"),
    "remark.delete": ("（删去）", "(delete it)"),
    "remark.tracked": (
        "已用修订改好，同意就接受修订，不同意就拒绝。",
        "Changed as a revision: accept it or reject it.",
    ),
    "remark.others": ("其余各处：{places}", "also at: {places}"),
    "remark.more": ("等", ", …"),
    "remark.rule": ("依据：{basis}。规则：{title}（{rule}）", "basis: {basis}; rule: {title} ({rule})"),
    "remark.answer": (
        "不用改的，请回复“忽略”（只此一处）或“以后不提”（本单位都不再提）。",
        "If it is right as it is, reply 忽略 (leave it here) or 以后不提 (never in this office).",
    ),
    "remark.limit": (
        "还有 {n} 条意见没有列出（一份校对稿最多 {most} 条）；改好这些后请再生成一次。",
        "{n} more remarks are not listed (a copy holds {most}); mend these and annotate again.",
    ),
    "annotated": ("已写入 {path}：批注 {n} 条，修订 {edits} 处", "wrote {path}: {n} comments, {edits} revisions"),
    "annotated.none": ("已写入 {path}：没有要说的，与原稿相同", "wrote {path}: nothing to say, the same as the draft"),
    "annotated.note": ("注意：{text}", "note: {text}"),
    "annotated.signed": (
        "注意：原稿有数字签名。校对稿改动了内容，签名在校对稿中不再有效；原稿没有动。",
        "note: the draft is digitally signed; the signature does not hold for the copy. The draft was not touched.",
    ),
    "annotated.protected": (
        "注意：原稿设有编辑保护（审阅—限制编辑），校对稿里也还在；要接受、拒绝修订或回复批注，请先停止保护。",
        "note: editing of the draft is restricted, and so it is in the copy; stop the protection to answer comments.",
    ),
    "annotated.untracked": (
        "注意：有 {n} 处改动没有标成修订，只写在批注里（在自动编号、公式、域、文本框等处，或者改动太多）。",
        "note: {n} changes are only told in comments (too many, or in numbers, formulas, fields, text boxes).",
    ),
    "answers.here": ("只此一处", "here"),
    "answers.everywhere": ("以后不提", "never again"),
    "answers.one": ("  {scope}  {rule}{words}（{who}）", "  {scope}  {rule}{words} ({who})"),
    "answers.words": ("“{words}”", " “{words}”"),
    "answers.wrote": ("已记入 {path}：新增 {n} 条", "wrote {path}: {n} new"),
    "answers.none": (
        "没有找到答复。在批注上回复“忽略”或“以后不提”，保存后再运行一次。",
        "no answers found; reply 忽略 or 以后不提 to a comment, save, and run this again",
    ),
    "answers.foreign": (
        "这里没有 planlint 的批注；请给出 planlint annotate 生成、又批注过的那一份",
        "there are no comments of planlint in it; name the copy that `planlint annotate` made and that was answered",
    ),
    "answers.others": (
        "另有 {n} 条回复不是“忽略”“以后不提”开头，没有处理",
        "{n} reply does not begin with 忽略 or 以后不提 and is left alone",
        "{n} replies do not begin with 忽略 or 以后不提 and are left alone",
    ),
    "answers.no-office": (
        "注意：上面没有 planlint.yaml，“以后不提”只对 {path} 所在的文件夹有效；用 planlint init 建一个，可管到整个单位",
        "note: no planlint.yaml above, so that 以后不提 holds for the folder of {path} only; see planlint init",
    ),
    # one document in the terminal report
    "header.plan-year": ("{year}年的计划", "plan for {year}"),
    "header.date": ("写于{date}（{source}）", "written {date} ({source})"),
    "header.no-date": ("日期不明", "date unknown"),
    "header.profile": ("按“{profile}”的尺度", "profile {profile}"),
    "header.stricter": (
        "加 --profile 签发 还要查 {n} 条：",
        "--profile issue adds {n} rule: ",
        "--profile issue adds {n} rules: ",
    ),
    "and-so-on": ("{items} 等", "{items}, …"),
    "document.clean": ("没有发现问题", "no problems"),
    "document.suppressed": ("另有 {n} 处已注明忽略", "{n} more suppressed"),
    "finding.delete": ("删去", "delete it"),
    "finding.suggestion": ("改为：", "write: "),
    "finding.related": ("另见 ", "see "),
    "finding.more": ("{rule} 另有 {n} 处同类：", "{rule}: {n} more like this: "),
    "skipped": ("有 {n} 条规则没查", "{n} rule skipped", "{n} rules skipped"),
    "skip.no-date": (
        "不知道成文日期，可用 --as-of 指明",
        "the document's date is unknown; give it with --as-of",
    ),
    "skip.no-year": (
        "不知道是哪一年的计划，可用 --for 指明",
        "the plan's year is unknown; give it with --for",
    ),
    "skip.not-prose": ("不是成段的文字", "not prose"),
    # errors
    "error": ("错误", "error"),
    "line": ("第 {n} 行", "line {n}", "line {n}"),
    "error.unreadable": ("没能检查", "not checked"),
    "error.partial": ("没能查完", "checked only in part"),
    # the closing lines
    "documents": ("{n} 份文件", "{n} document", "{n} documents"),
    "documents.alike": ("{path} 等 {n} 份", "{path} and others, {n} in all"),
    "rules": ("{n} 条规则", "{n} rule", "{n} rules"),
    "seconds": ("{s} 秒", "{s} s"),
    "summary.clean": (
        "查了 {documents}、{rules}，没有发现问题（{seconds}）。",
        "All clear: {documents}, {rules}, {seconds}.",
    ),
    "summary.nothing": ("没有找到可以检查的文件。", "There is no document to check."),
    "count.error": ("必须改 {n} 处", "{n} error", "{n} errors"),
    "count.warning": ("建议改 {n} 处", "{n} warning", "{n} warnings"),
    "count.info": ("请核实 {n} 处", "{n} to verify"),
    "summary.errors": ("{n} 份没能查完", "{n} not fully checked"),
    "summary.failures": ("另有 {n} 个错误", "{n} further error", "{n} further errors"),
    "summary.suppressed": ("已注明忽略 {n} 处", "{n} suppressed"),
    "summary.checked": ("共查 {documents}、{rules}，用时 {seconds}", "{documents}, {rules}, {seconds}"),
    "summary.sample": (
        "有问题的 {n} 份，只列出前 {most} 份",
        "the first {most} of {n} documents with findings are shown",
    ),
    "summary.folded": (
        "没有发现问题的 {n} 份没有列出，加 --all 列出",
        "{n} documents without problems are not listed; --all lists them",
    ),
    "summary.none": ("没有发现问题", "no problems found"),
    "summary.safe": (
        "{n} 处可以自动改正：加 --fix",
        "{n} can be corrected automatically: add --fix",
    ),
    "summary.unsafe": (
        "{n} 处可以自动改正，但改后要再看一遍：加 --fix-unsafe",
        "{n} can be corrected automatically but must be read again: add --fix-unsafe",
    ),
    "summary.annotate": (
        "{n} 处有把握改正：planlint annotate 另存一份校对稿，用修订改好",
        "{n} can be corrected: planlint annotate writes a copy with them as tracked changes",
    ),
    "summary.answers": (
        "{n} 份是校对稿：批注上有答复的，用 planlint answers 收回来，以后不再报",
        "{n} are annotated copies: `planlint answers` takes back the replies to their comments",
    ),
    "summary.copies": (
        "校对稿、清洁稿 {n} 份没有查，原稿就在旁边；要查就写出文件名",
        "{n} copy was left alone, its draft is beside it; name it to have it checked",
        "{n} copies were left alone, their drafts are beside them; name one to have it checked",
    ),
    "summary.unreported": (
        "{n} 份文件没有检查：planlint.yaml 里写了 report: false，不报告它们。",
        "{n} document left out: planlint.yaml says report: false for it.",
        "All {n} documents left out: planlint.yaml says report: false for them.",
    ),
    "written": ("已写入 {path}", "wrote {path}"),
    "github.more": (
        "GitHub 每一步每一级只标出前 {limit} 处；这里共有{counts}，全部列在上面的日志里。",
        "GitHub marks the first {limit} of each level per step; there are {counts}, all in the log above.",
    ),
    "progress": ("正在检查", "checking"),
    # the command line
    "help.usage": ("用法：", "Usage: "),
    "help.arguments": ("参数：", "Arguments:"),
    "help.options": ("选项：", "Options:"),
    "help.commands": ("命令：", "Commands:"),
    "help.options-word": ("[选项]", "[OPTIONS]"),
    "help.command-word": ("命令 [参数]…", "COMMAND [ARGS]..."),
    "help.help": ("显示这份说明", "Show this message and exit."),
    "help.default": ("默认 {value}", "default: {value}"),
    "help.required": ("必填", "required"),
    "help.environment": ("环境变量 {value}", "env var: {value}"),
    "init.done": (
        "写好了 {path}；去掉要用的那几行前面的“#”，再用 planlint config 看一遍。",
        "Wrote {path}; uncomment what you need, then look at it with planlint config.",
    ),
    "config.files": ("配置文件：{files}", "configuration: {files}"),
    "config.none": ("没有，用的都是默认值", "none, everything is the default"),
    "config.rules": (
        "没有改过的规则 {n} 条，按“{profile}”的尺度；加 --all 列出",
        "{n} rules as profile {profile} has them; --all lists them",
    ),
    "config.default": ("默认", "default"),
    "config.roster": ("花名册 {files}：{counts}", "roster {files}: {counts}"),
    "roster.unit": ("单位", "units"),
    "roster.school": ("学校", "schools"),
    "roster.place": ("地名", "places"),
    "roster.person": ("人员", "people"),
    "roster.empty": ("还没有名称", "no names yet"),
    "init.roster": (
        "写好了 {path}；用表格软件填好，再在 planlint.yaml 里写 roster: {name}。",
        "Wrote {path}; fill it in a spreadsheet, and write roster: {name} in planlint.yaml.",
    ),
    "rules.off": ("未开启", "off"),
    "rules.stricter": ("更严时", "stricter"),
    "rules.summary": (
        "共 {rules} 条规则（{profile}）。“更严时”的用 --profile 签发 才查。planlint rules 规则名 可看解释。",
        "{rules} rules ({profile}); the stricter ones want another --profile. planlint rules ID explains one.",
    ),
    "rules.basis": ("依据：", "basis: "),
    "rules.genres": ("适用文种：", "genres: "),
    "rules.message": ("提示：", "message: "),
    "rules.fires": ("会报（⟦ ⟧ 内为报出的位置）：", "fires on (between ⟦ ⟧):"),
    "rules.silent": ("不会报：", "stays silent on:"),
    "rules.suppress": (
        "某处确实无误时，在上一行写：#planlint: ignore {rule} -- 原因；\n"
        "全部不要时，在 planlint.yaml 写 rules: {{{rule}: off}}",
        "Where it is right after all, write on the line above: #planlint: ignore {rule} -- reason;\n"
        "to drop it everywhere, write rules: {{{rule}: off}} in planlint.yaml",
    ),
    "rules.checks-hint": (
        "每种检查的完整说明和可以照抄的写法见 docs/checks.md。",
        "docs/checks.md has the full reference with recipes to copy.",
    ),
    "test.no-case": (
        "{place} {rule}：没有 fail 用例，谁也不知道它会不会报",
        "{place} {rule}: no fail case; nobody knows whether it fires",
    ),
    "test.summary": (
        "{rules} 条规则，{cases} 个用例，{failed} 个没有通过。",
        "{rules} rules, {cases} cases, {failed} failed.",
    ),
    "test.on": (
        "{rule}：在 {of} 份文件中的 {documents} 份里报了 {findings} 处。",
        "{rule}: {findings} findings in {documents} of {of} documents.",
    ),
    "fixed": ("已改正 {n} 处，改了 {files} 个文件。", "{n} fixed in {files} file(s)."),
    "facts.table": (
        "{name}：{n} 条，核实 {verified} 条，核到 {as_of}",
        "{name}: {n} records, {verified} verified; as of {as_of}",
    ),
    "facts.words": ("{name}：词表，核到 {as_of}", "{name}: a list of words; as of {as_of}"),
    "facts.marks": (
        "? 还没有核实，不会据它报“必须改”；* 本单位加的",
        "? not verified, never gives an error; * of this office",
    ),
    "facts.new-config": (
        "还写好了 {path}，这个文件夹和它下面的都按它查。",
        "Wrote {path} too; it holds for this folder and all below.",
    ),
    "facts.waiting": (
        "待确认：{name}（公布的日期 {day}）；开过以后这样记下：\n"
        "  planlint facts confirm {name} --held 日期 --source 出处",
        "to be confirmed: {name} (announced for {day}); once held:\n"
        "  planlint facts confirm {name} --held DAY --source SOURCE",
    ),
    "facts.checked": ("查了 {n} 条记录，{wrong} 处矛盾。", "{n} records checked, {wrong} contradictions."),
    "facts.imported": (
        "{rows} 行里有 {n} 行是新的或改过的，已写入 {path}。",
        "{n} of {rows} rows are new or changed; written to {path}.",
    ),
    "facts.nothing-new": (
        "{rows} 行里没有新的或改过的，什么也没有写。",
        "None of {rows} rows is new; nothing written.",
    ),
    "facts.confirmed": ("已记下：{name}，{day}。写在 {path}。", "Noted: {name}, {day}; in {path}."),
    "compare.title": ("两年计划对照", "Two plans side by side"),
    "compare.same": ("未改", "kept"),
    "compare.changed": ("改写", "reworded"),
    "compare.renamed": ("更名", "renamed"),
    "compare.dropped": ("删去", "dropped"),
    "compare.new": ("新增", "new"),
    "compare.moved": ("换了位置", "moved"),
    "compare.hidden": ("没有改动的，加 --all 列出。", "--all shows also what did not change."),
    "compare.fold": ("只看有变化的", "only what changed"),
    "compare.key.old": ("上年有、今年没有", "only last year"),
    "compare.key.new": ("今年新写", "only this year"),
    "compare.key.copied": ("原句沿用", "copied word for word"),
    "compare.key.year": ("原句沿用，且含年份、届次或数字", "copied, with a year, edition or number in it"),
    "list.findings": ("问题清单", "Findings"),
    "list.summary": ("检查情况", "Documents"),
    "list.all": ("合计", "All"),
    "list.document": ("文件", "File"),
    "list.said": ("说明", "Remarks"),
    "list.severity": ("程度", "Severity"),
    "list.file": ("文件", "File"),
    "list.title": ("标题", "Title"),
    "list.place": ("位置", "Where"),
    "list.words": ("原文", "Words"),
    "list.message": ("问题", "Problem"),
    "list.suggestion": ("建议", "Suggestion"),
    "list.basis": ("依据", "Basis"),
    "list.rule": ("规则", "Rule"),
    "list.id": ("规则代号", "Rule id"),
    "checklist.title": ("签发前核对单", "Checklist before issue"),
    "checklist.summary": (
        "共 {n} 条要核对：不符 {wrong} 条，库中一致 {same} 条，无记录 {open} 条。",
        "{n} to verify: {wrong} does not fit, {same} agrees with the records, {open} unrecorded.",
        "{n} to verify: {wrong} do not fit, {same} agree with the records, {open} unrecorded.",
    ),
    "checklist.signature": (
        "核对人：＿＿＿＿＿＿　　复核人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
        "Verified by: ____________   Reviewed by: ____________   Date: ____________",
    ),
    "checklist.kind": ("类别", "Kind"),
    "checklist.thing": ("内容", "What"),
    "checklist.places": ("位置", "Where"),
    "checklist.around": ("上下文", "Context"),
    "checklist.verdict": ("核对结果", "Result"),
    "checklist.box": ("核", "OK"),
    "checklist.wrong": ("不符", "does not fit"),
    "checklist.same": ("库中一致", "agrees"),
    "checklist.open": ("无记录", "no record"),
    "checklist.title-cited": ("文件", "title"),
    "checklist.meeting": ("会议", "meeting"),
    "checklist.edition": ("届次", "edition"),
    "checklist.anniversary": ("周年", "anniversary"),
    "checklist.plan": ("五年规划", "five-year plan"),
    "checklist.date": ("日期", "date"),
    "checklist.figure": ("数据", "figure"),
    "checklist.unit": ("单位", "unit"),
    "checklist.person": ("人员", "person"),
    "checklist.attachment": ("附件", "attachment"),
    "tasks.title": ("任务分解表", "Tasks"),
    "tasks.summary": (
        "共 {tasks} 项任务：没写责任单位的 {units} 项，没写完成时限的 {deadlines} 项。",
        "{tasks} tasks: {units} without units, {deadlines} without a deadline.",
    ),
    "tasks.number": ("序号", "No."),
    "tasks.section": ("章节", "Section"),
    "tasks.task": ("任务", "Task"),
    "tasks.units": ("责任单位", "Units"),
    "tasks.deadline": ("完成时限", "Deadline"),
    "tasks.figures": ("量化指标", "Figures"),
    "tasks.no-units": ("未写明", "none named"),
    "tasks.no-deadline": ("未写明", "none set"),
    "node.part": ("文件", "document"),
    "node.number": ("发文字号", "number"),
    "node.letterhead": ("版头", "letterhead"),
    "node.title": ("标题", "title"),
    "node.addressee": ("主送", "addressee"),
    "node.preamble": ("导语", "preamble"),
    "node.section": ("章节", "section"),
    "node.item": ("条目", "item"),
    "node.enumerator": ("列举", "enumeration"),
    "node.paragraph": ("段落", "paragraph"),
    "node.contents": ("目录", "contents"),
    "node.table": ("表格", "table"),
    "node.closing": ("文末", "closing"),
    "node.attachment-note": ("附件说明", "attachment list"),
    "node.attachment": ("附件", "attachment"),
    "node.signature": ("署名", "signature"),
    "node.date": ("日期", "date"),
    "node.note": ("附注", "note"),
    "node.outside": ("正文以外", "outside"),
    "node.aside": ("文字", "text"),
    "usage.hint": ("看用法：{command} --help", "For help: {command} --help"),
    "usage.nearest": ("是不是想写 {options}？", "Did you mean {options}?"),
    "usage.no-such-option": ("没有 {name} 这个选项。", "There is no option {name}."),
    "usage.no-such-command": ("没有 {name} 这个命令。", "There is no command {name}."),
    "usage.missing-command": ("还缺一个命令。", "A command is missing."),
    "usage.missing-argument": ("还缺参数 {name}。", "The argument {name} is missing."),
    "usage.missing-option": ("还缺选项 {name}。", "The option {name} is missing."),
    "usage.missing-value": ("选项 {name} 后面还缺值。", "The option {name} needs a value."),
    "usage.missing-values": ("选项 {name} 后面要有 {n} 个值。", "The option {name} needs {n} values."),
    "usage.no-value": ("选项 {name} 后面不带值。", "The option {name} takes no value."),
    "usage.extra": ("多出来的参数：{value}。", "Unexpected arguments: {value}."),
    "usage.bad-value": ("{name} 不对：{reason}", "{name} is wrong: {reason}"),
    "usage.choices": ("“{value}”不在可选之列，可选 {choices}。", "'{value}' is not one of {choices}."),
    "usage.not-a-number": ("“{value}”不是数。", "'{value}' is not a number."),
    "usage.not-an-integer": ("“{value}”不是整数。", "'{value}' is not an integer."),
    "usage.not-a-flag": ("“{value}”不是 true 或 false。", "'{value}' is neither true nor false."),
    "usage.out-of-range": ("{value} 超出范围（{range}）。", "{value} is out of range ({range})."),
    "usage.no-such-path": ("“{value}”不存在。", "'{value}' does not exist."),
    "interrupted": ("已中断。", "Interrupted."),
    "internal-error": (
        "planlint 自己出了错（{kind}）：{message}",
        "planlint itself failed ({kind}): {message}",
    ),
    "internal-error.hint": (
        "设环境变量 PLANLINT_DEBUG=1 再运行一次，可以看到出错的位置；请把它报告给维护者。",
        "Run again with the environment variable PLANLINT_DEBUG=1 to see where, and please report it.",
    ),
}


def t(key: str, lang: str, **values: object) -> str:
    """Return the words for `key` in `lang` ("zh" or "en"), with `values` filled in.

    A value named `n` picks the English singular or plural. Raises KeyError for an unknown key or value.
    """
    zh, *en = CATALOGUE[key]
    template = zh if lang != "en" else en[0] if values.get("n") == 1 else en[-1]
    return template.format(**values)


def known(key: str) -> bool:
    """Say whether the catalogue has `key` (codes that come from elsewhere may have no words of their own)."""
    return key in CATALOGUE


def say(texts: Mapping[str, str], lang: str) -> str:
    """Return one language of `{"zh": …, "en": …}`; Chinese where the other is missing."""
    return texts.get(lang) or texts.get("zh", "")


def detect_language(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language to speak: the last `--lang` of `argv`, else PLANLINT_LANG, else Chinese.

    It is needed before the command line is parsed, because the parser's own complaints are in it. A value
    that is no language is left for the parser to refuse.
    """
    chosen = environ.get("PLANLINT_LANG", "")
    words = iter(argv)
    for word in words:
        if word == "--":
            break
        if word == "--lang":
            chosen = next(words, "")
        elif word.startswith("--lang="):
            chosen = word.partition("=")[2]
    return chosen if chosen in LANGUAGES else "zh"
