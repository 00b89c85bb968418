"""Acts in short, each true unless told otherwise, and why one of them may be refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.proof.acts import Kind
from tests.kiosk.verification.insiders import HERE, Say, desk_of, numbered

ANOTHER_BEFORE = "the act does not follow the one before it about people and names"
ANOTHER_CLOSING = "the closing counts other entries"
ANOTHER_DAY = "the signature bears another day than the one on which it was given"
ANOTHER_DEVICE = "it was said on a device that is not in the ledger"
ANOTHER_ENTRY = "the signature covers another entry"
ANOTHER_KEY = "it is not an agreement about this person's key"
ANOTHER_LEDGER = "its device had seen another ledger"
ANOTHER_YEAR = "the entry stands in a volume of another year"
ANOTHER_ZONE = "the signature bears another time zone than the point"
ASKED_BEFORE = "there is an act before it under the same id"
DESTROYED_BEFORE = "it names an entry whose data were destroyed before"
ENDED = "the entry had ended before"
ENROLLED_BEFORE = "the login had been given before"
HELPED_BEFORE = "the visitor had been helped before"
KEY_NAME = "the key does not fit its name"
NOT_CORRECTABLE = "only a signed entry is corrected, and once"
NOT_ENROLLED = "there is no such specialist, or they were dismissed"
NOT_FOLLOWING = "the entry's number does not follow the last one"
NOT_RESPONSIBLE = "the signer is not responsible for this journal"
NOT_THE_HELPER = "the specialist it names does not keep this journal"
NOT_THE_JOURNAL = "the signer does not keep this journal"
NOT_THE_KIOSK = "the kiosk did not sign this act"
NOT_THE_PERSON = "somebody else's key signed this act"
NOT_THE_SIGNER = "somebody else's key signed this entry"
NO_ADMINISTRATOR = "no administrator signed this act"
NO_ADMINISTRATOR_LEFT = "no administrator would be left"
NO_SESSION = "the desk of this specialist was not open"
OPENED_ONCE = "an entry is opened once, before anything else"
OTHER_COUNT = "it does not name as many entries as it says"
OTHER_FACTS = "kind or time differs from what was signed"
OTHER_ROWS = "the closing covers other rows"
STILL_WAITS = "the volume is closed while somebody in it still waits for help"
OTHER_TICKET = "the ticket is not the next of its day's line"
SECOND_SIGNATURE = "a second signature is missing or does not belong here"
SESSION_HOURS = "the desk was opened for longer than it may be"
SHOWN_WITH_ANOTHER = "acts of another entry are shown with it"
UNENDED = "it names an entry that has not ended"
UNREADABLE = "the act cannot be read"
VOLUME_CLOSED = "the volume is closed or was never opened"
WRONG_REASON = "the closing lacks its reason, or has one without need"
WRONG_SIGNATURE = "the signature is wrong"

HELPERS = {2: "smirnova"}
"""Who helped with a consultation, where it was not belaya."""


def of(number: int, /, **said: object) -> dict[str, object]:
    return {**HERE, "number": number, **said}


def shown(number: int) -> int | None:
    """The row of a consultation of the used point; a new one has none."""
    return number if 1 <= number <= 5 else None


def opened(number: int, /, hand: str = "kiosk", **said: object) -> Say:
    given: dict[str, Any] = numbered(said.pop("number", number))
    given |= {name: said.pop(name) for name in ("day", "series", "ticket") if name in said}
    altered = {"request": said["request"]} if "request" in said else {}
    return Say(Kind.ENTRY_OPENED, said, hand, shown(number), given, altered=altered)


def completed(number: int, /, hand: str = "", **said: object) -> Say:
    helper = str(said.get("specialist", HELPERS.get(number, "belaya")))
    return Say(Kind.ENTRY_COMPLETED, of(number, **said), hand or desk_of(helper), shown(number))


def left(number: int, /, hand: str = "", **said: object) -> Say:
    hand = hand or desk_of(str(said.get("specialist", "belaya")))
    return Say(Kind.ENTRY_LEFT, of(number, **said), hand, shown(number))


def covered(number: int, opened: int, completed: int, **said: object) -> dict[str, object]:
    """What a signature says of an entry: the acts that opened and completed it."""
    return of(number, opened=f"#{opened}", completed=f"#{completed}", **said)


def signed_all(hand: str, *entries: object, **said: object) -> Say:
    """One signature under several entries."""
    return Say(Kind.ENTRY_SIGNED, {"entries": list(entries), **said}, hand)


def signed(number: int, hand: str, opened: int, completed: int, **said: object) -> Say:
    corrects = {"corrects": said.pop("corrects")} if "corrects" in said else {}
    return signed_all(hand, covered(number, opened, completed, **corrects), **said)


def annulled(number: int, hand: str, signed: int, **said: object) -> Say:
    facts = of(number, **({"signed": f"#{signed}"} | said))
    return Say(Kind.ENTRY_ANNULLED, facts, hand, shown(number))


def restated(number: int, signed: int, by: object = 6, hand: str = "smirnova", **said: Any) -> Say:
    """A signed consultation written anew under the number ``by``."""
    old = {"year": 2025, "number": number, "signed": f"#{signed}"} | said.pop("corrects", {})
    given = {"number": by}
    return Say(Kind.ENTRY_RESTATED, {"corrects": old, **said}, hand, given=given)


def replacing(hand: str = "smirnova", **said: object) -> list[Say]:
    """Consultation 2 replaced by the new consultation 6, true unless told otherwise."""
    corrects = said.pop("corrects", {"year": 2025, "number": 2})
    return [restated(2, 17), signed(6, hand, 31, 31, corrects=corrects, **said)]


def with_row(row: int, *acts: Say) -> list[Say]:
    """Acts that are shown with this row."""
    return [replace(act, entry=row) for act in acts]


def closing(hand: str = "smirnova", words: dict[str, str] | None = None, **said: object) -> Say:
    """The closing of the volume of consultations, true unless told otherwise."""
    return Say(Kind.VOLUME_CLOSED, said, hand, words=words)


def vouched(hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.VOLUME_VOUCHED, said, hand)


def enrolled(hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.SPECIALIST_ENROLLED, said, hand)


def renewed(login: str, hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.KEY_RENEWED, {"login": login, **said}, hand)


def prepared(login: str, hand: str = "", **said: object) -> Say:
    """A recovery code of an administrator."""
    return Say(Kind.RECOVERY_PREPARED, {"specialist": login, **said}, hand or login)


def changed(login: str, hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.SPECIALIST_CHANGED, {"login": login, **said}, hand)


def dismissed(login: str, hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.SPECIALIST_DISMISSED, {"login": login, **said}, hand)


def named(hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.POINT_NAMED, said, hand)


def agreed(hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.AGREEMENT_RECORDED, said, hand)


def desk_opened(hand: str, **said: object) -> Say:
    return Say(Kind.DESK_OPENED, said, hand)


def desk_closed(login: str, hand: str = "", **said: object) -> Say:
    return Say(Kind.DESK_CLOSED, {"specialist": login, **said}, hand or desk_of(login))


def destroyed(entries: object, hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.DATA_DESTROYED, {"entries": entries, **said}, hand)


def checkpoint(hand: str = "kiosk", **said: object) -> Say:
    return Say(Kind.CHECKPOINT_MADE, said, hand)


def epoch(number: int, hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.EPOCH_BEGUN, {"epoch": number, **said}, hand, given={"home": "here"})
