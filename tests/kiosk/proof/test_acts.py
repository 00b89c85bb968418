"""An act says the facts of its kind, each of its kind of value: no more, no fewer, no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from kiosk.proof.acts import (
    COMPLETED_WORDS,
    FACTS,
    OPENED_WORDS,
    PERSON_WORDS,
    WORDING,
    Kind,
    check_facts,
    instant,
    is_stamp,
    school_year,
    utc,
)
from kiosk.proof.canonical import Body, canonical
from kiosk.proof.chain import SignedAct, genesis, link_hash
from kiosk.proof.history import History
from kiosk.proof.take import RULES, Walk
from kiosk.proof.wrong import Wrong
from tests.kiosk.proof.nowhere import Nowhere

AT, HASH, KEY = "2025-11-24T06:00:00.000Z", "0a" * 32, "0a" * 8


def committed(*words: str) -> dict[str, str]:
    return dict.fromkeys(words, HASH)


VOLUME = {"journal": "requests", "year": 2025}
PLACE = {**VOLUME, "number": 7}
BY = {"specialist": "belaya"}
REASON = {"committed": committed(*WORDING)}
NEEDED: dict[Kind, Body] = {
    Kind.KIOSK_ENROLLED: {"point": "x", "key": KEY, "public_key": HASH},
    Kind.POINT_NAMED: {"school": "Школа", "name": "", "zone": "Europe/Moscow"},
    Kind.SPECIALIST_ENROLLED: {
        "login": "belaya",
        "duty": "teacher",
        "journals": "consultations",
        "key": KEY,
        "public_key": HASH,
        "committed": committed(*PERSON_WORDS),
    },
    Kind.AGREEMENT_RECORDED: {"login": "x", "key": KEY, "date": "2025-11-24", "digest": HASH},
    Kind.VOLUME_OPENED: VOLUME,
    Kind.VOLUME_VOUCHED: {**VOLUME, **BY, "opened": HASH},
    Kind.VOLUME_CLOSED: {
        **VOLUME,
        **BY,
        "entries": 9,
        "first": 1,
        "last": 9,
        "unsigned": "2–4",
        "rows": HASH,
        "head": HASH,
    },
    Kind.ENTRY_OPENED: {
        **PLACE,
        "role": "pupil",
        "channel": "online",
        "request": "x",
        "committed": committed(*OPENED_WORDS),
    },
    Kind.ENTRY_LEFT: {**PLACE, **BY, "reason": "cancelled"},
    Kind.ENTRY_COMPLETED: {**PLACE, **BY, "committed": committed(*COMPLETED_WORDS)},
    Kind.ENTRY_SIGNED: {**PLACE, **BY, "opened": HASH, "completed": HASH},
    Kind.ENTRY_ANNULLED: {**PLACE, **BY, **REASON, "signed": HASH},
    Kind.ENTRY_REPLACED: {
        **PLACE,
        **BY,
        **REASON,
        "signed": HASH,
        "successor": {"year": 2026, "number": 1},
    },
    Kind.DATA_DESTROYED: {
        **BY,
        **REASON,
        "entries": {"requests/2025": "1–3"},
        "count": 3,
        "cause": "request",
    },
    Kind.CHECKPOINT_MADE: {},
    Kind.CLOCK_RESOLVED: {"before": AT},
    Kind.EPOCH_BEGUN: {"epoch": 1, "left_size": 40, "left_head": HASH},
}
ALLOWED: dict[Kind, Body] = {
    Kind.VOLUME_CLOSED: REASON,
    Kind.ENTRY_OPENED: {"consent": "1", "corrects": {"year": 2025, "number": 1}},
    Kind.ENTRY_SIGNED: {"drawing": HASH},
}
TEXT = (None, 7, True, {})
COUNT = (None, "7", True, -1, {})
DIGITS = (None, 7, "", "0A" * 32, "0a" * 31, "0a" * 33, f"{'0a' * 32}\n", "0a" * 16, {})
CHOICE = (None, 7, "other", {}, "Teacher")
OTHER = {"other": HASH}
MAPPING = (None, "", 7, {}, OTHER)
ENTRY = (*MAPPING, {"year": 2025}, {"year": 2025, "number": "1"}, {"year": True, "number": 1})
REFUSED: dict[str, tuple[object, ...]] = {
    **dict.fromkeys(("point", "school", "name", "zone"), TEXT),
    "login": (*TEXT, ""),
    "journals": (
        *(*TEXT, "", " ", "consultations ", " consultations", "Consultations", "complaints"),
        *("requests consultations", "consultations  requests", "consultations,requests"),
        *("consultations consultations", "consultations\trequests"),
    ),
    "date": (
        *(*TEXT, "", "20251124", "24.11.2025", "2025-02-30", "2025-W48-1", "2025-11-24 "),
        *("2025-11-24T00:00", "2025-1-1", "٢٠٢٥-11-24"),
    ),
    **dict.fromkeys(("request", "consent", "cause", "before", "specialist", "unsigned"), TEXT),
    **dict.fromkeys(("year", "number", "first", "last", "count", "epoch", "left_size"), COUNT),
    **dict.fromkeys(("public_key", "digest", "opened", "completed", "signed"), (*DIGITS, KEY)),
    **dict.fromkeys(("rows", "head", "drawing"), (*DIGITS, KEY)),
    "key": (*DIGITS, HASH, "0a" * 9),
    "left_head": tuple(each for each in DIGITS if each != ""),
    **dict.fromkeys(("journal", "duty", "channel", "reason"), (*CHOICE, "")),
    "role": CHOICE,
    "committed": MAPPING,
    **dict.fromkeys(("corrects", "successor"), (*ENTRY, {"year": 2025, "number": 1, "a": 1})),
    "entries": (
        *(None, True, "1", -1, {}),
        *({"requests/2025": wrong} for wrong in (1, None, "", {})),
    ),
}
"""By fact: values that are none of it."""


def body(kind: Kind, **facts: object) -> Body:
    return {"v": 1, "kind": kind.value, "at": AT, **facts}


def without(facts: Body, name: str) -> Body:
    return {each: value for each, value in facts.items() if each != name}


def wrong(kind: Kind) -> Iterator[Body]:
    """Every way in which an act is not one of its kind."""
    needed, allowed = NEEDED[kind], ALLOWED.get(kind, {})
    whole = body(kind, **needed, **allowed)
    yield from (without(whole, name) for name in (*needed, "v", "kind", "at"))
    yield {**whole, "more": ""}
    for name in (*needed, *allowed):
        yield from ({**whole, name: value} for value in REFUSED[name])
    for name in needed.keys() | allowed.keys():
        if isinstance(fact := whole[name], dict) and name == "committed":
            yield {**whole, name: {**fact, "more": HASH}}
            for word in fact:
                yield {**whole, name: without(fact, word)}
                yield {**whole, name: {**fact, word: "x"}}
    yield from ({**whole, "v": version} for version in (0, 2, "1", True, None))
    yield from ({**whole, "at": at} for at in (None, 7, "", AT[:-1], AT.lower()))


def taken(said: Body) -> str:
    """The code of what is wrong with a ledger that this act begins."""
    acted, kind = canonical(said), str(said.get("kind"))
    act_hash = link_hash(genesis("x"), 1, acted)
    act = SignedAct(1, kind, str(said.get("at")), acted, act_hash, KEY, bytes(64))
    with pytest.raises(Wrong) as caught:
        Walk("x", History(), Nowhere()).take(act)
    assert caught.value.where == ("act", 1)
    return caught.value.code


def test_every_kind_has_its_facts_and_its_rule() -> None:
    assert FACTS.keys() == RULES.keys() == NEEDED.keys() == set(Kind)
    for kind, (needed, allowed) in FACTS.items():
        assert needed.keys() == NEEDED[kind].keys()
        assert allowed.keys() == ALLOWED.get(kind, {}).keys()


@pytest.mark.parametrize("kind", Kind)
def test_an_act_with_the_facts_of_its_kind_is_read(kind: Kind) -> None:
    assert check_facts(body(kind, **NEEDED[kind])) is kind
    whole = body(kind, **NEEDED[kind], **ALLOWED.get(kind, {}))
    assert check_facts(whole) is kind
    assert taken(whole) != "unreadable"


@pytest.mark.parametrize("kind", Kind)
def test_an_act_with_other_facts_is_not_read(kind: Kind) -> None:
    """One left out, one too many, or one with a value of another kind."""
    for said in wrong(kind):
        with pytest.raises((ValueError, KeyError)):
            check_facts(said)
        assert taken(said) == "unreadable", said


@pytest.mark.parametrize("kind", ["entry_cancelled", "", None, 7, "ENTRY_OPENED", {}])
def test_an_act_of_no_kind_is_not_read(kind: object) -> None:
    said = {"v": 1, "kind": kind, "at": AT}
    with pytest.raises(ValueError, match=r"."):
        check_facts(said)
    assert taken(said) == "unreadable"


@pytest.mark.parametrize("journals", ["consultations", "requests", "consultations requests"])
def test_somebody_keeps_one_journal_or_both(journals: str) -> None:
    kind = Kind.SPECIALIST_ENROLLED
    assert check_facts(body(kind, **{**NEEDED[kind], "journals": journals})) is kind


def test_a_request_asks_for_nobody_s_role_and_an_empty_copy_left_nothing() -> None:
    opened = body(Kind.ENTRY_OPENED, **{**NEEDED[Kind.ENTRY_OPENED], "role": ""})
    begun = body(Kind.EPOCH_BEGUN, epoch=1, left_size=0, left_head="")
    assert (check_facts(opened), check_facts(begun)) == (Kind.ENTRY_OPENED, Kind.EPOCH_BEGUN)


@pytest.mark.parametrize(
    "at", [AT, "0002-01-01T00:00:00.000Z", "9998-12-31T23:59:59.999Z", "2024-02-29T12:34:56.789Z"]
)
def test_a_moment_has_one_spelling(at: str) -> None:
    assert is_stamp(at)
    assert f"{instant(at):%Y-%m-%dT%H:%M:%S}.{instant(at).microsecond // 1000:03}Z".endswith(at[4:])
    assert utc(at) == instant(at).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "at",
    [
        *("", "Z", "2025", "2025-11-24", "2025-11-24T06:00:00Z", "2025-11-24T06:00:00.000"),
        *("2025-11-24T06:00:00.000z", "2025-11-24 06:00:00.000Z", "2025-11-24T06:00:00,000Z"),
        *("2025-11-24T06:00:00.000000Z", "2025-11-24T06:00:00.0001Z", "2025-11-24T06:00:00.00Z"),
        *("2025-02-29T06:00:00.000Z", "2025-13-01T06:00:00.000Z", "2025-11-24T24:00:00.000Z"),
        *("2025-11-24T06:00:00.000+03:00Z", "2025-11-24T06:00:00.000+00:00Z"),
        *("2025-11-24T06:00+03:00Z", "2025-11-24T06:00:00+00:0Z", "20251124T060000.000+0000Z"),
        *("٢٠٢٥-11-24T06:00:00.000Z", "2025-11-24T06:00:00.000Z\n", " 2025-11-24T06:00:00.000Z"),
        *("2025-W48-1T06:00:00.000Z", "2025-11-24T06:00:00.000ZZ", None, 7, b"2025", True),
    ],
)
def test_any_other_spelling_of_a_moment_is_refused(at: object) -> None:
    assert not is_stamp(at)


def test_a_school_year_begins_on_the_first_of_september() -> None:
    assert [school_year(date(2026, month, day)) for month, day in ((8, 31), (9, 1), (1, 1))] == [
        2025,
        2026,
        2025,
    ]
    assert instant(AT) == datetime(2025, 11, 24, 6)
