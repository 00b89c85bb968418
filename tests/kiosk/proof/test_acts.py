"""An act says the facts of its kind, each of its kind of value: no more, no fewer, no others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from kiosk.proof.acts import (
    COMPLETED_WORDS,
    ENQUIRIES,
    FACTS,
    GIVEN,
    MEANINGS,
    OPENED_WORDS,
    OPENINGS,
    PERSON_WORDS,
    SIGNATURES,
    SIGNER_WORDS,
    WHO_AND_WHAT,
    WORDED,
    WORDING,
    Kind,
    check_facts,
    check_given,
    instant,
    is_stamp,
    school_year,
    shifted,
    utc,
)
from kiosk.proof.canonical import Body, canonical
from kiosk.proof.chain import SignedAct, chained, genesis
from kiosk.proof.history import History
from kiosk.proof.take import RULES, Walk
from kiosk.proof.wrong import Wrong
from tests.kiosk.proof.remembered import Remembered

AT, HASH, KEY, PROOF = "2025-11-24T06:00:00.000Z", "0a" * 32, "0a" * 8, "0a" * 64


def committed(*words: str) -> dict[str, str]:
    return dict.fromkeys(words, HASH)


def signature(kind: Kind, *words: str) -> Body:
    """What a person's signature says besides what it signs."""
    return {
        "specialist": "belaya",
        "date": "2025-11-24",
        "zone": "Europe/Moscow",
        "meaning": MEANINGS[kind],
        "committed": committed(*SIGNER_WORDS, *words),
    }


COMMON: Body = {
    "v": 2,
    "point": "x",
    "device": KEY,
    "request": "r",
    "said": AT,
    "seen": {"size": 0, "head": HASH},
}
VOLUME = {"journal": "requests", "year": 2025}
PLACE = {**VOLUME, "number": 7}
BY = {"specialist": "belaya"}
REASON = {"committed": committed(*WORDING)}
VISIT = {**VOLUME, "role": "pupil", "channel": "online"}
ENQUIRY = {**VISIT, **BY, "asked": "2025-11-24T10:40"}
OLD = {"year": 2025, "number": 1}
PERSON = {
    "login": "belaya",
    "duty": "teacher",
    "journals": "consultations",
    "committed": committed(*PERSON_WORDS),
}
NEW_KEY = {"key": KEY, "public_key": HASH, "proof": PROOF, "sealed": HASH, "before": HASH}
WITNESS = {"login": "kovalyov", "key": KEY, "signature": PROOF}
COVERED = {**PLACE, "opened": HASH, "completed": HASH}
NEEDED: dict[Kind, Body] = {
    Kind.KIOSK_ENROLLED: {"key": KEY, "public_key": HASH},
    Kind.POINT_NAMED: {
        "school": "Школа",
        "name": "Пункт",
        "zone": "Europe/Moscow",
        "before": HASH,
    },
    Kind.SPECIALIST_ENROLLED: {**PERSON, **NEW_KEY},
    Kind.KEY_RENEWED: {"login": "belaya", **NEW_KEY},
    Kind.RECOVERY_PREPARED: {
        **BY,
        "key": KEY,
        "public_key": HASH,
        "proof": PROOF,
        "before": HASH,
    },
    Kind.SPECIALIST_CHANGED: {**PERSON, "before": HASH},
    Kind.SPECIALIST_DISMISSED: {"login": "belaya", "before": HASH},
    Kind.AGREEMENT_RECORDED: {"login": "x", "key": KEY, "date": "2025-11-24", "digest": HASH},
    Kind.DESK_OPENED: {**BY, "key": KEY, "public_key": HASH, "proof": PROOF, "until": AT},
    Kind.DESK_CLOSED: BY,
    Kind.VOLUME_OPENED: VOLUME,
    Kind.VOLUME_VOUCHED: {**VOLUME, **signature(Kind.VOLUME_VOUCHED), "opened": HASH},
    Kind.VOLUME_CLOSED: {
        **VOLUME,
        **signature(Kind.VOLUME_CLOSED),
        "entries": 9,
        "first": 1,
        "last": 9,
        "unsigned": "2–4",
        "rows": HASH,
    },
    Kind.ENTRY_OPENED: {**VISIT, "committed": committed(*OPENED_WORDS)},
    Kind.ENTRY_ASKED: {**ENQUIRY, "committed": committed(*OPENED_WORDS)},
    Kind.ENTRY_RECORDED: {**ENQUIRY, "committed": committed(*OPENED_WORDS, *COMPLETED_WORDS)},
    Kind.ENTRY_RESTATED: {
        **VISIT,
        **signature(Kind.ENTRY_RESTATED, *OPENED_WORDS, *COMPLETED_WORDS, *WORDING),
        "corrects": {**OLD, "signed": HASH},
    },
    Kind.ENTRY_LEFT: {**PLACE, **BY, "reason": "cancelled"},
    Kind.ENTRY_CARRIED: {**PLACE, **BY, "day": "2025-11-24"},
    Kind.ENTRY_LAPSED: {**PLACE, "day": "2025-11-24", "ends": "20:00"},
    Kind.ENTRY_WITHDRAWN: PLACE,
    Kind.ENTRY_RESTORED: {**PLACE, **BY},
    Kind.ENTRY_DEFERRED: {**PLACE, "until": "14:30"},
    Kind.ENTRY_COMPLETED: {**PLACE, **BY, "committed": committed(*COMPLETED_WORDS)},
    Kind.ENTRY_SIGNED: {**signature(Kind.ENTRY_SIGNED), "entries": [COVERED]},
    Kind.ENTRY_ANNULLED: {
        **PLACE,
        **signature(Kind.ENTRY_ANNULLED, *WORDING),
        "signed": HASH,
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
    Kind.EPOCH_BEGUN: {
        **BY,
        "epoch": 1,
        "left_size": 40,
        "left_head": HASH,
        "cause": "restored",
    },
}
ALLOWED: dict[Kind, Body] = {
    Kind.ENTRY_OPENED: {"consent": "1"},
    Kind.ENTRY_ASKED: {"consent": "1"},
    Kind.ENTRY_RECORDED: {"consent": "1", "held": "2025-11-24"},
    Kind.ENTRY_RESTATED: {"consent": "1", "witness": WITNESS},
    Kind.ENTRY_ANNULLED: {"witness": WITNESS},
    Kind.ENTRY_COMPLETED: {"held": "2025-11-23"},
    Kind.KEY_RENEWED: {"witness": WITNESS},
}
"""By kind: the facts that an act may leave out."""
ALSO: dict[Kind, list[Body]] = {
    Kind.ENTRY_OPENED: [{"role": ""}],
    Kind.ENTRY_ASKED: [{"asked": "2025-11-24T00:00"}, {"asked": "2025-11-24T23:59"}],
    Kind.VOLUME_CLOSED: [{"committed": committed(*SIGNER_WORDS, *WORDING)}],
    Kind.ENTRY_SIGNED: [
        {"entries": [COVERED, {**COVERED, "journal": "consultations"}]},
        {"entries": [{**COVERED, "corrects": OLD}]},
        {"entries": [{**COVERED, "drawing": HASH}, {**COVERED, "corrects": OLD, "drawing": HASH}]},
    ],
    Kind.ENTRY_LEFT: [{"reason": "no_show"}, {"reason": "not_held"}],
    Kind.ENTRY_LAPSED: [{"ends": "00:00"}, {"ends": "23:59"}],
    Kind.ENTRY_DEFERRED: [{"until": ""}, {"until": "00:01"}, {"until": "23:59"}],
    Kind.EPOCH_BEGUN: [{"left_size": 0, "left_head": ""}],
}
"""By kind: other facts that an act can say as well."""
LONG = "x" * 201
TEXT = (None, 7, True, {}, [], LONG)
WORD = (*TEXT, "")
CLOCK = (*TEXT, "20", "24:00", "20:60", "8:00", "20:00 ", "20:00:00", "٢٠:00")
COUNT = (None, "7", True, -1, {}, [])
DIGITS = (None, 7, "", "0A" * 32, "0a" * 31, "0a" * 33, f"{'0a' * 32}\n", "0a" * 16, {}, [HASH])
CHOICE = (None, 7, "other", {}, [], "Teacher")
OTHER = {"other": HASH}
MAPPING = (None, "", 7, {}, OTHER, [], [OTHER])
ENTRY = (
    *(*MAPPING, {"year": 2025}, {"number": 1}, {"year": 2025, "number": "1"}),
    *({"year": True, "number": 1}, {"year": 2025, "number": 1, "a": 1}, [OLD]),
)
STAMP = (None, 7, "", AT[:-1], AT.lower(), "2025-11-24", {}, [AT])
SEEN = (
    *(*MAPPING, {"size": 0}, {"head": HASH}, {"size": "0", "head": HASH}),
    *({"size": -1, "head": HASH}, {"size": True, "head": HASH}, {"size": 0, "head": ""}),
    *({"size": 0, "head": KEY}, {"size": 0, "head": HASH, "more": 0}),
)
LISTED = (
    *(None, 7, "", {}, [], [{}], [OTHER], [HASH], COVERED, {"0": COVERED}, [[COVERED]]),
    *([{**COVERED, name: wrong}] for name in ("opened", "completed") for wrong in (None, "", KEY)),
    *([{**COVERED, "year": "2025"}], [{**COVERED, "number": True}], [{**COVERED, "number": -1}]),
    *([{**COVERED, "journal": "complaints"}], [{**COVERED, "more": 1}]),
    *([COVERED, {**COVERED, name: wrong}] for name, wrong in (("drawing", ""), ("corrects", {}))),
    *([{**COVERED, "corrects": wrong}] for wrong in ENTRY),
    [{**COVERED, "corrects": {**OLD, "signed": HASH}}],
    *([{name: COVERED[name] for name in COVERED if name != gone}] for gone in COVERED),
)
REFUSED: dict[str, tuple[object, ...]] = {
    **dict.fromkeys(("point", "school", "name", "zone", "request", "login", "consent"), WORD),
    "journals": (
        *(*TEXT, "", " ", "consultations ", " consultations", "Consultations", "complaints"),
        *("requests consultations", "consultations  requests", "consultations,requests"),
        *("consultations consultations", "consultations\trequests"),
    ),
    **dict.fromkeys(
        ("date", "day", "held"),
        (
            *(*TEXT, "", "20251124", "24.11.2025", "2025-02-30", "2025-W48-1", "2025-11-24 "),
            *("2025-11-24T00:00", "2025-1-1", "٢٠٢٥-11-24"),
        ),
    ),
    "ends": (*CLOCK, ""),
    "asked": (
        *(*TEXT, "", "2025-11-24", "10:40", "2025-11-24 10:40", "2025-11-24T10:40 ", AT),
        *("2025-02-30T10:40", "2025-11-24T24:00", "2025-11-24T9:05", "20251124--T10:40"),
    ),
    **dict.fromkeys(("cause", "specialist"), TEXT),
    "unsigned": (None, 7, True, {}, []),
    **dict.fromkeys(("year", "number", "first", "last", "count", "epoch", "left_size"), COUNT),
    **dict.fromkeys(("public_key", "digest", "opened", "signed", "sealed"), (*DIGITS, KEY)),
    **dict.fromkeys(("rows", "before"), (*DIGITS, KEY)),
    **dict.fromkeys(("key", "device"), (*DIGITS, HASH, "0a" * 9)),
    "proof": (*DIGITS, HASH, KEY, "0A" * 64, "0a" * 65, f"{PROOF}\n"),
    "left_head": tuple(each for each in DIGITS if each != ""),
    **dict.fromkeys(("journal", "duty", "channel", "reason"), (*CHOICE, "")),
    "role": CHOICE,
    "committed": MAPPING,
    "corrects": (
        *(*ENTRY, OLD, {**OLD, "signed": ""}, {**OLD, "signed": HASH, "more": 1}),
        *({"year": 2025, "signed": HASH}, {"number": 1, "signed": HASH}),
    ),
    "witness": (
        *(*MAPPING, {**WITNESS, "more": ""}, [WITNESS], {"login": "kovalyov", "key": KEY}),
        *({**WITNESS, "login": wrong} for wrong in WORD),
        *({**WITNESS, "key": wrong} for wrong in (None, 7, "", HASH, "0A" * 8, {}, [KEY])),
        *({**WITNESS, "signature": wrong} for wrong in (*DIGITS, HASH, KEY)),
    ),
    **dict.fromkeys(("said", "until"), STAMP),
    "seen": SEEN,
    "v": (0, 1, 3, "2", 2.0, True, None),
    "meaning": (None, 7, "", "x", {}, []),
}
"""By fact: values that are none of it."""


REFUSED_BY_KIND: dict[tuple[Kind, str], tuple[object, ...]] = {
    (Kind.VOLUME_CLOSED, "entries"): (*COUNT, {"requests/2025": "1"}),
    (Kind.ENTRY_SIGNED, "entries"): LISTED,
    (Kind.DATA_DESTROYED, "entries"): (
        *(None, True, "1", -1, 9, {}, [], ["1"]),
        *({"requests/2025": wrong} for wrong in (1, None, "", {}, [])),
    ),
    (Kind.ENTRY_DEFERRED, "until"): CLOCK,
    (Kind.ENTRY_LEFT, "reason"): (*CHOICE, "", "withdrawn"),
    (Kind.CLOCK_RESOLVED, "before"): TEXT,
    (Kind.EPOCH_BEGUN, "cause"): (*CHOICE, "", "request"),
    **{(kind, "meaning"): (*REFUSED["meaning"], *(MEANINGS.keys() - {kind})) for kind in MEANINGS},
    **{(kind, "specialist"): WORD for kind in (*MEANINGS, *ENQUIRIES)},
}
"""The same for facts that are called alike and are not."""


def refused(kind: Kind, name: str) -> tuple[object, ...]:
    return REFUSED_BY_KIND.get((kind, name)) or REFUSED[name]


def body(kind: Kind, **facts: object) -> Body:
    return {**COMMON, "kind": kind.value, **facts}


def without(facts: Body, name: str) -> Body:
    return {each: value for each, value in facts.items() if each != name}


def wrong(kind: Kind) -> Iterator[Body]:
    """Every way in which an act is not one of its kind."""
    needed, allowed = NEEDED[kind], ALLOWED.get(kind, {})
    whole = body(kind, **needed, **allowed)
    yield from (without(whole, name) for name in (*needed, *COMMON, "kind"))
    for more in ("more", "at", "number", "ticket", "hash", "successor"):
        if more not in whole:
            yield {**whole, more: ""}
    for name in (*needed, *allowed, *COMMON):
        yield from ({**whole, name: value} for value in refused(kind, name))
    if "committed" in whole:
        fact = whole["committed"]
        yield {**whole, "committed": {**fact, "more": HASH}}
        for word in fact:
            yield {**whole, "committed": without(fact, word)}
            for value in ("x", "", None, KEY, [HASH]):
                yield {**whole, "committed": {**fact, word: value}}


def taken(said: Body) -> str:
    """The code of what is wrong with a ledger that this act begins."""
    try:
        acted = canonical(said)
    except ValueError:  # no bytes say this
        return "unreadable"
    kind, request = str(said.get("kind")), str(said.get("request"))
    given = canonical(gives(Kind(kind)) if kind in {*Kind} else {"at": AT, "seq": 1})
    tail = chained(genesis("x"), 1, given, acted, bytes(64), None)
    act = SignedAct(1, kind, AT, request, acted, given, KEY, bytes(64), None, tail)
    with pytest.raises(Wrong) as caught:
        Walk("x", History(), Remembered("x")).take(act)
    assert caught.value.where == ("act", 1)
    return caught.value.code


def gives(kind: Kind) -> Body:
    """What an act of a kind is given."""
    given: Body = {"at": AT, "seq": 1}
    if kind in OPENINGS:
        given["number"] = 1
    if kind in (Kind.ENTRY_OPENED, *ENQUIRIES):
        given |= {"day": "2025-11-24", "series": "К", "ticket": 1}
    if kind is Kind.EPOCH_BEGUN:
        given["home"] = "here"
    return given


def test_every_kind_has_its_facts_and_its_rule() -> None:
    assert FACTS.keys() == RULES.keys() == NEEDED.keys() == GIVEN.keys() == set(Kind)
    for kind, (needed, allowed) in FACTS.items():
        assert needed.keys() == NEEDED[kind].keys()
        assert allowed.keys() == ALLOWED.get(kind, {}).keys()
        assert GIVEN[kind].keys() == gives(kind).keys()


def test_the_kinds_that_stand_together() -> None:
    """Those of the short chain name the act before; signatures say what they mean; words stand
    beside signatures and destructions."""
    of_chain = {kind for kind in Kind if "before" in NEEDED[kind]} - {Kind.CLOCK_RESOLVED}
    assert of_chain == {*WHO_AND_WHAT} - {Kind.KIOSK_ENROLLED}
    assert {kind.value for kind in Kind if "meaning" in NEEDED[kind]} == SIGNATURES
    assert SIGNATURES | {"data_destroyed"} == WORDED
    assert len({*MEANINGS.values()}) == len(MEANINGS)


@pytest.mark.parametrize("kind", Kind)
def test_an_act_with_the_facts_of_its_kind_is_read(kind: Kind) -> None:
    whole = body(kind, **NEEDED[kind], **ALLOWED.get(kind, {}))
    others = [{**whole, **other} for other in ALSO.get(kind, [])]
    for said in (body(kind, **NEEDED[kind]), whole, *others):
        assert check_facts(said) is kind
        assert taken(said) != "unreadable"


@pytest.mark.parametrize("kind", Kind)
def test_an_act_with_other_facts_is_not_read(kind: Kind) -> None:
    """One left out, one too many, or one with a value of another kind."""
    for said in wrong(kind):
        with pytest.raises((ValueError, KeyError)):
            check_facts(said)
        assert taken(said) == "unreadable", said


@pytest.mark.parametrize("kind", ["entry_cancelled", "entry_replaced", "", None, 7, "ENTRY_OPENED"])
def test_an_act_of_no_kind_is_not_read(kind: object) -> None:
    said = {**COMMON, "kind": kind}
    with pytest.raises(ValueError, match=r"."):
        check_facts(said)
    assert taken(said) == "unreadable"


@pytest.mark.parametrize("kind", Kind)
def test_an_act_is_given_what_its_kind_is_given(kind: Kind) -> None:
    """Time and number; an entry its number, and a visitor's also day and ticket."""
    given = gives(kind)
    check_given(kind, given)
    values: dict[str, tuple[object, ...]] = {
        "at": STAMP,
        "day": REFUSED["date"],
        **dict.fromkeys(("series", "home"), WORD),
        **dict.fromkeys(("seq", "number", "ticket"), (*COUNT, 0, 1.0)),
    }
    others = [without(given, name) for name in given]
    others += [{**given, name: value} for name in given for value in values[name]]
    others += [{**given, name: 1} for name in ("more", "number", "ticket") if name not in given]
    for other in others:
        with pytest.raises(ValueError, match=r"."):
            check_given(kind, other)


@pytest.mark.parametrize("journals", ["consultations", "requests", "consultations requests"])
def test_somebody_keeps_one_journal_or_both(journals: str) -> None:
    kind = Kind.SPECIALIST_ENROLLED
    assert check_facts(body(kind, **{**NEEDED[kind], "journals": journals})) is kind


@pytest.mark.parametrize("name", ["point", "school", "zone", "request"])
def test_a_word_has_so_many_letters(name: str) -> None:
    whole = body(Kind.POINT_NAMED, **NEEDED[Kind.POINT_NAMED])
    assert check_facts({**whole, name: "ы" * 200}) is Kind.POINT_NAMED
    with pytest.raises(ValueError, match=r"."):
        check_facts({**whole, name: "ы" * 201})


@pytest.mark.parametrize(
    ("seconds", "moved"),
    [
        (0, AT),
        (120, "2025-11-24T06:02:00.000Z"),
        (-21601, "2025-11-23T23:59:59.000Z"),
        (12 * 3600, "2025-11-24T18:00:00.000Z"),
    ],
)
def test_a_moment_is_shifted(seconds: int, moved: str) -> None:
    assert shifted(AT, seconds) == moved
    assert is_stamp(moved)


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
