"""What goes from one process to another arrives as it was."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from planlint.model import Document, Hint, Span


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_a_document_arrives_as_it_was(text: str) -> None:
    document = Document(text, "甲.txt", opaque=(Span(0, 1),), hints={0: Hint("heading", 1)}, terminators=("\r\n",))
    arrived: Document = pickle.loads(pickle.dumps(document))
    assert all(getattr(arrived, name) == getattr(document, name) for name in Document.__slots__)
    assert arrived.locate(len(text)) == document.locate(len(text))
