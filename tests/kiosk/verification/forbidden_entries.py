"""Acts about entries that no key entitles to, each wrong in one thing only, and why."""

from __future__ import annotations

from dataclasses import replace

from kiosk.proof.acts import Kind
from tests.kiosk.verification.insiders import SIGNER, Say, desk_of
from tests.kiosk.verification.sayings import (
    ANOTHER_DAY,
    ANOTHER_ENTRY,
    ANOTHER_YEAR,
    ANOTHER_ZONE,
    DESTROYED_BEFORE,
    ENDED,
    HELPED_BEFORE,
    NO_SESSION,
    NOT_CORRECTABLE,
    NOT_FOLLOWING,
    NOT_RESPONSIBLE,
    NOT_THE_HELPER,
    NOT_THE_JOURNAL,
    NOT_THE_KIOSK,
    NOT_THE_PERSON,
    NOT_THE_SIGNER,
    OPENED_ONCE,
    OTHER_COUNT,
    OTHER_TICKET,
    SHOWN_WITH_ANOTHER,
    UNENDED,
    UNREADABLE,
    annulled,
    changed,
    checkpoint,
    completed,
    covered,
    desk_closed,
    desk_opened,
    destroyed,
    dismissed,
    left,
    of,
    opened,
    renewed,
    replacing,
    restated,
    signed,
    signed_all,
)

Forbidden = dict[str, tuple[list[Say], str]]
THIRD = covered(3, 18, 19)
"""Consultation 3, which belaya has to sign."""

OF_ENTRIES: Forbidden = {
    # whose deed it is
    "a person opens an entry": ([opened(6, "belaya")], NOT_THE_KIOSK),
    "an open desk opens an entry": ([opened(6, desk_of("belaya"))], NOT_THE_KIOSK),
    "the kiosk completes an entry": (
        [completed(5, "kiosk", specialist="belaya")],
        NO_SESSION,
    ),
    "a person completes an entry without a desk": ([completed(5, "belaya")], NO_SESSION),
    "a completion at a colleague's desk": (
        [completed(5, desk_of("smirnova"), specialist="belaya")],
        NO_SESSION,
    ),
    "a completion by nobody who was enrolled": (
        [completed(5, desk_of("belaya"), specialist="orlov")],
        NO_SESSION,
    ),
    "a completion at a desk that was closed": ([desk_closed("belaya"), completed(5)], NO_SESSION),
    "a completion at a desk that was opened anew": (
        [desk_opened("belaya"), completed(5)],
        NO_SESSION,
    ),
    "a completion after the desk's last hour": (
        [replace(completed(5), after=12.1)],
        NO_SESSION,
    ),
    "a completion after the hour that the desk was opened until": (
        [
            desk_opened("belaya", until="2025-11-24T08:00:00.000Z"),
            replace(completed(5, "new", specialist="belaya"), after=1.01),
        ],
        NO_SESSION,
    ),
    "a completion at the desk of somebody whose key was renewed": (
        [renewed("belaya"), completed(5)],
        NO_SESSION,
    ),
    "a completion at the desk of somebody who was dismissed": (
        [dismissed("belaya"), completed(5)],
        NO_SESSION,
    ),
    "a completion in somebody else's journal": (
        [completed(5, specialist="kovalyov")],
        NOT_THE_HELPER,
    ),
    "a completion in a journal that was taken away": (
        [changed("belaya", journals="requests"), completed(5)],
        NOT_THE_HELPER,
    ),
    "a completion by another specialist": (
        [completed(3, specialist="smirnova")],
        "another specialist completed the entry",
    ),
    "a completion for a visitor who is forgotten": (
        [destroyed({"consultations/2025": "3"}), completed(3)],
        DESTROYED_BEFORE,
    ),
    "the kiosk lets a visitor go": ([left(5, "kiosk", specialist="belaya")], NO_SESSION),
    "a person lets a visitor go without a desk": ([left(5, "belaya")], NO_SESSION),
    "a no-show at a colleague's desk": (
        [left(5, desk_of("smirnova"), specialist="belaya")],
        NO_SESSION,
    ),
    "a no-show after the desk's last hour": ([replace(left(5), after=12.1)], NO_SESSION),
    "a no-show in somebody else's journal": ([left(5, specialist="kovalyov")], NOT_THE_HELPER),
    "a no-show after help": ([left(3)], HELPED_BEFORE),
    # entries
    "an entry opened twice": ([opened(5)], OPENED_ONCE),
    "an entry completed that was never opened": ([completed(6)], OPENED_ONCE),
    "an entry left that was never opened": ([left(6)], OPENED_ONCE),
    "an entry completed after its end": ([completed(4)], ENDED),
    "an entry left that was signed": ([left(1)], ENDED),
    "a number left out": ([opened(7)], NOT_FOLLOWING),
    "a number given again": ([opened(4)], NOT_FOLLOWING),
    "no number given": ([opened(6, number=0)], UNREADABLE),
    "an entry in a volume that was never opened": ([opened(1, year=2024)], ANOTHER_YEAR),
    "an entry in the volume of another year": (
        [opened(7, year=2024, number=1)],
        ANOTHER_YEAR,
    ),
    "an entry spoken of by an act that is not about entries": (
        [checkpoint(**of(5))],
        UNREADABLE,
    ),
    "an entry opened under a number that is a text": ([opened(6, number="6")], UNREADABLE),
    "an entry opened in a year that is a truth": ([opened(6, year=True)], UNREADABLE),
    "an entry opened for nobody known": ([opened(6, role="inspector")], UNREADABLE),
    "an entry whose number the kiosk said": (
        [replace(opened(6), facts={"number": 6})],
        UNREADABLE,
    ),
    "an entry opened without a ticket": ([replace(opened(6), given={"number": 6})], UNREADABLE),
    "a ticket left out": ([opened(6, ticket=7)], OTHER_TICKET),
    "a ticket given again": ([opened(6, ticket=5)], OTHER_TICKET),
    "a ticket of the other line": ([opened(6, series="Т")], OTHER_TICKET),
    "a ticket of another day": ([opened(6, day="2025-11-25", ticket=1)], OTHER_TICKET),
    # signatures
    "the kiosk signs an entry": (
        [signed(3, "kiosk", 18, 19, specialist="belaya")],
        NOT_THE_SIGNER,
    ),
    "an open desk signs an entry": ([signed(3, desk_of("belaya"), 18, 19)], NOT_THE_SIGNER),
    "a signature under a colleague's entry": ([signed(3, "smirnova", 18, 19)], NOT_THE_SIGNER),
    "a signature in a colleague's name": (
        [signed(3, "smirnova", 18, 19, specialist="belaya")],
        NOT_THE_SIGNER,
    ),
    "a signature in the own name under a colleague's": (
        [signed(3, "belaya", 18, 19, specialist="smirnova")],
        NOT_THE_SIGNER,
    ),
    "a signature before the completion": ([signed(5, "belaya", 22, 22)], NOT_THE_SIGNER),
    "a signature under an entry that ended": ([signed(1, "belaya", 10, 12)], NOT_THE_SIGNER),
    "a renewed key signs an entry": (
        [renewed("belaya"), signed(3, "belaya", 18, 19)],
        NOT_THE_SIGNER,
    ),
    "a signature by somebody who was dismissed": (
        [dismissed("belaya"), signed(3, "belaya", 18, 19)],
        NOT_THE_SIGNER,
    ),
    "a signature by somebody who no longer keeps the journal": (
        [changed("belaya", journals="requests"), signed(3, "belaya", 18, 19)],
        NOT_THE_JOURNAL,
    ),
    "a signature over another opening": ([signed(3, "belaya", 10, 19)], ANOTHER_ENTRY),
    "a signature over another completion": ([signed(3, "belaya", 18, 12)], ANOTHER_ENTRY),
    "a signature over an earlier completion": (
        [completed(3), signed(3, "belaya", 18, 19)],
        ANOTHER_ENTRY,
    ),
    "a signature by which an entry stands for one that it was not written for": (
        [signed(3, "belaya", 18, 19, corrects={"year": 2025, "number": 1})],
        ANOTHER_ENTRY,
    ),
    "a signature dated by another day": (
        [signed(3, "belaya", 18, 19, date="2025-11-23")],
        ANOTHER_DAY,
    ),
    "a signature dated by no day": ([signed(3, "belaya", 18, 19, date="24.11.2025")], UNREADABLE),
    "a signature in another time zone": (
        [signed(3, "belaya", 18, 19, zone="Europe/Moscow")],
        ANOTHER_ZONE,
    ),
    "a signature that means something else": (
        [signed(3, "belaya", 18, 19, meaning="помощь не оказана")],
        UNREADABLE,
    ),
    "a signature that does not say who signed": (
        [replace(signed(3, "belaya", 18, 19), words={"signer": SIGNER["signer"]})],
        UNREADABLE,
    ),
    "a signature under nothing": ([signed_all("belaya")], UNREADABLE),
    "a signature twice under one entry": ([signed_all("belaya", THIRD, THIRD)], ENDED),
    "a signature with a colleague's entry among others": (
        [completed(5, specialist="smirnova"), signed_all("belaya", THIRD, covered(5, 22, 31))],
        NOT_THE_SIGNER,
    ),
    "a signature with a waiting visitor among others": (
        [signed_all("belaya", THIRD, covered(5, 22, 22))],
        NOT_THE_SIGNER,
    ),
    "a signature over another completion among others": (
        [completed(5), signed_all("belaya", THIRD, covered(5, 22, 19))],
        ANOTHER_ENTRY,
    ),
    "a signature with an entry of no number among others": (
        [signed_all("belaya", THIRD, of(5))],
        UNREADABLE,
    ),
    # corrections
    "an annulment in somebody else's journal": ([annulled(1, "kovalyov", 13)], NOT_RESPONSIBLE),
    "an annulment of a colleague's entry": ([annulled(2, "belaya", 17)], NOT_RESPONSIBLE),
    "an annulment by an open desk": ([annulled(1, desk_of("belaya"), 13)], NOT_THE_PERSON),
    "an annulment by the kiosk": (
        [annulled(1, "kiosk", 13, specialist="belaya")],
        NOT_THE_PERSON,
    ),
    "an annulment in the signer's name": (
        [annulled(1, "smirnova", 13, specialist="belaya")],
        NOT_THE_PERSON,
    ),
    "an annulment by a signer who no longer keeps the journal": (
        [changed("belaya", journals="requests"), annulled(1, "belaya", 13)],
        NOT_RESPONSIBLE,
    ),
    "an annulment by a signer, since a technician of the other journal": (
        [changed("belaya", duty="technical", journals="requests"), annulled(1, "belaya", 13)],
        NOT_RESPONSIBLE,
    ),
    "an annulment dated by another day": (
        [annulled(1, "belaya", 13, date="2025-11-25")],
        ANOTHER_DAY,
    ),
    "an annulment without a reason": (
        [replace(annulled(1, "belaya", 13), words=SIGNER)],
        UNREADABLE,
    ),
    "an entry annulled that is not signed": ([annulled(3, "smirnova", 19)], NOT_CORRECTABLE),
    "an entry annulled that left": ([annulled(4, "smirnova", 21)], NOT_CORRECTABLE),
    "an entry annulled that never was": ([annulled(6, "smirnova", 17)], NOT_CORRECTABLE),
    "an annulment that covers another signature": ([annulled(1, "belaya", 17)], NOT_CORRECTABLE),
    "an annulment that covers the completion": ([annulled(1, "belaya", 12)], NOT_CORRECTABLE),
    "an entry annulled twice": (
        [annulled(1, "belaya", 13), annulled(1, "belaya", 13)],
        NOT_CORRECTABLE,
    ),
    "a correction of an entry that is emptied": (
        [destroyed({"consultations/2025": "1"}), annulled(1, "belaya", 13)],
        DESTROYED_BEFORE,
    ),
    "an entry restated that is emptied": (
        [destroyed({"consultations/2025": "2"}), restated(2, 17)],
        DESTROYED_BEFORE,
    ),
    "an entry restated by a colleague": ([restated(2, 17, hand="belaya")], NOT_RESPONSIBLE),
    "an entry restated in a colleague's name": (
        [restated(2, 17, specialist="belaya")],
        NOT_THE_PERSON,
    ),
    "an entry restated by the kiosk": (
        [restated(2, 17, hand="kiosk", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "an entry restated at an open desk": (
        [restated(2, 17, hand=desk_of("smirnova"))],
        NOT_THE_PERSON,
    ),
    "an entry restated that is not signed": ([restated(3, 19)], NOT_CORRECTABLE),
    "an entry restated that left": ([restated(4, 21)], NOT_CORRECTABLE),
    "an entry restated by another signature": ([restated(2, 13)], NOT_CORRECTABLE),
    "an entry restated by itself": (
        [restated(6, 17, corrects={"year": 2025, "number": 6})],
        NOT_CORRECTABLE,
    ),
    "an entry restated of a year that never was": (
        [restated(2, 17, corrects={"year": 2024})],
        NOT_CORRECTABLE,
    ),
    "an entry restated that was annulled": (
        [annulled(2, "smirnova", 17), restated(2, 17)],
        NOT_CORRECTABLE,
    ),
    "an entry restated twice": ([restated(2, 17), restated(2, 17, by=7)], NOT_CORRECTABLE),
    "an entry annulled for which another is written": (
        [restated(2, 17), annulled(2, "smirnova", 17)],
        NOT_CORRECTABLE,
    ),
    "an entry annulled for which another was signed": (
        [*replacing(), annulled(2, "smirnova", 17)],
        NOT_CORRECTABLE,
    ),
    "an entry restated under a number that does not follow": (
        [restated(2, 17, by=7)],
        NOT_FOLLOWING,
    ),
    "an entry restated under a number that is taken": (
        [replace(restated(2, 17, by=5), entry=5)],
        OPENED_ONCE,
    ),
    "an entry restated in another year's volume": ([restated(2, 17, year=2024)], ANOTHER_YEAR),
    "an entry restated in the other journal": (
        [restated(2, 17, by=2, journal="requests")],
        NOT_CORRECTABLE,
    ),
    "an entry restated with a ticket": (
        [replace(restated(2, 17), given={"number": 6, "ticket": 6})],
        UNREADABLE,
    ),
    "an entry restated on another day": ([restated(2, 17, date="2025-11-23")], ANOTHER_DAY),
    "an entry restated without a reason": (
        [replace(restated(2, 17), words=SIGNER)],
        UNREADABLE,
    ),
    "a restated entry completed by a colleague": (
        [restated(2, 17), completed(6, specialist="belaya")],
        "another specialist completed the entry",
    ),
    "a restated entry whose visitor left": (
        [restated(2, 17), left(6, specialist="smirnova")],
        HELPED_BEFORE,
    ),
    "a restated entry signed by a colleague": (replacing("belaya"), NOT_THE_SIGNER),
    "a restated entry that stands for nothing": (
        [restated(2, 17), signed(6, "smirnova", 31, 31)],
        ANOTHER_ENTRY,
    ),
    "a restated entry that stands for another": (
        replacing(corrects={"year": 2025, "number": 1}),
        ANOTHER_ENTRY,
    ),
    "a restated entry that stands for another year's": (
        replacing(corrects={"year": 2024, "number": 2}),
        ANOTHER_ENTRY,
    ),
    "a restated entry that stands for no number": (
        replacing(corrects={"year": 2025, "number": 0}),
        UNREADABLE,
    ),
    "a restated entry signed twice": ([*replacing(), replacing()[1]], NOT_THE_SIGNER),
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
    "data of a visitor destroyed by a teacher": (
        [destroyed({"consultations/2025": "1"}, "belaya")],
        "no administrator signed this act",
    ),
    "data destroyed by an open desk": (
        [destroyed({"consultations/2025": "1"}, desk_of("smirnova"))],
        NOT_THE_PERSON,
    ),
    "data destroyed in the administrator's name": (
        [destroyed({"consultations/2025": "1"}, "belaya", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "data destroyed in a teacher's name": (
        [destroyed({"consultations/2025": "1"}, specialist="belaya")],
        NOT_THE_PERSON,
    ),
    "data destroyed by the kiosk": (
        [destroyed({"consultations/2025": "1"}, "kiosk", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "data destroyed without a reason": (
        [replace(destroyed({"consultations/2025": "1"}), words={})],
        UNREADABLE,
    ),
}

SHOWN: Forbidden = {
    "an opening shown with an entry": (
        [Say(Kind.VOLUME_OPENED, {"year": 2026}, entry=1)],
        SHOWN_WITH_ANOTHER,
    ),
    "a signature shown with an entry": (
        [replace(signed(3, "belaya", 18, 19), entry=3)],
        SHOWN_WITH_ANOTHER,
    ),
    "an act of destruction shown with an entry": (
        [replace(destroyed({"consultations/2025": "1"}), entry=1)],
        SHOWN_WITH_ANOTHER,
    ),
}
"""Wrong only in the row that an act is shown with: a bundle shows them with none."""
MOVED: dict[str, tuple[list[Say], int]] = {
    "an end shown with another entry": ([replace(left(5), entry=4)], 5),
    "an end shown with no entry": ([replace(left(5), entry=None)], 5),
    "a completion shown with another entry": ([replace(completed(3), entry=1)], 3),
    "a completion shown with no entry": ([replace(completed(3), entry=None)], 3),
    "an annulment shown with another entry": ([replace(annulled(1, "belaya", 13), entry=2)], 1),
    "an annulment shown with no entry": ([replace(annulled(1, "belaya", 13), entry=None)], 1),
}
"""The same, and the consultation that they are about."""
