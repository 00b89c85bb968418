"""What is said on a way, clip by clip: ``python -m tests.transcripts`` writes the kept files."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path
from typing import Any

from kiosk.ways.front import receive
from tests.people import plan_workshop

FOLDER = Path(__file__).parent / "kiosk" / "speech" / "transcripts"
KEYS = {
    "sign_in": "5 5 885 5 444145# 2# # # #".replace(" ", ""),
    "request": "5 85 214# 5 # ## # #".replace(" ", ""),
    "sign_up": "5 885 5 5 444145# 2# # # #".replace(" ", ""),
}
"""Headphones, the way, then its questions: a teacher with a name in letters, somebody without;
the teacher signs up for a workshop."""
WAYS = tuple(KEYS)


async def transcript(asker: Any, way: str) -> str:
    """Every clip of a visit in a line; number and code of the ticket are today's and left out."""
    if way == "sign_up":
        plan_workshop(asker.point)
    await receive(asker)
    lines = [f"[{clip.tone}]" if clip.tone else clip.text for clip in asker.mouth.all]
    text = "\n".join(lines) + "\n"
    text = re.sub(r"(?<=: [КТ], )[^.]+(?=\.)", "…", text)
    return re.sub(r"(?m)^(Код талона|Code of the ticket|Ваш код|Your code): .*$", r"\1: ….", text)


def main() -> None:
    """Write the kept files anew; look at what changed."""
    from kiosk.machine.settings import Settings
    from kiosk.point.opening import open_point
    from kiosk.words.i18n import use
    from tests.blind import Recorder
    from tests.example import copied, made_in
    from tests.kiosk.speech.conftest import NOW, HeardAsker
    from tests.people import Clock

    FOLDER.mkdir(exist_ok=True)
    for way in WAYS:
        for language in ("ru", "en"):
            with tempfile.TemporaryDirectory() as folder:
                example = copied(made_in(Path(folder), lambda: NOW), Path(folder))
                use(language)
                keys = iter(KEYS[way])
                settings = Settings(database=example.database)
                point = open_point(example.place, clock=Clock(NOW))
                asker = HeardAsker(
                    settings, point, Recorder(), lambda _texts, keys=keys: next(keys)
                )
                text = asyncio.run(transcript(asker, way))
                (FOLDER / f"{way}.{language}.txt").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
