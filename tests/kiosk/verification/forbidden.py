"""Acts that no key entitles to, each wrong in one thing only, and why the last one is refused."""

from __future__ import annotations

from dataclasses import replace

from tests.kiosk.verification.forbidden_entries import OF_ENTRIES, Forbidden
from tests.kiosk.verification.forbidden_people import OF_PEOPLE
from tests.kiosk.verification.insiders import NO_HASH
from tests.kiosk.verification.sayings import (
    ANOTHER_DEVICE,
    ANOTHER_LEDGER,
    OTHER_FACTS,
    SECOND_SIGNATURE,
    UNREADABLE,
    WRONG_SIGNATURE,
    checkpoint,
    completed,
    desk_opened,
    opened,
    signed,
)

_NOBODYS = bytes(64)

OF_FORM: Forbidden = {
    # what the device had seen
    "an act said after another history": (
        [checkpoint(seen={"size": 20, "head": "#19"})],
        ANOTHER_LEDGER,
    ),
    "an act said after an empty ledger that was another": (
        [checkpoint(seen={"size": 0, "head": NO_HASH})],
        ANOTHER_LEDGER,
    ),
    "an act said after acts that are still to come": (
        [checkpoint(seen={"size": 31, "head": "#30"})],
        ANOTHER_LEDGER,
    ),
    "an act said after nothing": ([checkpoint(seen={})], UNREADABLE),
    "an act said after less than nothing": (
        [checkpoint(seen={"size": -1, "head": "#30"})],
        UNREADABLE,
    ),
    # where and in which form it was said
    "an act of another device": ([checkpoint(device="0" * 16)], ANOTHER_DEVICE),
    "a person's act on another device": (
        [signed(3, "belaya", 18, 19, device="0" * 16)],
        ANOTHER_DEVICE,
    ),
    "an act of another point": ([checkpoint(point="x")], "this is another help point"),
    "an act of the form before": ([checkpoint(v=1)], UNREADABLE),
    "an act of a form to come": ([checkpoint(v=3)], UNREADABLE),
    "an act said at no time": ([checkpoint(said="today")], UNREADABLE),
    "an act without an id": ([checkpoint(request="")], UNREADABLE),
    "an act under another id": (
        [replace(checkpoint(), altered={"request": "another"})],
        OTHER_FACTS,
    ),
    "an act that says something more": ([checkpoint(note="x")], UNREADABLE),
    # what it was given
    "an act given another time": (
        [replace(checkpoint(), given={"at": "2025-11-24T06:59:00.000Z"})],
        OTHER_FACTS,
    ),
    "an act given another number": ([replace(checkpoint(), given={"seq": 32})], OTHER_FACTS),
    "an act given something more": ([replace(checkpoint(), given={"number": 6})], UNREADABLE),
    "an opening given an entry's words": (
        [replace(opened(6), given={**opened(6).given, "name": "x"})],
        UNREADABLE,
    ),
    # signatures
    "an act whose signature is nobody's": (
        [replace(checkpoint(), altered={"signature": _NOBODYS})],
        WRONG_SIGNATURE,
    ),
    "a kiosk's act that is signed twice": (
        [replace(checkpoint(), altered={"cosignature": _NOBODYS})],
        SECOND_SIGNATURE,
    ),
    "a person's act without the device's signature": (
        [replace(signed(3, "belaya", 18, 19), altered={"cosignature": None})],
        SECOND_SIGNATURE,
    ),
    "a person's act whose device did not sign": (
        [replace(signed(3, "belaya", 18, 19), altered={"cosignature": _NOBODYS})],
        WRONG_SIGNATURE,
    ),
    "a desk's act without the device's signature": (
        [replace(completed(5), altered={"cosignature": None})],
        SECOND_SIGNATURE,
    ),
    "a desk's act whose device did not sign": (
        [replace(completed(5), altered={"cosignature": _NOBODYS})],
        WRONG_SIGNATURE,
    ),
    "a desk opened under another id": (
        [replace(desk_opened("belaya"), altered={"request": "another"})],
        OTHER_FACTS,
    ),
}
FORBIDDEN: Forbidden = {**OF_PEOPLE, **OF_ENTRIES, **OF_FORM}
"""What is written after the acts of the used point, and why its last act is refused."""
