"""Good documents of other offices stay silent at their own dates, and each planted slip is found in its place."""

from __future__ import annotations

import pytest

from planlint import lint_text

EMERGENCY = """江州市教育系统2024年防汛防台风应急工作方案

为切实做好2024年全市教育系统防汛防台风工作，根据《中华人民共和国突发事件应对法》等，制定本方案。

1 总则
1.1 指导思想
坚持人民至上、生命至上，牢固树立“宁可十防九空、不可失防万一”的理念。
1.2 适用范围
本方案适用于全市各级各类学校（含幼儿园）2024年汛期（5月1日—9月30日）的防汛防台风工作。
2 组织体系
领导小组下设综合协调组、信息报送组、抢险救援组、后勤保障组4个工作组。
3 应急响应
3.1 Ⅳ级响应
各学校实行24小时值班，信息报送电话0555-2360119。
3.2 Ⅲ级响应
停止一切户外集体活动，每日8时、20时各报送一次信息。
3.3 Ⅱ级响应
受影响地区的学校停课。2023年排查发现的137处隐患，要于2024年5月底前全部销号。
3.4 响应终止
存在的问题要查明：一是预警不及时；二是转移不迅速；三是储备不充足。

江州市教育局
2024年4月22日
"""

PUBLICITY = """中共江州市委宣传部2027年工作要点

2027年是党的二十一大召开之年，也是建军100周年。全市宣传思想文化工作要坚持以习近平新时代中国特色社会主义思想为指导，\
全面贯彻党的二十大和二十届历次全会精神，迎接宣传贯彻党的二十一大。

一、壮大主流舆论
1.用好红色资源。讲好五四运动、抗美援朝、改革开放等故事，回顾建党100周年、新中国成立75周年宣传经验。〔新闻科、理论科负责〕
2.推进系统性变革。市级媒体“一张网”改革2026年底已完成，“江州发布”用户突破200万，年度服务2027万人次。〔新闻科负责〕
3.评选好新闻60件（一等奖10件、二等奖20件、三等奖30件）。〔新闻科牵头，文艺科配合〕
4.建强队伍。组织记者走基层。〔新闻科、干部科负责〕
二、培育文明风尚
5.建设书香江州。办好第32个世界读书日活动，开展进校园、进社区、进企业、进农村活动。〔文艺科负责〕
6.保护历史文化。推进明代城墙（1368—1398年）修缮，办好2027江州文化旅游节。〔文艺科、理论科负责〕
三、实施步骤
（一）动员部署阶段（2027年1月—2月）。制定方案，召开动员会。
（二）总结提升阶段（2027年11月—12月）。总结经验，形成机制。

中共江州市委宣传部
2027年1月18日
"""

NOTICE = """江州市人民政府办公室关于印发《江州市2026年养老服务工作方案》的通知

江政办发〔2026〕38号

各县（市、区）人民政府，市政府各部门：
《江州市2026年养老服务工作方案》已经2026年3月4日市政府第98次常务会议研究同意，现印发给你们，请认真组织实施。

江州市人民政府办公室
2026年3月10日

江州市2026年养老服务工作方案

为贯彻落实《中共中央 国务院关于深化养老服务改革发展的意见》，加快健全养老服务网络，制定本方案。

一、重点任务
（一）健全三级网络。建设养老服务中心65个。（责任单位：市民政局、市财政局；完成时限：2026年10月底）
（二）推进医养结合。签约率保持100%。（责任单位：市卫生健康委、市民政局；完成时限：长期坚持）
（三）加强队伍建设。培训养老护理员1万人次。（责任单位：市民政局；完成时限：2026年12月底）
二、保障措施
落实资金8600万元，比上年增加600万元。
"""


@pytest.mark.parametrize("text", [EMERGENCY, PUBLICITY, NOTICE])
def test_good_documents_are_silent(text: str) -> None:
    told = [(one.rule, text[slice(*one.span)]) for one in lint_text(text) if one.severity != "info"]
    assert told == []


@pytest.mark.parametrize(
    ("text", "right", "wrong", "rule", "found"),
    [
        (EMERGENCY, "3.3 Ⅱ级", "3.4 Ⅱ级", "numbering-gap", "3.4"),
        (EMERGENCY, "三是储备", "四是储备", "numbering-gap", "四是"),
        (EMERGENCY, "4个工作组", "5个工作组", "count-mismatch", "5个"),
        (EMERGENCY, "2024年5月底前", "2023年5月底前", "deadline-passed", "2023年5月底前"),
        (EMERGENCY, "2024年4月22日", "2024年4月22", "date-format", "2024年4月22"),
        (PUBLICITY, "建军100周年", "建军99周年", "anniversary-mismatch", "99周年"),
        (PUBLICITY, "第32个", "第31个", "edition-mismatch", "第31个"),
        (PUBLICITY, "一等奖10件", "一等奖12件", "figure-sum", "60件"),
        (PUBLICITY, "“一张网”", '"一张网"', "halfwidth-punctuation", '"'),
        (PUBLICITY, "。〔新闻科负责〕", "。", "missing-responsible-unit", "2.推进系统性变革"),
        (PUBLICITY, "进企业、", "进社区、", "repeated-member", "进社区"),
        (PUBLICITY, "（2027年1月—2月）", "（2026年1月—2月）", "deadline-passed", "2026年1月—2月"),
        (NOTICE, "2026年3月4日", "2026年3月14日", "adopted-later", "2026年3月14日"),
        (NOTICE, "江州市2026年养老服务工作方案\n\n为", "江州市2025年养老服务工作方案\n\n为", "year-mismatch", "2025年"),
        (NOTICE, "2026年10月底", "2025年10月底", "deadline-passed", "2025年10月底"),
        (NOTICE, "办公室\n2026", "办公事\n2026", "misspelt-name", "江州市人民政府办公事"),
    ],
)
def test_planted_slips_are_found_in_their_place(text: str, right: str, wrong: str, rule: str, found: str) -> None:
    assert text.count(right) >= 1
    slipped = text.replace(right, wrong, 1)
    told = [slipped[slice(*one.span)] for one in lint_text(slipped) if one.rule == rule]
    assert told == [found]
