"""Acts that no key entitles to, each wrong in one thing only, and why the last one is refused."""

from __future__ import annotations

from dataclasses import replace

from kiosk.proof.acts import Kind
from kiosk.proof.people import Duty
from tests.kiosk.verification.insiders import ABSENT, HERE, NO_HASH, Say

ANOTHER_CLOSING = "the closing counts other entries"
ANOTHER_KEY = "it is not an agreement about this person's key"
ANOTHER_YEAR = "the entry stands in a volume of another year"
DESTROYED_BEFORE = "it names an entry whose data were destroyed before"
ENDED = "the entry had ended before"
KEY_NAME = "the key does not fit its name"
NOT_CORRECTABLE = "only a signed entry is corrected, and once"
NOT_FOLLOWING = "the entry's number does not follow the last one"
NOT_RESPONSIBLE = "the signer is not responsible for this journal"
NOT_THE_HELPER = "the specialist it names does not keep this journal"
NOT_THE_KIOSK = "the kiosk did not sign this act"
NOT_THE_PERSON = "somebody else's key signed this act"
NOT_THE_SIGNER = "somebody else's key signed this entry"
NO_ADMINISTRATOR = "no administrator signed this act"
OPENED_ONCE = "an entry is opened once, before anything else"
OTHER_COUNT = "it does not name as many entries as it says"
OTHER_ROWS = "the closing covers other rows"
SHOWN_WITH_ANOTHER = "acts of another entry are shown with it"
SUCCESSOR = "the entry that should replace it does not"
UNENDED = "it names an entry that has not ended"
UNREADABLE = "the act cannot be read"
VOLUME_CLOSED = "the volume is closed or was never opened"
WRONG_REASON = "the closing lacks its reason, or has one without need"


def of(number: int, /, **said: object) -> dict[str, object]:
    return {**HERE, "number": number, **said}


def shown(number: int) -> int | None:
    """The row of a consultation of the used point; a new one has none."""
    return number if 1 <= number <= 5 else None


def opened(number: int, /, hand: str = "kiosk", **said: object) -> Say:
    return Say(Kind.ENTRY_OPENED, of(number, **said), hand, shown(number))


def completed(number: int, /, hand: str = "kiosk", **said: object) -> Say:
    return Say(Kind.ENTRY_COMPLETED, of(number, **said), hand, shown(number))


def left(number: int, /, hand: str = "kiosk", **said: object) -> Say:
    return Say(Kind.ENTRY_LEFT, of(number, **said), hand, shown(number))


def signed(number: int, hand: str, opened: int, completed: int, **said: object) -> Say:
    covered = {"opened": f"#{opened}", "completed": f"#{completed}"}
    return Say(Kind.ENTRY_SIGNED, of(number, **(covered | said)), hand, shown(number))


def annulled(number: int, hand: str, signed: int, **said: object) -> Say:
    facts = of(number, **({"signed": f"#{signed}"} | said))
    return Say(Kind.ENTRY_ANNULLED, facts, hand, shown(number))


def replaced(number: int, signed: int, by: int, hand: str = "smirnova", **said: object) -> Say:
    facts = {"signed": f"#{signed}", "successor": {"year": 2025, "number": by}} | said
    return Say(Kind.ENTRY_REPLACED, of(number, **facts), hand, shown(number))


def closing(hand: str = "smirnova", **said: object) -> Say:
    """The closing of the volume of consultations, true unless told otherwise."""
    return Say(Kind.VOLUME_CLOSED, said, hand)


def vouched(hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.VOLUME_VOUCHED, said, hand)


def enrolled(hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.SPECIALIST_ENROLLED, said, hand)


def agreed(hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.AGREEMENT_RECORDED, said, hand)


def destroyed(entries: object, hand: str = "smirnova", **said: object) -> Say:
    return Say(Kind.DATA_DESTROYED, {"entries": entries, **said}, hand)


def epoch(number: int, **said: object) -> Say:
    return Say(Kind.EPOCH_BEGUN, {"epoch": number, **said})


def replacing(**said: object) -> list[Say]:
    """Consultation 2 replaced by the new consultation 6, true unless told otherwise."""
    corrects = said.pop("corrects", {"year": 2025, "number": 2})
    login = str(said.pop("login", "smirnova"))
    return [
        opened(6, corrects=corrects),
        completed(6, specialist=login),
        signed(6, login, 25, 26),
        replaced(2, 15, 6, **said),
    ]


def with_row(row: int, *acts: Say) -> list[Say]:
    """Acts that are shown with this row."""
    return [replace(act, entry=row) for act in acts]


FORBIDDEN: dict[str, tuple[list[Say], str]] = {
    # who may sign
    "a teacher admits somebody": ([enrolled("belaya")], NO_ADMINISTRATOR),
    "the kiosk admits somebody": ([enrolled("kiosk")], NO_ADMINISTRATOR),
    "a technician records an agreement": (
        [enrolled(), agreed("kovalyov")],
        NO_ADMINISTRATOR,
    ),
    "a clock settled that was right": (
        [Say(Kind.CLOCK_RESOLVED, hand="smirnova")],
        "it is dated before the act before it",
    ),
    "a teacher destroys data": (
        [destroyed({"consultations/2025": "1"}, "belaya")],
        NO_ADMINISTRATOR,
    ),
    "a teacher destroys data in the administrator's name": (
        [destroyed({"consultations/2025": "1"}, "belaya", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "an administrator destroys data in a teacher's name": (
        [destroyed({"consultations/2025": "1"}, specialist="belaya")],
        NOT_THE_PERSON,
    ),
    "the kiosk destroys data": (
        [destroyed({"consultations/2025": "1"}, "kiosk", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "a renewed key admits somebody": (
        [
            enrolled(login="smirnova", duty=Duty.ADMINISTRATOR.value),
            agreed(login="smirnova"),
        ],
        NO_ADMINISTRATOR,
    ),
    "a renewed key signs an entry": (
        [enrolled(login="belaya"), signed(3, "belaya", 16, 17)],
        NOT_THE_SIGNER,
    ),
    "a renewed key vouches for a volume": (
        [enrolled(login="smirnova", duty=Duty.ADMINISTRATOR.value), vouched()],
        NOT_THE_PERSON,
    ),
    "a person names the point": ([Say(Kind.POINT_NAMED, hand="smirnova")], NOT_THE_KIOSK),
    "a person opens a volume": (
        [Say(Kind.VOLUME_OPENED, {"year": 2026}, "smirnova")],
        NOT_THE_KIOSK,
    ),
    "a person makes a checkpoint": ([Say(Kind.CHECKPOINT_MADE, hand="smirnova")], NOT_THE_KIOSK),
    "a person begins an epoch": ([Say(Kind.EPOCH_BEGUN, hand="smirnova")], NOT_THE_KIOSK),
    "a person opens an entry": ([opened(6, "belaya")], NOT_THE_KIOSK),
    "a person completes an entry": ([completed(5, "belaya")], NOT_THE_KIOSK),
    "a person lets a visitor go": ([left(5, "belaya")], NOT_THE_KIOSK),
    "the kiosk signs an entry": (
        [signed(3, "kiosk", 16, 17, specialist="belaya")],
        NOT_THE_SIGNER,
    ),
    "a signature under a colleague's entry": ([signed(3, "smirnova", 16, 17)], NOT_THE_SIGNER),
    "a signature in a colleague's name": (
        [signed(3, "smirnova", 16, 17, specialist="belaya")],
        NOT_THE_SIGNER,
    ),
    "a signature in the own name under a colleague's": (
        [signed(3, "belaya", 16, 17, specialist="smirnova")],
        NOT_THE_SIGNER,
    ),
    "a signature before the completion": ([signed(5, "belaya", 20, 20)], NOT_THE_SIGNER),
    "a signature under an entry that ended": ([signed(1, "belaya", 10, 11)], NOT_THE_SIGNER),
    "a signature by somebody who no longer keeps the journal": (
        [
            enrolled(login="belaya", journals="requests"),
            signed(3, "new", 16, 17, specialist="belaya"),
        ],
        "the signer does not keep this journal",
    ),
    "a completion in somebody else's journal": (
        [completed(5, specialist="kovalyov")],
        NOT_THE_HELPER,
    ),
    "a completion by nobody who was enrolled": ([completed(5, specialist="orlov")], NOT_THE_HELPER),
    "a no-show in somebody else's journal": ([left(5, specialist="kovalyov")], NOT_THE_HELPER),
    "a no-show after help": (
        [left(3)],
        "the visitor had been helped before",
    ),
    "a completion for a visitor who is forgotten": (
        [destroyed({"consultations/2025": "3"}), completed(3)],
        DESTROYED_BEFORE,
    ),
    "a volume vouched for in the administrator's name": (
        [vouched("belaya", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "a volume vouched for by the kiosk": (
        [vouched("kiosk", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "a volume vouched for by a teacher": ([vouched("belaya")], NOT_RESPONSIBLE),
    "a volume vouched for by the other journal's technician": (
        [vouched("kovalyov")],
        NOT_RESPONSIBLE,
    ),
    "a volume closed by a teacher": ([closing("belaya")], NOT_RESPONSIBLE),
    "a volume closed by the other journal's technician": ([closing("kovalyov")], NOT_RESPONSIBLE),
    "an annulment in somebody else's journal": ([annulled(1, "kovalyov", 12)], NOT_RESPONSIBLE),
    "an annulment of a colleague's entry": ([annulled(2, "belaya", 15)], NOT_RESPONSIBLE),
    "an annulment in the signer's name": (
        [annulled(1, "smirnova", 12, specialist="belaya")],
        NOT_THE_PERSON,
    ),
    "an annulment by a signer who no longer keeps the journal": (
        [
            enrolled(login="belaya", journals="requests"),
            annulled(1, "new", 12, specialist="belaya"),
        ],
        NOT_RESPONSIBLE,
    ),
    "an annulment by a signer, since a technician of the other journal": (
        [
            enrolled(login="belaya", duty=Duty.TECHNICAL.value, journals="requests"),
            annulled(1, "new", 12, specialist="belaya"),
        ],
        NOT_RESPONSIBLE,
    ),
    # keys
    "a key that has no name": ([enrolled(key="x")], UNREADABLE),
    "a key under another key's name": ([enrolled(key="0" * 16)], KEY_NAME),
    "one key enrolled twice": ([enrolled(), enrolled(login="orlova")], KEY_NAME),
    "a second kiosk": (
        [Say(Kind.KIOSK_ENROLLED)],
        "a kiosk's key is enrolled by the first act alone",
    ),
    # agreements
    "an agreement about a key of nobody's": ([agreed()], ANOTHER_KEY),
    "an agreement about a colleague's key": ([enrolled(), agreed(login="belaya")], ANOTHER_KEY),
    "a second agreement about one key": ([enrolled(), agreed(), agreed()], ANOTHER_KEY),
    # volumes
    "a volume opened twice": ([Say(Kind.VOLUME_OPENED)], "the volume was opened before"),
    "a closed volume opened": (
        [vouched(), closing(), Say(Kind.VOLUME_OPENED)],
        "the volume was opened before",
    ),
    "a volume vouched for by another opening": (
        [vouched(opened="#21")],
        "the signature covers another opening",
    ),
    "a volume vouched for twice": (
        [vouched(), vouched()],
        "the signature covers another opening",
    ),
    "a volume vouched for that was never opened": ([vouched(year=2024)], VOLUME_CLOSED),
    "a volume closed that was never opened": ([closing(year=2024)], VOLUME_CLOSED),
    "a closing that counts too few": ([closing(entries=4)], ANOTHER_CLOSING),
    "a closing that begins later": ([closing(first=2)], ANOTHER_CLOSING),
    "a closing that ends sooner": ([closing(last=4)], ANOTHER_CLOSING),
    "a closing that hides an unsigned row": ([closing(unsigned="3")], ANOTHER_CLOSING),
    "a closing that names a row too many": ([closing(unsigned="3, 4, 5")], ANOTHER_CLOSING),
    "a closing that names its rows in another order": (
        [closing(unsigned="5, 3")],
        ANOTHER_CLOSING,
    ),
    "a closing without a reason": ([closing(committed=ABSENT)], WRONG_REASON),
    "a closing with a reason without need": (
        [signed(3, "belaya", 16, 17), left(5), closing(unsigned="")],
        WRONG_REASON,
    ),
    "a volume closed whose opening nobody signed": (
        [closing()],
        "nobody signed the opening of the volume",
    ),
    "a completion by another specialist": (
        [completed(3, specialist="smirnova")],
        "another specialist completed the entry",
    ),
    "a correction of an entry that is emptied": (
        [destroyed({"consultations/2025": "1"}), annulled(1, "belaya", 12)],
        DESTROYED_BEFORE,
    ),
    "an agreement of a day before the key": (
        [enrolled(), agreed(date="2025-11-23")],
        "the agreement's day is not between its key's and the act's",
    ),
    "an agreement of a day to come": (
        [enrolled(), agreed(date="2025-11-25")],
        "the agreement's day is not between its key's and the act's",
    ),
    "a closing over other rows": ([closing(rows=NO_HASH)], OTHER_ROWS),
    "a closing over the other journal's rows": ([closing(rows="#requests")], OTHER_ROWS),
    "a closing at another place": ([closing(head="#24")], OTHER_ROWS),
    "a volume closed twice": ([vouched(), closing(), closing()], VOLUME_CLOSED),
    "a closed volume vouched for": ([vouched(), closing(), vouched()], VOLUME_CLOSED),
    "an entry completed in a closed volume": ([vouched(), closing(), completed(5)], VOLUME_CLOSED),
    "an entry left in a closed volume": ([vouched(), closing(), left(5)], VOLUME_CLOSED),
    "an entry opened in a closed volume": ([vouched(), closing(), opened(6)], VOLUME_CLOSED),
    "an entry signed in a closed volume": (
        [vouched(), closing(), signed(3, "belaya", 16, 17)],
        VOLUME_CLOSED,
    ),
    # epochs
    "an epoch left out": ([epoch(2)], "the epochs do not follow one another"),
    "an epoch begun twice": ([epoch(1), epoch(1)], "the epochs do not follow one another"),
    "an epoch of no length": ([epoch(1, left_size="many")], UNREADABLE),
    # destroyed data
    "data of a waiting visitor destroyed": ([destroyed({"consultations/2025": "5"})], UNENDED),
    "data destroyed that never were": ([destroyed({"consultations/2025": "6"})], UNENDED),
    "data of no number destroyed": ([destroyed({"consultations/2025": "0"})], UNENDED),
    "data of no volume destroyed": ([destroyed({"consultations/2024": "1"})], UNENDED),
    "data of no journal destroyed": ([destroyed({"complaints/2025": "1"})], UNENDED),
    "a waiting visitor among those who left": (
        [destroyed({"requests/2025": "1", "consultations/2025": "3–5"}, count=4)],
        UNENDED,
    ),
    "data of nobody destroyed": ([destroyed({}, count=0)], UNREADABLE),
    "data of no number in a volume destroyed": (
        [destroyed({"consultations/2025": ""}, count=0)],
        UNREADABLE,
    ),
    "data of more destroyed than counted": (
        [destroyed({"consultations/2025": "1–2"}, count=1)],
        OTHER_COUNT,
    ),
    "data of fewer destroyed than counted": (
        [destroyed({"consultations/2025": "1–2"}, count=3)],
        OTHER_COUNT,
    ),
    "data destroyed as a text": ([destroyed("consultations/2025: 1")], UNREADABLE),
    "data destroyed by words": ([destroyed({"consultations/2025": "all"})], UNREADABLE),
    "data destroyed by numbers in another spelling": (
        [destroyed({"consultations/2025": "1, 2"}, count=2)],
        UNREADABLE,
    ),
    "data destroyed by a number that stands twice": (
        [destroyed({"consultations/2025": "1, 1"})],
        UNREADABLE,
    ),
    "data destroyed in a year in another spelling": (
        [destroyed({"consultations/02025": "1"})],
        UNREADABLE,
    ),
    "data destroyed in no year": ([destroyed({"consultations": "1"})], UNREADABLE),
    "data destroyed twice": (
        [destroyed({"consultations/2025": "1"}), destroyed({"consultations/2025": "1–2"}, count=2)],
        DESTROYED_BEFORE,
    ),
    # corrections
    "an entry annulled that is not signed": ([annulled(3, "smirnova", 17)], NOT_CORRECTABLE),
    "an entry annulled that left": ([annulled(4, "smirnova", 19)], NOT_CORRECTABLE),
    "an entry annulled that never was": ([annulled(6, "smirnova", 15)], NOT_CORRECTABLE),
    "an annulment that covers another signature": ([annulled(1, "belaya", 15)], NOT_CORRECTABLE),
    "an annulment that covers the completion": ([annulled(1, "belaya", 11)], NOT_CORRECTABLE),
    "an entry annulled twice": (
        [annulled(1, "belaya", 12), annulled(1, "belaya", 12)],
        NOT_CORRECTABLE,
    ),
    "an entry replaced that was annulled": (
        [
            annulled(2, "smirnova", 15),
            *replacing()[:2],
            signed(6, "smirnova", 26, 27),
            *replacing()[3:],
        ],
        NOT_CORRECTABLE,
    ),
    "an entry replaced by one that another signed": (replacing(login="belaya"), SUCCESSOR),
    "an entry replaced by another number": (
        replacing(successor={"year": 2025, "number": 7}),
        SUCCESSOR,
    ),
    "an entry replaced by another year's": (
        replacing(successor={"year": 2024, "number": 6}),
        SUCCESSOR,
    ),
    "an entry replaced by one that stands for another": (
        replacing(corrects={"year": 2025, "number": 1}),
        SUCCESSOR,
    ),
    "an entry replaced by one that stands for another year's": (
        replacing(corrects={"year": 2024, "number": 2}),
        SUCCESSOR,
    ),
    "an entry replaced by one that stands for none": (replacing(corrects=ABSENT), SUCCESSOR),
    "an entry replaced by one that left": (
        [*replacing()[:1], left(6, specialist="smirnova"), *replacing()[3:]],
        SUCCESSOR,
    ),
    "an entry replaced by one that is not signed yet": (
        [*replacing()[:2], *replacing()[3:]],
        SUCCESSOR,
    ),
    "an entry replaced after another one was signed": (
        [*replacing()[:3], signed(3, "belaya", 16, 17), *replacing()[3:]],
        SUCCESSOR,
    ),
    "an entry replaced by itself": (
        with_row(
            6,
            opened(6, corrects={"year": 2025, "number": 6}),
            completed(6, specialist="smirnova"),
            signed(6, "smirnova", 25, 26),
            replaced(6, 27, 6),
        ),
        SUCCESSOR,
    ),
    "an entry replaced by one that was opened before it was signed": (
        [
            opened(6, corrects={"year": 2025, "number": 3}),
            signed(3, "belaya", 16, 17),
            completed(6, specialist="smirnova"),
            signed(6, "smirnova", 25, 27),
            replaced(3, 26, 6),
        ],
        SUCCESSOR,
    ),
    "an entry replaced by a request": ([replaced(2, 15, 1)], SUCCESSOR),
    # entries
    "an entry opened twice": ([opened(5)], OPENED_ONCE),
    "an entry completed that was never opened": ([completed(6)], OPENED_ONCE),
    "an entry left that was never opened": ([left(6)], OPENED_ONCE),
    "an entry completed after its end": ([completed(4)], ENDED),
    "an entry left that was signed": ([left(1)], ENDED),
    "a number left out": ([opened(7)], NOT_FOLLOWING),
    "a number given again": ([opened(4)], NOT_FOLLOWING),
    "no number given": ([opened(0)], NOT_FOLLOWING),
    "an entry in a volume that was never opened": ([opened(1, year=2024)], ANOTHER_YEAR),
    "an entry in the volume of another year": (
        [opened(7, year=2024, number=1)],
        ANOTHER_YEAR,
    ),
    "a volume of a school year that is not this one": (
        [Say(Kind.VOLUME_OPENED, {"year": 2024})],
        "the volume was not opened in its school year",
    ),
    "an entry spoken of by an act that is not about entries": (
        [Say(Kind.CHECKPOINT_MADE, of(5))],
        UNREADABLE,
    ),
    "an entry opened under a number that is a text": ([opened(6, number="6")], UNREADABLE),
    "an entry opened in a year that is a truth": ([opened(6, year=True)], UNREADABLE),
    "an entry opened for nobody known": ([opened(6, role="inspector")], UNREADABLE),
    "a signature over another opening": (
        [signed(3, "belaya", 10, 17)],
        "the signature covers another entry",
    ),
    "a signature over another completion": (
        [signed(3, "belaya", 16, 11)],
        "the signature covers another entry",
    ),
    "a signature over an earlier completion": (
        [completed(3), signed(3, "belaya", 16, 17)],
        "the signature covers another entry",
    ),
}
"""What is written after the 24 acts of the used point, and why its last act is refused."""

SHOWN: dict[str, tuple[list[Say], str]] = {
    "an opening shown with an entry": (
        [Say(Kind.VOLUME_OPENED, {"year": 2026}, entry=1)],
        SHOWN_WITH_ANOTHER,
    ),
    "an annulment shown with another entry": (
        [Say(Kind.ENTRY_ANNULLED, of(1, signed="#12"), "smirnova", entry=2)],
        NOT_CORRECTABLE,
    ),
    "an annulment shown with no entry": (
        [Say(Kind.ENTRY_ANNULLED, of(1, signed="#12"), "smirnova")],
        NOT_CORRECTABLE,
    ),
}
"""Wrong only in the row that an act is shown with: a bundle shows them with none."""
