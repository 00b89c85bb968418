"""Sign a catalogue off for a native speaker who read all of it:
``python -m tests.sign_off CODE "NAME"``. A word that changes later takes the sign-off away.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from kiosk.words.languages import LOCALE, SIGN_OFF, digest, missing


def sign_off(code: str, who: str, day: date, locale: Path = LOCALE) -> None:
    """Write down who read the catalogue, when, and what; one that lacks words is refused."""
    if lacking := missing(code, locale):
        raise SystemExit(f"{code}: {len(lacking)} messages are not translated")
    signed = {"who": who, "when": day.isoformat(), "digest": digest(code, locale)}
    text = json.dumps(signed, ensure_ascii=False, indent=2)
    (locale / code / SIGN_OFF).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    sign_off(*sys.argv[1:3], date.today())
