"""The reports for programs: JSON, concise lines, GitHub annotations and SARIF."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from report_samples import GAP, HOSTILE, NAME, SPACE, TEXT, broken, full, rendered, result, run

from planlint.findings import Finding, Related, Result
from planlint.model import Document, PlanlintError, Span
from planlint.reports import Run, load

# -- json


def test_json_is_the_contract() -> None:
    report = json.loads(rendered("json", full()))
    assert list(report) == ["schema", "version", "ruleset", "documents", "errors", "summary"]
    assert (report["schema"], report["version"], report["ruleset"]) == ("planlint/1", "0.1.0", "sha256:ab")
    document = report["documents"][0]
    assert list(document) == [
        *("path", "genre", "title", "profile", "year", "date", "findings", "skipped", "error"),
    ]
    assert document["date"] == {"from": "2026-12-01", "to": "2026-12-31", "source": "signature"}
    assert document["skipped"][0] == {"rule": "past-event", "reason": "no-date"}
    assert document["findings"][2] == {
        "rule": "numbering-gap",
        "severity": "error",
        "basis": "惯例",
        "message": "编号断号：“2.”之后应为“3.”，实为“4.”",
        "start": 50,
        "end": 52,
        "line": 5,
        "column": 1,
        "end_line": 5,
        "end_column": 3,
        "text": "4.",
        "location": None,
        "suggestion": "3.",
        "related": [{"path": None, "start": 40, "end": 44, "line": 4, "column": 1, "message": "上一个编号"}],
        "fix": {"safe": True, "edits": [{"start": 50, "end": 52, "text": "3."}]},
        "suppressed": None,
    }
    assert document["findings"][3]["suppressed"] == "专有名词"
    assert report["documents"][1]["date"] is None
    assert report["documents"][2]["error"] == {
        "code": "unreadable",
        "message": "这是旧版 Word 文件，请另存为 .docx。",
    }
    assert report["errors"][0]["code"] == "bad-rule-file"
    assert report["summary"] == {
        **{"documents": 3, "error": 1, "warning": 1, "info": 1},
        **{"fixable": 2, "rules": 60, "seconds": 0.0123},
    }


def test_json_counts_code_points() -> None:
    found = GAP._replace(span=Span(59, 60), related=())
    told = json.loads(rendered("json", run(result(found))))["documents"][0]["findings"][0]
    assert (told["text"], told["line"], told["column"]) == ("“", 5, 10)
    assert TEXT[told["start"] : told["end"]] == "“"


def test_json_related_places_in_other_documents() -> None:
    found = GAP._replace(related=(Related(Span(2, 3), {"zh": "同号"}, "乙.txt"), Related(Span(2, 3), {}, "丙.txt")))
    report = json.loads(rendered("json", run(result(found), Result("乙.txt", Document("甲\n乙")))))
    near, far = report["documents"][0]["findings"][0]["related"]
    assert near == {"path": "乙.txt", "start": 2, "end": 3, "line": 2, "column": 1, "message": "同号"}
    assert (far["line"], far["column"]) == (None, None)


def test_json_speaks_english() -> None:
    report = json.loads(rendered("json", full(), "en"))
    assert report["documents"][0]["findings"][2]["message"] == "expected 3., found 4."


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_data_survives_a_narrow_encoding(name: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "gbk")
    load(name).render(full(), out, "zh")
    out.flush()
    assert json.loads(raw.getvalue().decode("gbk")) == json.loads(rendered(name, full()))


def hostile(text: str = HOSTILE) -> Result:
    made = Finding(text, "error", text, {"zh": text}, Span(0, len(text)), suggestion=text, suppressed=None)
    return result(made, made._replace(suppressed=text), text=text, path=text)


@pytest.mark.parametrize("name", ["json", "sarif", "concise", "github"])
def test_hostile_text_reaches_no_terminal(name: str) -> None:
    path = HOSTILE.replace("\ud800", "\udcff")  # what the system makes of a byte that is no text
    failure = PlanlintError(HOSTILE, HOSTILE, HOSTILE, path=path)
    text = rendered(name, run(replace(hostile(), path=path), Result(path, error=failure), errors=[failure]))
    assert all(c.isprintable() or c in "\n　" for c in text)


@given(st.text(st.characters()))
@example("\ud800\udc00")
def test_json_gives_any_text_back(text: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, "utf-8")
    load("json").render(run(hostile(text)), out, "zh")
    out.flush()
    report = json.loads(raw.getvalue())
    read = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")  # JSON joins the halves of a pair
    assert report["documents"][0]["path"] == read
    assert report["documents"][0]["findings"][0]["text"] == read


# -- concise


def test_concise() -> None:
    assert rendered("concise", full()).splitlines() == [
        f"{NAME}:3:8: 请核实 near-duplicate 与别处几乎相同",
        f"{NAME}:4:8: 建议改 stray-space 行末有多余的空格",
        f"{NAME}:5:1: 必须改 numbering-gap 编号断号：“2.”之后应为“3.”，实为“4.”",
        "坏 文件.doc: 错误 unreadable 这是旧版 Word 文件，请另存为 .docx。",
        "rules/a.yaml:12: 错误 bad-rule-file 冒号应为半角“:” - id： 甲",
    ]


def test_concise_in_english() -> None:
    assert rendered("concise", run(result(GAP)), "en") == f"{NAME}:5:1: error numbering-gap expected 3., found 4.\n"


# -- github


def test_github_puts_errors_first() -> None:
    assert rendered("github", full()).splitlines() == [
        "::error file=rules/a.yaml,line=12,title=bad-rule-file::冒号应为半角“:”%0A  - id： 甲",
        "::error file=坏 文件.doc,title=unreadable::这是旧版 Word 文件，请另存为 .docx。",
        f"::error file={NAME},line=5,endLine=5,col=1,endColumn=3,title=必须改 numbering-gap"
        "::编号断号：“2.”之后应为“3.”，实为“4.”。改为：3.",
        f"::warning file={NAME},line=4,endLine=4,col=8,endColumn=10,title=建议改 stray-space::行末有多余的空格",
        f"::notice file={NAME},line=3,endLine=3,col=8,endColumn=12,title=请核实 near-duplicate::与别处几乎相同",
    ]


def test_github_escapes_what_its_commands_are_made_of() -> None:
    found = GAP._replace(rule="a,b:c", texts={"zh": "100%，::error::"}, suggestion=None)
    line = rendered("github", run(result(found, path="a,b:c%.txt")))
    assert line.startswith("::error file=a%2Cb%3Ac%25.txt,line=5,")
    assert line.endswith("title=必须改 a%2Cb%3Ac::100%25，::error::\n")


def test_github_gives_no_columns_over_several_lines() -> None:
    line = rendered("github", run(result(GAP._replace(span=Span(0, 20)))))
    assert "line=1,endLine=2,title=" in line


def test_github_says_when_there_is_more_than_it_shows() -> None:
    many = [GAP._replace(span=Span(n, n + 1)) for n in range(11)]
    text = rendered("github", run(result(*many, SPACE)))
    assert text.count("::error ") == 11
    assert text.splitlines()[-1].endswith("这里共有必须改 11 处，建议改 1 处，全部列在上面的日志里。")
    assert len(rendered("github", run(result(*many[:10]))).splitlines()) == 10


def test_github_does_not_count_what_it_could_not_read_among_the_findings() -> None:
    many = [GAP._replace(span=Span(n, n + 1)) for n in range(9)]
    failure = PlanlintError("no-such-path", "找不到这个文件或文件夹", "no such file", path="没有.txt")
    last = rendered("github", run(result(*many), broken(), errors=[failure])).splitlines()[-1]
    assert "这里共有必须改 9 处，1 份没能查完，另有 1 个错误，" in last


def unconfigured(count: int) -> Run:
    fault = PlanlintError("bad-config", "没有“尺度”这一项", "unknown key", path="planlint.yaml", line=1)
    why = "没有检查，planlint.yaml:1 有误"
    left = [Result(f"{n}.txt", error=PlanlintError("bad-config", why, "not checked")) for n in range(count)]
    return run(*left, broken(), errors=[fault])


@pytest.mark.parametrize(("count", "said"), [(1, "0.txt"), (200, "0.txt 等 200 份")])
def test_one_fault_of_configuration_is_one_line_however_many_documents_it_keeps(count: int, said: str) -> None:
    lines = rendered("github", unconfigured(count)).splitlines()
    assert [line.partition("title=")[2].partition("::")[0] for line in lines] == [
        *("bad-config", "bad-config", "unreadable"),
    ]
    text = rendered("terminal", unconfigured(count))
    assert text.startswith(f"{said}：没有检查，planlint.yaml:1 有误\n")
    assert text.count("没有检查") == 1
    assert "条规则" not in text
    assert f"{count + 1} 份没能查完，另有 1 个错误\n" in text


def test_copies_left_alone_are_in_the_summary() -> None:
    report = json.loads(rendered("json", run(result(), copies=["要点（校对稿）.docx"])))
    assert report["summary"]["copies"] == ["要点（校对稿）.docx"]


# -- sarif

TEXT_OBJECT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
NATURAL = {"type": "integer", "minimum": 1}
REGION = {
    "type": "object",
    "required": ["startLine"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), NATURAL),
        "snippet": TEXT_OBJECT,
    },
}
ARTIFACT = {
    "type": "object",
    "required": ["uri"],
    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}, "uriBaseId": {"const": "%SRCROOT%"}},
}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": TEXT_OBJECT,
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {"artifactLocation": ARTIFACT, "region": REGION},
        },
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
CHANGE = {
    "type": "object",
    "required": ["artifactLocation", "replacements"],
    "properties": {
        "artifactLocation": ARTIFACT,
        "replacements": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["deletedRegion"],
                "properties": {"deletedRegion": REGION, "insertedContent": TEXT_OBJECT},
            },
        },
    },
}
SARIF = {
    "description": "The parts of the SARIF 2.1.0 schema that planlint uses.",
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": TEXT_OBJECT,
                                                "help": TEXT_OBJECT,
                                                "defaultConfiguration": {"properties": {"level": LEVEL}},
                                            },
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {
                            "required": ["executionSuccessful"],
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "exitCode": {"type": "integer"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {
                                        "required": ["message"],
                                        "properties": {
                                            "message": TEXT_OBJECT,
                                            "level": LEVEL,
                                            "locations": {"type": "array", "items": LOCATION},
                                        },
                                    },
                                },
                            },
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {
                                "message": TEXT_OBJECT,
                                "level": LEVEL,
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {"type": "array", "items": LOCATION},
                                "relatedLocations": {"type": "array", "items": LOCATION},
                                "fixes": {
                                    "type": "array",
                                    "items": {
                                        "required": ["artifactChanges"],
                                        "properties": {"artifactChanges": {"type": "array", "items": CHANGE}},
                                    },
                                },
                                "suppressions": {
                                    "type": "array",
                                    "items": {
                                        "required": ["kind"],
                                        "properties": {"kind": {"enum": ["inSource", "external"]}},
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def sarif(*results: Result, **more: Any) -> dict[str, Any]:
    report = json.loads(rendered("sarif", run(*results, **more) if results else full()))
    jsonschema.validate(report, SARIF, cls=jsonschema.Draft7Validator)
    told: dict[str, Any] = report["runs"][0]
    return told


def regions(value: Any) -> Iterator[dict[str, int]]:
    if isinstance(value, dict):
        yield from ([value] if "startColumn" in value else [])
        for inner in value.values():
            yield from regions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from regions(inner)


def test_sarif_has_every_part() -> None:
    told = sarif()
    assert told["columnKind"] == "unicodeCodePoints"
    rules = told["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(
        {"missing-date", "near-duplicate", "numbering-gap", "stray-space", "unbalanced-pair"}
    )
    assert all(rules[found["ruleIndex"]]["id"] == found["ruleId"] for found in told["results"])
    gap = next(found for found in told["results"] if found["ruleId"] == "numbering-gap")
    assert gap["level"] == "error"
    assert gap["locations"][0]["physicalLocation"] == {
        "artifactLocation": {
            "uri": "%E5%B7%A5%E4%BD%9C%E8%A6%81%E7%82%B9/%E7%94%B2%20%5B1%5D.txt",
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": 5, "startColumn": 1, "endLine": 5, "endColumn": 3, "snippet": {"text": "4."}},
    }
    assert gap["relatedLocations"][0]["message"]["text"] == "上一个编号"
    assert gap["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "3."
    assert [found["level"] for found in told["results"]] == ["note", "warning", "error", "warning"]
    assert [found.get("suppressions") for found in told["results"]][3] == [
        {"kind": "inSource", "justification": "专有名词"}
    ]


def test_sarif_tells_what_could_not_be_read() -> None:
    (invocation,) = sarif()["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)
    unreadable, rule_file = invocation["toolExecutionNotifications"]
    assert unreadable["descriptor"] == {"id": "unreadable"}
    assert rule_file["locations"][0]["physicalLocation"]["region"] == {"startLine": 12}
    fine = sarif(result(SPACE))["invocations"][0]
    assert (fine["executionSuccessful"], fine["toolExecutionNotifications"]) == (True, [])


def test_sarif_uris() -> None:
    def uri(path: str) -> dict[str, str]:
        found = sarif(result(GAP, path=path))["results"][0]
        place: dict[str, str] = found["locations"][0]["physicalLocation"]["artifactLocation"]
        return place

    assert uri("/srv/甲 乙#1.txt") == {"uri": "file:///srv/%E7%94%B2%20%E4%B9%99%231.txt"}
    assert uri("a:b?c.txt")["uri"] == "a%3Ab%3Fc.txt"
    assert uri("a\udcff.txt")["uri"] == "a%FF.txt"


def test_sarif_knows_a_finding_again_when_lines_move() -> None:
    def prints(*findings: Finding, text: str = TEXT) -> list[str]:
        told = sarif(result(*findings, text=text))
        return [found["partialFingerprints"]["planlint/v1"] for found in told["results"]]

    moved = GAP._replace(span=Span(GAP.span.start + 4, GAP.span.end + 4), related=())
    assert prints(moved, text="新的一行"[:3] + "\n" + TEXT) == prints(GAP._replace(related=()))
    twice = prints(GAP, GAP._replace(span=Span(51, 53)))
    assert twice[0] != twice[1]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_sarif_regions_are_never_backwards(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = GAP._replace(span=Span(start, end), related=(), fix=None)
    told = json.loads(rendered("sarif", run(result(found, text=text))))
    for region in regions(told):
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_a_finding_is_one_line() -> None:
    # One physical line a finding: programs that read line by line depend on it.
    found = GAP._replace(texts={"zh": "甲\n乙\u2028丙"}, related=(), suggestion="丁\r\n戊")
    assert len(rendered("concise", run(result(found))).split("\n")) == 2
    assert len(re.split("[\n\u2028]", rendered("github", run(result(found))))) == 2
