"""Word's own format (ISO/IEC 29500): package, styles, numbering, and the text as it is displayed.

`read(source, path)` in `planlint.ooxml.word` is the way in; `planlint.ooxml.story` says what it returns and how to get
from a place in the text to the bytes behind it.
"""
