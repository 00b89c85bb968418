"""The test vectors of the form of acts: ``tests/data/acts.json``, every kind of act at least once.

``python -m tests.kiosk.proof.vectors`` writes the file anew. Keys, salts, ids and times are fixed,
so that whoever says these acts gets these bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.proof.acts import Kind, shifted
from kiosk.proof.chain import SignedAct, genesis, key_id
from kiosk.proof.history import Place
from kiosk.signing.keys import Signer
from tests.kiosk.proof.ledgers import (
    CHIEF,
    DESK,
    ENGINEER,
    HASH,
    OTHERS,
    REQUESTS,
    SEEDS,
    SHELF,
    SPARE,
    TEACHER,
    Said,
)

FILE = Path(__file__).parents[2] / "data" / "acts.json"
UID = "0123456789abcdef0123456789abcdef"
DAWN, NOON, NIGHT = (f"2025-11-24T{hours}:00.000Z" for hours in ("06:30", "09:00", "21:01"))
_MIDNIGHT = shifted(NOON, 12 * 3600)
"""25 November begins where the point is, and the evening's desk ends."""
DECEMBER = "2025-12-25T06:00:00.000Z"
SEPTEMBER = "2026-09-01T06:00:00.000Z"
_EVENING_DESK, _THIRD, _CODE, _FOURTH = OTHERS[:4]
_NAMED = {**SEEDS, "evening_desk": bytes([20] * 32), "third": bytes([21] * 32)}
_NAMED |= {"recovery_code": bytes([22] * 32), "fourth": bytes([23] * 32)}
_NAMED |= {"september_desk": bytes([24] * 32)}


def story() -> Said:
    """The acts, from the kiosk's enrolment to the closing of a volume."""
    said = Said(UID)
    _begin(said)
    _help(said)
    _correct(said)
    _end(said)
    _change_their_mind(said)
    _ask_elsewhere(said)
    return said


def _begin(said: Said) -> None:
    """People, names, agreements, volumes; the teacher keeps both journals in the end."""
    said.begin()
    said.enrol("chief", CHIEF)
    said.name_point()
    said.agree("chief", CHIEF)
    said.enrol("teacher", TEACHER, CHIEF)
    said.agree("teacher", TEACHER)
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    said.change("teacher", journals="consultations requests")
    said.vouch(said.open_volume())
    said.open_volume(REQUESTS)


def _help(said: Said) -> None:
    """A desk; consultations 1 and 2 and request 1: two signed by one act, one left."""
    said.open_desk("teacher", TEACHER, DESK, at=DAWN)
    first, second = said.opened(at=DAWN), said.opened(REQUESTS, at=DAWN, consent="2", role="")
    absent = said.opened(at=DAWN, channel="email", role="guardian")
    said.completed(first, at=DAWN)
    said.completed(second, at=DAWN, seen=12)
    said.completed(second, at=DAWN, seen=0)
    said.signed(first, second, at=DAWN)
    said.left(absent, at=DAWN)


def _correct(said: Said) -> None:
    """Consultation 3 is signed with a drawing and annulled; 4 stands for 1."""
    signing = next(act for act in said.acts if act.kind == Kind.ENTRY_SIGNED)
    drawn = said.opened(at=DAWN, role="pupil", channel="online")
    said.completed(drawn, at=DAWN)
    said.covered[drawn]["drawing"] = HASH
    said.annulled(drawn, said.signed(drawn, at=DAWN), at=DAWN)
    new = said.restated((*SHELF, 1), signing, at=DAWN, consent="2")
    said.signed(new, at=DAWN)
    said.close_desk("teacher", DESK, at=DAWN)


def _end(said: Said) -> None:
    """A renewed key, a signature just after midnight, what is rare, a recovery code that is used,
    and the closing in September: consultation 6 is unsigned, 7 was carried over and not held."""
    said.renew("teacher", SPARE, at=NOON)
    said.agree("teacher", SPARE, at=NOON)
    said.open_desk("teacher", SPARE, _EVENING_DESK, at=NOON, until=shifted(NOON, 12 * 3600))
    late, unsigned, waits = (said.opened(at=NOON) for _each in range(3))
    said.completed(late, _EVENING_DESK, at=_MIDNIGHT)
    said.completed(unsigned, _EVENING_DESK, at=_MIDNIGHT, held="2025-11-24")
    said.carried(waits, _EVENING_DESK, at=_MIDNIGHT, day="2025-11-25")
    signing = said.signed(late, hand=SPARE, at=NIGHT, date="2025-11-24")
    said.destroyed((*SHELF, 3), (*REQUESTS, 1), at=NIGHT)
    said.checkpoint(at=NIGHT)
    said.say(Kind.CLOCK_RESOLVED, CHIEF, at=NOON, before=NIGHT)
    said.begin_epoch(1, 50, at=NOON)
    _stand_by(said, late, signing)
    said.dismiss("engineer", at=DECEMBER)
    said.lapsed(waits, at=DECEMBER, day="2025-11-26")
    said.prepare("chief", _CODE, at=DECEMBER)
    said.renew("chief", _FOURTH, _CODE, at=DECEMBER)
    said.agree("chief", _FOURTH, _FOURTH, at=DECEMBER, date=DECEMBER[:10])
    said.close_volume(at=SEPTEMBER, hand=_FOURTH, open_rows=(6,))
    said.checkpoint(at=SEPTEMBER)


def _change_their_mind(said: Said) -> None:
    """A visitor of the new year lets the next one pass, goes away, withdraws, is restored, and
    withdraws again."""
    shelf = (SHELF[0], 2026)
    said.open_volume(shelf, at=SEPTEMBER)
    said.open_desk("teacher", _THIRD, OTHERS[4], at=SEPTEMBER)
    place = said.opened(shelf, at=SEPTEMBER)
    said.deferred(place, at=SEPTEMBER)
    said.deferred(place, at=SEPTEMBER, until="09:45")
    said.withdrawn(place, at=SEPTEMBER)
    said.restored(place, OTHERS[4], at=SEPTEMBER)
    said.withdrawn(place, at=SEPTEMBER)
    said.checkpoint(at=SEPTEMBER)


def _ask_elsewhere(said: Said) -> None:
    """Enquiries that the teacher's desk writes down: one by e-mail is answered later, one is from a
    row of paper of the day before; both are signed by one act."""
    shelf, desk = (SHELF[0], 2026), OTHERS[4]
    said.agree("teacher", _THIRD, _FOURTH, at=SEPTEMBER, date=SEPTEMBER[:10])
    letter = said.asked(shelf, desk, at=SEPTEMBER, asked="2026-09-01T08:50", consent="2")
    day = {"asked": "2026-08-31T11:05", "held": "2026-08-31", "consent": "2"}
    sheet = said.recorded(shelf, desk, at=SEPTEMBER, request="sheet-ABCDEFGH", **day)
    said.completed(letter, desk, at=SEPTEMBER)
    said.signed(letter, sheet, hand=_THIRD, at=SEPTEMBER)
    said.checkpoint(at=SEPTEMBER)


def _stand_by(said: Said, late: Place, signing: SignedAct) -> None:
    """A month later the engineer stands by: 8 stands for 4, which an older key signed; consultation
    5 is annulled; the teacher gets a third key."""
    fourth = next(act for act in said.acts if b'"number":4,' in act.body and _signs(act))
    tail = fourth.tail.hex()
    witness = said.stands_by("engineer", ENGINEER, tail)
    new = said.restated((*SHELF, 4), fourth, hand=SPARE, at=DECEMBER, witness=witness)
    said.signed(new, hand=SPARE, at=DECEMBER)
    witness = said.stands_by("engineer", ENGINEER, signing.tail.hex())
    said.annulled(late, signing, at=DECEMBER, witness=witness)
    public = _THIRD.public_key.hex()
    witness = said.stands_by("engineer", ENGINEER, public, "teacher")
    said.renew("teacher", _THIRD, at=DECEMBER, witness=witness)


def _signs(act: SignedAct) -> bool:
    return act.kind == Kind.ENTRY_SIGNED.value


def written() -> str:
    """The file: keys with their seeds, acts in order, and the words that they commit to."""
    said = story()
    names = {Signer(seed).key_id: name for name, seed in _NAMED.items()}
    vectors = {
        "point": said.uid,
        "genesis": genesis(said.uid).hex(),
        "keys": {name: _key(seed) for name, seed in _NAMED.items()},
        "acts": [{"hand": names[act.key_id], **_line(act)} for act in said.acts],
        "words": [word._replace(salt=word.salt.hex())._asdict() for word in said.words],  # type: ignore[arg-type]
    }
    return json.dumps(vectors, ensure_ascii=False, indent=1) + "\n"


def _key(seed: bytes) -> dict[str, str]:
    public = Signer(seed).public_key
    return {"seed": seed.hex(), "public_key": public.hex(), "key_id": key_id(public)}


def _line(act: SignedAct) -> dict[str, object]:
    """An act as a bundle has it in a line."""
    said = {name: value for name, value in act._asdict().items() if name != "entry_id"}
    texts = {name: said[name].decode() for name in ("body", "given")}
    digits = {
        name: said[name] and said[name].hex() for name in ("signature", "cosignature", "tail")
    }
    return {**said, **texts, **digits}


def read() -> list[SignedAct]:
    """The acts of the file."""
    acts = []
    for line in json.loads(FILE.read_text("utf-8"))["acts"]:
        line.pop("hand")
        for name in ("body", "given"):
            line[name] = line[name].encode()
        for name in ("signature", "cosignature", "tail"):
            line[name] = line[name] and bytes.fromhex(line[name])
        acts.append(SignedAct(**line))
    return acts


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
