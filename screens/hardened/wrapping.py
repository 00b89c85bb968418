"""Lines that do not end at a no-break space.

Textual 8.2.8 wraps by Rich's words, and Rich ends a word at every white space, U+00A0 included:
a room's number would stand alone on the next line.
"""

from __future__ import annotations

import re

import rich._wrap

_WORD = re.compile(r"[^\S\xa0]*(?:\S|\xa0)+[^\S\xa0]*")


def keep_no_break_spaces() -> None:
    """Let words with a no-break space in them stay on one line, in this whole program."""
    rich._wrap.re_word = _WORD
