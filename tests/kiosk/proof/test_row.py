"""A row against the acts about its entry: every cell that differs is named, and no other."""

from __future__ import annotations

import pytest

from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS, Kind
from kiosk.proof.bundle import BundleRow
from kiosk.proof.canonical import commitment, commitments
from kiosk.proof.history import EntryActs, begun
from kiosk.proof.row import (
    BESIDE,
    beside,
    differing,
    differing_destruction,
    fits_drawing,
    fits_word,
    is_as_signed,
)
from tests.kiosk.proof.ledgers import HASH, Said
from tests.kiosk.proof.rows import AT, SALT, row

PLACE = {"journal": "consultations", "year": 2025, "number": 3}
VISIT = {"journal": "consultations", "year": 2025, "role": "teacher", "channel": "in_person"}
GIVEN = {"number": 3, "day": "2025-11-24", "series": "К", "ticket": 2}
LATER = "2025-11-25T06:00:00.000Z"
OLD = {"year": 2025, "number": 1, "signed": HASH}


def words_of(*names: str) -> dict[str, object]:
    return {"committed": commitments(SALT, {name: getattr(row(), name) for name in names})}


def acts_of(*ways: str, **opened: object) -> EntryActs:
    """The acts about ``row()``: its opening, and whatever came after."""
    said = Said()
    facts = {**VISIT, **words_of(*OPENED_WORDS), **opened}
    opening = said.say(Kind.ENTRY_OPENED, request="r", given=GIVEN, **facts)
    entry = begun(("consultations", 2025, 3), opening)
    by = {**PLACE, "specialist": "belaya"}
    if "completed" in ways:
        entry.completed = said.say(Kind.ENTRY_COMPLETED, **by, **words_of(*COMPLETED_WORDS))
    if "signed" in ways:
        entry.ended = said.say(Kind.ENTRY_SIGNED, specialist="belaya", entries=[PLACE])
    if "left" in ways:
        entry.ended = said.say(Kind.ENTRY_LEFT, **by, reason="no_show")
    return entry


def restated(*ways: str) -> EntryActs:
    """The acts about an entry that stands for another: one act opens and completes it."""
    said = Said()
    facts = {**VISIT, **words_of(*OPENED_WORDS, *COMPLETED_WORDS), "specialist": "belaya"}
    facts["corrects"] = OLD
    writing = said.say(Kind.ENTRY_RESTATED, request="r", given={"number": 3}, **facts)
    entry = begun(("consultations", 2025, 3), writing, OLD)
    entry.completed = writing
    if "signed" in ways:
        entry.ended = said.say(Kind.ENTRY_SIGNED, specialist="belaya", entries=[PLACE])
    return entry


SIGNED = acts_of("completed", "signed")
OPEN = {
    "state": "open",
    "completed_at": None,
    "signed_at": None,
    "result": "",
    "login": None,
}
LEFT = {**OPEN, "state": "left", "left_reason": "no_show", "login": "belaya"}


@pytest.mark.parametrize(
    ("entry", "as_said"),
    [
        (SIGNED, row()),
        (acts_of("completed"), row(state="completed", signed_at=None)),
        (acts_of(), row(**OPEN)),
        (acts_of(), row(**{**OPEN, "state": "waiting"})),
        (acts_of(), row(**{**OPEN, "state": "called", "login": "kovalyov"})),
        (acts_of(), row(**{**OPEN, "state": "in_service"})),
        (acts_of("left"), row(**LEFT)),
        (acts_of("completed", "left"), row(state="left", left_reason="no_show", signed_at=None)),
        (acts_of("completed", "signed", consent="2"), row(consent="2")),
        (restated(), row(state="completed", signed_at=None)),
        (restated("signed"), row()),
        (restated("signed"), row(day="2025-11-20", series="К", ticket=9)),
        (
            SIGNED,
            row(
                destroyed_at=LATER, salt=b"", **dict.fromkeys(OPENED_WORDS, ""), result="", note=""
            ),
        ),
    ],
)
def test_a_row_that_says_what_its_acts_say_differs_in_nothing(
    entry: EntryActs, as_said: BundleRow
) -> None:
    assert [*differing(as_said, entry)] == []


@pytest.mark.parametrize(
    ("entry", "changed", "named"),
    [
        (SIGNED, {"role": "pupil"}, "role"),
        (SIGNED, {"channel": "email"}, "channel"),
        (SIGNED, {"request_id": "x"}, "request_id"),
        (SIGNED, {"opened_at": LATER}, "opened_at"),
        (SIGNED, {"day": "2025-11-25"}, "day"),
        (SIGNED, {"series": "Т"}, "series"),
        (SIGNED, {"ticket": 3}, "ticket"),
        (SIGNED, {"ticket": "2"}, "ticket"),
        *((restated("signed"), {name: "x"}, name) for name in (*OPENED_WORDS, *COMPLETED_WORDS)),
        (restated("signed"), {"login": "x"}, "specialist"),
        (restated("signed"), {"completed_at": None}, "completed_at"),
        (restated(), {"state": "in_service", "signed_at": None}, "state"),
        (SIGNED, {"completed_at": LATER}, "completed_at"),
        (SIGNED, {"completed_at": None}, "completed_at"),
        (SIGNED, {"signed_at": LATER}, "signed_at"),
        (SIGNED, {"signed_at": None}, "signed_at"),
        (SIGNED, {"left_reason": "no_show"}, "left_reason"),
        (SIGNED, {"consent": "1"}, "consent"),
        *((SIGNED, {name: "x"}, name) for name in (*OPENED_WORDS, *COMPLETED_WORDS)),
        (SIGNED, {"salt": None}, "salt"),
        (SIGNED, {"login": "x"}, "specialist"),
        (SIGNED, {"login": None}, "specialist"),
        *((SIGNED, {"state": state}, "state") for state in ("open", "completed", "left", "")),
        (acts_of("completed"), {"signed_at": None}, "state"),
        (acts_of("completed"), {"state": "completed"}, "signed_at"),
        (acts_of(), {**OPEN, "state": "completed"}, "state"),
        (acts_of(), {**OPEN, "result": "x"}, "result"),
        (acts_of(), {**OPEN, "note": "x"}, "result"),
        (acts_of("left"), {**LEFT, "left_reason": "cancelled"}, "left_reason"),
        (acts_of("left"), {**LEFT, "state": "waiting"}, "state"),
        (acts_of("left"), {**LEFT, "signed_at": AT}, "signed_at"),
        (acts_of("left"), {**LEFT, "login": None}, "specialist"),
    ],
)
def test_the_cell_that_differs_is_named(
    entry: EntryActs, changed: dict[str, object], named: str
) -> None:
    assert next(differing(row(**changed), entry)) == named


def test_a_destroyed_row_keeps_no_word_and_no_salt() -> None:
    assert [*differing(row(destroyed_at=LATER), SIGNED)] == [
        "name", "topic_title", "result", "salt"
    ]  # fmt: skip


def test_a_row_is_as_signed_where_its_acts_were_spelled_and_nothing_came_after() -> None:
    entry = acts_of("completed", "signed")
    assert not is_as_signed(row(), entry)
    entry.spelled = True
    assert is_as_signed(row(), entry)
    for changed in (
        {"state": "completed"},
        {"signed_at": LATER},
        {"left_reason": "no_show"},
        {"destroyed_at": LATER},
    ):
        assert not is_as_signed(row(**changed), entry)
    entry.ended = acts_of("left").ended
    assert not is_as_signed(row(), entry)
    entry.ended = None
    assert not is_as_signed(row(), entry)


def test_a_drawing_opens_the_commitment_in_the_signature() -> None:
    entry = acts_of("completed", "signed")
    assert fits_drawing(entry, None)
    assert not fits_drawing(entry, ("[]", SALT))
    entry.drawing = commitment(SALT, "drawing", "[]")
    assert fits_drawing(entry, ("[]", SALT))
    for other in (None, ("[1]", SALT), ("[]", bytes(32))):
        assert not fits_drawing(entry, other)


@pytest.mark.parametrize("name", BESIDE)
def test_a_word_beside_an_act_opens_the_commitment_in_it(name: str) -> None:
    committed = {"committed": commitments(SALT, {name: "Болезнь", "another": "Болезнь"})}
    assert fits_word(committed, name, ("Болезнь", SALT))
    for other in (("Боль", SALT), ("Болезнь", bytes(32)), ("", b"")):
        assert not fits_word(committed, name, other)
    swapped = {"committed": {**committed["committed"], name: committed["committed"]["another"]}}
    assert not fits_word(swapped, name, ("Болезнь", SALT))
    with pytest.raises(KeyError):
        fits_word({"committed": {}}, name, ("Болезнь", SALT))


def test_the_words_beside_an_act_are_those_that_no_row_has() -> None:
    assert BESIDE == ("signer", "signer_post", "wording")
    everything = ("wording", "note", "signer_post", "name", "signer", "post", *OPENED_WORDS)
    assert beside({"committed": dict.fromkeys(everything, HASH)}) == [*BESIDE]
    assert beside({"committed": {"wording": HASH}}) == ["wording"]
    assert beside({"committed": {"name": HASH}}) == beside({}) == []


@pytest.mark.parametrize(
    ("said", "stands", "worded", "code"),
    [
        (None, None, False, ""),
        (None, None, True, ""),
        (AT, AT, False, ""),
        (AT, AT, True, "not_destroyed"),
        (AT, None, False, "not_destroyed"),
        (AT, "", False, "not_destroyed"),
        (AT, LATER, True, "not_destroyed"),
        (AT, LATER, False, "destroyed_on_another_day"),
        (None, AT, False, "destroyed_in_silence"),
        (None, "", False, "destroyed_in_silence"),
    ],
)
def test_data_go_when_an_act_says_so(
    said: str | None, stands: str | None, code: str, *, worded: bool
) -> None:
    assert differing_destruction(said, stands, worded=worded) == code
