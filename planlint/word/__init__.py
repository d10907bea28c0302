"""Copies of a Word file: annotated, or cleaned for sending out. The draft itself is never written."""
