"""Write the SHA-256 of the program that checks a bundle where people look it up: ``make digest``.

It stands in both README pages and in the newest chapter of CHANGELOG.md, once in each.
"""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.documents.verifier import verifier_digest

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/README.en.md", "CHANGELOG.md")
_DIGEST = re.compile("[0-9a-f]{64}")
_CHAPTER = "\n## "


def newest(page: str) -> tuple[str, str]:
    """A page up to the end of its newest chapter, and its older ones, which a changelog has."""
    if page != "CHANGELOG.md":
        return (ROOT / page).read_text("utf-8"), ""
    title, first, *older = (ROOT / page).read_text("utf-8").split(_CHAPTER)
    return title + _CHAPTER + first, "".join(_CHAPTER + chapter for chapter in older)


def digests_in(page: str) -> list[str]:
    """Every digest that a page tells of today's program."""
    return _DIGEST.findall(newest(page)[0])


def main() -> None:
    for page in PAGES:
        words, older = newest(page)
        (ROOT / page).write_text(_DIGEST.sub(verifier_digest(), words) + older, "utf-8")


if __name__ == "__main__":
    main()
