"""Acts about people, volumes and the point that no key entitles to, each wrong in one thing."""

from __future__ import annotations

from dataclasses import replace

from kiosk.proof.acts import Kind
from kiosk.proof.people import Duty
from tests.kiosk.verification.forbidden_entries import Forbidden
from tests.kiosk.verification.insiders import NEWER, NEWEST, NO_HASH, REASON, SIGNER, Say, desk_of
from tests.kiosk.verification.sayings import (
    ANOTHER_BEFORE,
    ANOTHER_CLOSING,
    ANOTHER_DAY,
    ANOTHER_KEY,
    ANOTHER_ZONE,
    ENROLLED_BEFORE,
    KEY_NAME,
    NO_ADMINISTRATOR,
    NO_ADMINISTRATOR_LEFT,
    NO_SESSION,
    NOT_ENROLLED,
    NOT_RESPONSIBLE,
    NOT_THE_KIOSK,
    NOT_THE_PERSON,
    OTHER_ROWS,
    SESSION_HOURS,
    STILL_WAITS,
    UNREADABLE,
    VOLUME_CLOSED,
    WRONG_REASON,
    WRONG_SIGNATURE,
    agreed,
    changed,
    checkpoint,
    closing,
    completed,
    desk_closed,
    desk_opened,
    dismissed,
    enrolled,
    epoch,
    left,
    named,
    opened,
    prepared,
    renewed,
    signed,
    vouched,
)

NEXT_YEAR = desk_opened("belaya", until="2026-11-24T18:00:00.000Z")
"""Her desk after a volume was closed."""
_NO_SPECIALIST = "orlov"

OF_PEOPLE: Forbidden = {
    # who may sign
    "a teacher admits somebody": ([enrolled("belaya")], NO_ADMINISTRATOR),
    "the kiosk admits somebody": ([enrolled("kiosk")], NO_ADMINISTRATOR),
    "an open desk admits somebody": ([enrolled(desk_of("smirnova"))], NO_ADMINISTRATOR),
    "a teacher renews her own key": ([renewed("belaya", "belaya")], NO_ADMINISTRATOR),
    "the kiosk renews a key": ([renewed("belaya", "kiosk")], NO_ADMINISTRATOR),
    "an open desk renews a key": ([renewed("belaya", desk_of("smirnova"))], NO_ADMINISTRATOR),
    "the kiosk renews an administrator's key": ([renewed("smirnova", "kiosk")], NO_ADMINISTRATOR),
    "the kiosk prepares a recovery code": (
        [prepared("smirnova", "kiosk", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "a teacher prepares a recovery code": ([prepared("belaya")], NO_ADMINISTRATOR),
    "a recovery code renews a colleague's key": (
        [prepared("smirnova"), replace(renewed("belaya", "new"), fresh=NEWER)],
        NO_ADMINISTRATOR,
    ),
    "a recovery code is used twice": (
        [
            prepared("smirnova"),
            replace(renewed("smirnova", "new"), fresh=NEWER),
            replace(renewed("smirnova", "new"), fresh=NEWEST),
        ],
        NO_ADMINISTRATOR,
    ),
    "a new key renews itself": ([renewed("belaya", "new")], NO_ADMINISTRATOR),
    "a teacher makes herself an administrator": (
        [changed("belaya", "belaya", duty=Duty.ADMINISTRATOR.value)],
        NO_ADMINISTRATOR,
    ),
    "the kiosk changes somebody's name": ([changed("belaya", "kiosk")], NO_ADMINISTRATOR),
    "a technician dismisses somebody": ([dismissed("belaya", "kovalyov")], NO_ADMINISTRATOR),
    "the kiosk dismisses somebody": ([dismissed("belaya", "kiosk")], NO_ADMINISTRATOR),
    "a technician records an agreement": ([enrolled(), agreed("kovalyov")], NO_ADMINISTRATOR),
    "a teacher names the school": ([named("belaya")], NO_ADMINISTRATOR),
    "the kiosk names the school": ([named("kiosk")], NO_ADMINISTRATOR),
    "an open desk names the school": ([named(desk_of("smirnova"))], NO_ADMINISTRATOR),
    "a renewed key admits somebody": (
        [renewed("smirnova"), agreed(login="smirnova")],
        NO_ADMINISTRATOR,
    ),
    "somebody admits who is an administrator no more": (
        [
            changed("belaya", duty=Duty.ADMINISTRATOR.value),
            changed("smirnova", "belaya"),
            enrolled(),
        ],
        NO_ADMINISTRATOR,
    ),
    "somebody admits who was dismissed": (
        [
            changed("belaya", duty=Duty.ADMINISTRATOR.value),
            dismissed("smirnova", "belaya"),
            enrolled(),
        ],
        NO_ADMINISTRATOR,
    ),
    "a clock settled that never showed this": (
        [Say(Kind.CLOCK_RESOLVED, {"before": "2025-11-24T05:00:00.000Z"}, "smirnova")],
        "it confirms another clock time",
    ),
    "a person opens a volume": (
        [Say(Kind.VOLUME_OPENED, {"year": 2026}, "smirnova")],
        NOT_THE_KIOSK,
    ),
    "a person makes a checkpoint": ([checkpoint("smirnova")], NOT_THE_KIOSK),
    "an open desk makes a checkpoint": ([checkpoint(desk_of("smirnova"))], NOT_THE_KIOSK),
    "a teacher begins an epoch": ([epoch(1, "belaya")], NO_ADMINISTRATOR),
    "the kiosk begins an epoch": ([epoch(1, "kiosk", specialist="smirnova")], NOT_THE_PERSON),
    "an open desk begins an epoch": ([epoch(1, desk_of("smirnova"))], NOT_THE_PERSON),
    "an epoch begun in the administrator's name": (
        [epoch(1, "belaya", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    # people
    "somebody enrolled under a login that is given": (
        [enrolled(login="belaya")],
        ENROLLED_BEFORE,
    ),
    "somebody enrolled under the login of who was dismissed": (
        [dismissed("belaya"), enrolled(login="belaya")],
        ENROLLED_BEFORE,
    ),
    "a key renewed of nobody": ([renewed(_NO_SPECIALIST)], NOT_ENROLLED),
    "a key renewed of who was dismissed": ([dismissed("belaya"), renewed("belaya")], NOT_ENROLLED),
    "a renewal that changes a duty as well": (
        [renewed("belaya", duty=Duty.ADMINISTRATOR.value)],
        UNREADABLE,
    ),
    "a renewal that changes a name as well": (
        [replace(renewed("belaya"), words={"name": "Чужая Анна"})],
        UNREADABLE,
    ),
    "nobody changed": ([changed(_NO_SPECIALIST)], NOT_ENROLLED),
    "somebody changed who was dismissed": ([dismissed("belaya"), changed("belaya")], NOT_ENROLLED),
    "somebody changed into nobody known": ([changed("belaya", duty="guest")], UNREADABLE),
    "somebody changed who brings a key": ([changed("belaya", key=NEWER.key_id)], UNREADABLE),
    "nobody dismissed": ([dismissed(_NO_SPECIALIST)], NOT_ENROLLED),
    "somebody dismissed twice": ([dismissed("belaya"), dismissed("belaya")], NOT_ENROLLED),
    "the last administrator dismissed": ([dismissed("smirnova")], NO_ADMINISTRATOR_LEFT),
    "the last administrator made a teacher": ([changed("smirnova")], NO_ADMINISTRATOR_LEFT),
    "an enrolment that does not follow": ([enrolled(before="#3")], ANOTHER_BEFORE),
    "a renewal that does not follow": ([renewed("belaya", before="#5")], ANOTHER_BEFORE),
    "a change that does not follow": (
        [changed("belaya"), changed("belaya", before="#7")],
        ANOTHER_BEFORE,
    ),
    "a dismissal that does not follow": ([dismissed("belaya", before="#30")], ANOTHER_BEFORE),
    "a naming that does not follow": ([named(before=NO_HASH)], ANOTHER_BEFORE),
    # keys
    "a key that has no name": ([enrolled(key="x")], UNREADABLE),
    "a key under another key's name": ([enrolled(key="0" * 16)], KEY_NAME),
    "one key enrolled twice": ([enrolled(), enrolled(login="orlova")], KEY_NAME),
    "a key renewed by the same": ([renewed("belaya"), renewed("belaya")], KEY_NAME),
    "a key that does not prove itself": ([enrolled(proof="0" * 128)], WRONG_SIGNATURE),
    "a key that proves itself for somebody else": (
        [enrolled(login="orlova", proof="#proof of belaya")],
        WRONG_SIGNATURE,
    ),
    "a second kiosk": (
        [Say(Kind.KIOSK_ENROLLED)],
        "a kiosk's key is enrolled by the first act alone",
    ),
    # agreements
    "an agreement about a key of nobody's": ([agreed()], ANOTHER_KEY),
    "an agreement about a colleague's key": ([enrolled(), agreed(login="belaya")], ANOTHER_KEY),
    "a second agreement about one key": ([enrolled(), agreed(), agreed()], ANOTHER_KEY),
    "an agreement about the key of who was dismissed": (
        [enrolled(), dismissed("novikov"), agreed()],
        ANOTHER_KEY,
    ),
    "an agreement about the key of a desk": (
        [desk_opened("belaya"), agreed(login="belaya")],
        ANOTHER_KEY,
    ),
    "an agreement of a day before the key": (
        [enrolled(), agreed(date="2025-11-23")],
        "the agreement's day is not between its key's and the act's",
    ),
    "an agreement of a day to come": (
        [enrolled(), agreed(date="2025-11-25")],
        "the agreement's day is not between its key's and the act's",
    ),
    # desks
    "a desk opened by the kiosk": ([desk_opened("kiosk", specialist="belaya")], NOT_THE_PERSON),
    "a desk opened by an open desk": ([desk_opened(desk_of("belaya"))], NOT_THE_PERSON),
    "a colleague's desk opened": ([desk_opened("smirnova", specialist="belaya")], NOT_THE_PERSON),
    "a desk opened by who was dismissed": (
        [dismissed("belaya"), desk_opened("belaya")],
        NOT_THE_PERSON,
    ),
    "a desk opened by a renewed key": (
        [renewed("belaya"), replace(desk_opened("belaya"), fresh=NEWER)],
        NOT_THE_PERSON,
    ),
    "a desk opened for thirteen hours": (
        [desk_opened("belaya", until="2025-11-24T20:00:00.000Z")],
        SESSION_HOURS,
    ),
    "a desk opened until it is opened": (
        [desk_opened("belaya", until="2025-11-24T07:00:00.000Z")],
        SESSION_HOURS,
    ),
    "a desk opened until nobody knows": ([desk_opened("belaya", until="evening")], UNREADABLE),
    "a desk whose key does not prove itself": (
        [desk_opened("belaya", proof="0" * 128)],
        WRONG_SIGNATURE,
    ),
    "a desk opened with a key that is known": (
        [enrolled(), desk_opened("belaya")],
        KEY_NAME,
    ),
    "a desk closed by the kiosk": ([desk_closed("belaya", "kiosk")], NO_SESSION),
    "a desk closed by the person's own key": ([desk_closed("belaya", "belaya")], NO_SESSION),
    "a colleague's desk closed": ([desk_closed("belaya", desk_of("smirnova"))], NO_SESSION),
    "a desk closed twice": ([desk_closed("belaya"), desk_closed("belaya")], NO_SESSION),
    "a desk closed after its last hour": (
        [replace(desk_closed("belaya"), after=12.1)],
        NO_SESSION,
    ),
    # volumes
    "a volume opened twice": ([Say(Kind.VOLUME_OPENED)], "the volume was opened before"),
    "a closed volume opened": (
        [completed(5), vouched(), closing(), Say(Kind.VOLUME_OPENED)],
        "the volume was opened before",
    ),
    "a volume of a school year that is not this one": (
        [Say(Kind.VOLUME_OPENED, {"year": 2024})],
        "the volume was not opened in its school year",
    ),
    "a volume vouched for in the administrator's name": (
        [vouched("belaya", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "a volume vouched for by the kiosk": (
        [vouched("kiosk", specialist="smirnova")],
        NOT_THE_PERSON,
    ),
    "a volume vouched for by an open desk": ([vouched(desk_of("smirnova"))], NOT_THE_PERSON),
    "a renewed key vouches for a volume": ([renewed("smirnova"), vouched()], NOT_THE_PERSON),
    "a volume vouched for by a teacher": ([vouched("belaya")], NOT_RESPONSIBLE),
    "a volume vouched for by the other journal's technician": (
        [vouched("kovalyov")],
        NOT_RESPONSIBLE,
    ),
    "a volume vouched for on another day": ([vouched(date="2025-11-25")], ANOTHER_DAY),
    "a volume vouched for in another time zone": ([vouched(zone="UTC")], ANOTHER_ZONE),
    "a volume vouched for by another opening": (
        [vouched(opened="#23")],
        "the signature covers another opening",
    ),
    "a volume vouched for twice": (
        [vouched(), vouched()],
        "the signature covers another opening",
    ),
    "a volume vouched for that was never opened": ([vouched(year=2024)], VOLUME_CLOSED),
    "a volume closed that was never opened": ([closing(year=2024)], VOLUME_CLOSED),
    "a volume closed by a teacher": ([closing("belaya")], NOT_RESPONSIBLE),
    "a volume closed by the other journal's technician": ([closing("kovalyov")], NOT_RESPONSIBLE),
    "a volume closed before its year is over": (
        [completed(5), vouched(), replace(closing(), after=1)],
        "the school year of the volume is not over",
    ),
    "a closing dated by another day": ([closing(date="2025-11-24")], ANOTHER_DAY),
    "a closing over somebody who waits": ([vouched(), closing()], STILL_WAITS),
    "a closing that counts too few": ([completed(5), closing(entries=4)], ANOTHER_CLOSING),
    "a closing that begins later": ([completed(5), closing(first=2)], ANOTHER_CLOSING),
    "a closing that ends sooner": ([completed(5), closing(last=4)], ANOTHER_CLOSING),
    "a closing that hides an unsigned row": (
        [completed(5), closing(unsigned="3")],
        ANOTHER_CLOSING,
    ),
    "a closing that names a row too many": (
        [completed(5), closing(unsigned="3, 4, 5")],
        ANOTHER_CLOSING,
    ),
    "a closing that names its rows in another order": (
        [completed(5), closing(unsigned="5, 3")],
        ANOTHER_CLOSING,
    ),
    "a closing without a reason": ([completed(5), closing(words=SIGNER)], WRONG_REASON),
    "a closing with a reason without need": (
        [signed(3, "belaya", 18, 19), left(5), closing(unsigned="")],
        WRONG_REASON,
    ),
    "a closing that nobody is named for": ([closing(words=REASON)], UNREADABLE),
    "a volume closed whose opening nobody signed": (
        [completed(5), closing()],
        "nobody signed the opening of the volume",
    ),
    "a closing over other rows": ([completed(5), closing(rows=NO_HASH)], OTHER_ROWS),
    "a closing over the other journal's rows": (
        [completed(5), closing(rows="#requests")],
        OTHER_ROWS,
    ),
    "a closing by who had not seen the last act": (
        [completed(5), vouched(), closing(seen={"size": 30, "head": "#30"})],
        OTHER_ROWS,
    ),
    "a volume closed twice": ([completed(5), vouched(), closing(), closing()], VOLUME_CLOSED),
    "a closed volume vouched for": ([completed(5), vouched(), closing(), vouched()], VOLUME_CLOSED),
    "an entry completed in a closed volume": (
        [completed(5), vouched(), closing(), NEXT_YEAR, completed(5, "new", specialist="belaya")],
        VOLUME_CLOSED,
    ),
    "an entry left in a closed volume": (
        [completed(5), vouched(), closing(), NEXT_YEAR, left(5, "new", specialist="belaya")],
        VOLUME_CLOSED,
    ),
    "an entry opened in a closed volume": (
        [completed(5), vouched(), closing(), opened(6)],
        VOLUME_CLOSED,
    ),
    "an entry signed in a closed volume": (
        [completed(5), vouched(), closing(), signed(3, "belaya", 18, 19)],
        VOLUME_CLOSED,
    ),
    # epochs
    "an epoch left out": ([epoch(2)], "the epochs do not follow one another"),
    "an epoch begun twice": ([epoch(1), epoch(1)], "the epochs do not follow one another"),
    "an epoch for no reason": ([epoch(1, cause="")], UNREADABLE),
    "an epoch begun nowhere": ([replace(epoch(1), given={})], UNREADABLE),
    "an epoch of no length": ([epoch(1, left_size="many")], UNREADABLE),
}
