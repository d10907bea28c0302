"""One indicator with two values: what is read of a long sentence before a figure."""

from __future__ import annotations

from planlint.api import lint_text


def test_only_the_end_of_a_long_sentence_is_read() -> None:
    """What stands in another sentence, far before, says nothing of the figure; and a run of figures ends."""
    long = "，".join("抓好这一项工作" for _ in range(40))
    text = f"某区2027年工作要点\n\n分别推进。{long}，一般公共预算收入增长5%。\n一、壮大财源\n一般公共预算收入增长6%。\n"
    assert [f.span.start for f in lint_text(text) if f.rule == "figure-conflict"] == [text.index("6%")]
    lint_text("第26届100%的通知http://2023—2025年第27届90%" * 600)
