"""What a person's signature under a journal says besides what it signs, fixed when it is given."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.point.point import HelpPoint
from kiosk.point.saying import NO_WORDS, Said, say
from kiosk.proof.acts import MEANINGS, Kind
from kiosk.proof.canonical import Value
from kiosk.proof.page import short_name
from kiosk.signing.keys import Signer
from kiosk.words.people import Specialist


def say_signed(
    point: HelpPoint,
    kind: Kind,
    facts: Mapping[str, Value],
    *,
    person: Specialist,
    key: Signer,
    request: str = "",
    words: Mapping[str, str] = NO_WORDS,
) -> Said:
    """Say an act by which a person signs under a journal.

    Name and post stand beside it as they are printed; day, zone and meaning stand in it. Raises
    ValueError as ``say`` does.
    """
    fixed: dict[str, Value] = {
        "specialist": person.login,
        "date": f"{point.today()}",
        "zone": str(point.zone),
        "meaning": MEANINGS[kind],
    }
    signer = {"signer": short_name(person.name), "signer_post": person.post}
    said = {**facts, **fixed}
    return say(point, kind, said, signer=key, request=request, words={**words, **signer})
