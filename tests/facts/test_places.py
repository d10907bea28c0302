"""The gazetteer: names, what lies in what, and the places that a text names."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planlint.facts import Facts
from planlint.facts.places import Path, Places, bare, related
from planlint.pack import pack

FACTS = Facts(pack()["facts"])
PLACES = FACTS.places
NAMES = sorted(PLACES.names)


def named(text: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in PLACES.mentions(text)]


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("湖南省", [("湖南省",)]),
        ("重庆市", [("重庆市",)]),
        ("长沙市", [("湖南省", "长沙市")]),
        ("安化县", [("湖南省", "益阳市", "安化县")]),
        ("沙坪坝区", [("重庆市", "沙坪坝区")]),
        ("朝阳区", [("北京市", "朝阳区"), ("吉林省", "长春市", "朝阳区")]),
        ("恩施州", [("湖北省", "恩施土家族苗族自治州")]),
        ("彭水县", [("重庆市", "彭水苗族土家族自治县")]),
        ("江干区", [("浙江省", "杭州市", "江干区")]),
        ("公主岭市", [("吉林省", "长春市", "公主岭市"), ("吉林省", "四平市", "公主岭市")]),
        ("仙桃市", [("湖北省", "仙桃市")]),
        ("某某县", []),
    ],
)
def test_where_a_name_lies(name: str, paths: list[Path]) -> None:
    assert list(PLACES.paths(name)) == paths


def test_every_name_is_found_where_it_stands() -> None:
    assert len(NAMES) > 3300
    assert all(PLACES.paths(name) for name in NAMES)
    assert sum(len(path) == 1 for name in NAMES for path in PLACES.paths(name)) == 31


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("推进长沙市安化县和沙坪坝区工作", ["长沙市", "安化县", "沙坪坝区"]),
        ("重庆市沙坪坝区教委", ["重庆市沙坪坝区"]),
        ("提高上海市场占有率", []),
        ("长沙市区、济南市区", ["长沙市", "济南市"]),
        ("江北区域、和平区、西南山区、沿海城市", []),
        ("北京市和平区", ["北京市"]),
        ("天津市和平区，天津和平区", ["天津市和平区", "和平区"]),
        ("市和县、河北省赵县", ["河北省赵县"]),
        ("湘西土家族苗族自治州凤凰县", ["湘西土家族苗族自治州凤凰县"]),
        ("", []),
        ("从沙坪坝区到达尔罕茂明安联合旗", ["沙坪坝区", "达尔罕茂明安联合旗"]),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_a_place_after_one_it_does_not_lie_in_keeps_that_one() -> None:
    _, odd = PLACES.mentions("湖北省长沙市")
    assert (odd.paths, odd.above) == ((("湖南省", "长沙市"),), (("湖北省",),))


def test_the_parent_before_a_name_tells_which_is_meant() -> None:
    (mention,) = PLACES.mentions("吉林长春朝阳区")
    assert mention.paths == (("吉林省", "长春市", "朝阳区"),)


def test_a_signature_may_name_a_city_without_its_kind() -> None:
    assert PLACES.named("上海银保监局") == (("上海市",),)
    assert PLACES.named("重庆沙坪坝区教委") == (("重庆市", "沙坪坝区"),)
    assert PLACES.named("重庆市长沙市教委") == (("重庆市",),)


def test_an_office_adds_its_own_districts() -> None:
    table = FACTS.table("places")
    more = Places({**table, "divisions": [*table["divisions"], "湖南省 长沙市 洋湖新区"]})
    assert more.paths("洋湖新区") == (("湖南省", "长沙市", "洋湖新区"),)


def test_bare_names() -> None:
    assert [bare(n) for n in ("长沙市", "内蒙古自治区", "新疆维吾尔自治区", "阿里地区", "忠县")] == [
        "长沙", "内蒙古", "新疆", "阿里", "忠县",
    ]  # fmt: skip


@example("九原区包头市")
@given(st.lists(st.sampled_from([*NAMES, "推进", "，", "市", "区"]), max_size=12).map("".join))
def test_mentions_are_in_order_in_bounds_and_disjoint(text: str) -> None:
    end = 0
    for mention in PLACES.mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.paths
        assert all(not related(path, above) for path in mention.paths for above in mention.above)
        end = mention.end
