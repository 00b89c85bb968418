"""Entries: numbered, completed, signed by lists, restated, annulled, destroyed."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest

from kiosk.proof.acts import MEANINGS, Kind, shifted
from kiosk.proof.canonical import Body
from kiosk.proof.chain import SignedAct
from kiosk.proof.history import Place
from kiosk.proof.wrong import Wrong
from kiosk.signing.keys import Signer
from tests.kiosk.proof.ledgers import (
    AT,
    CHIEF,
    DESK,
    ENGINEER,
    HASH,
    KIOSK,
    OTHERS,
    REQUESTS,
    SHELF,
    SPARE,
    TEACHER,
    Said,
    at_place,
)
from tests.kiosk.proof.walks import Walked, at_work, code, failing, taken

MONTH = 30 * 24 * 3600
FIRST: Place = (*SHELF, 1)
MIDNIGHT = "2025-11-24T21:00:00.000Z"
"""When 25 November begins in Simferopol."""


@pytest.fixture
def said() -> Said:
    """A ledger with kiosk, administrator, names, teacher, open desk and a volume: 6 acts."""
    return at_work()


def signed_entry(said: Said) -> tuple[Place, SignedAct]:
    """An entry that was opened, completed and signed."""
    place = said.opened()
    said.completed(place)
    return place, said.signed(place)


# Opened: numbers and tickets


@pytest.mark.parametrize("number", [2, 3, 4, 6])
def test_an_entry_has_the_next_number_of_its_volume(said: Said, number: int) -> None:
    for _each in range(4):
        said.opened()
    said.opened(given={"number": number})
    found = "entry_opened_once" if number < 5 else "number_follows"
    assert code(said) == found


def test_a_number_is_not_given_again_when_its_entry_has_ended(said: Said) -> None:
    signed_entry(said)
    said.opened(given={"number": 1})
    assert code(said) == "number_follows"


@pytest.mark.parametrize(
    "given",
    [
        {"ticket": 1},
        {"ticket": 3},
        {"series": "Т"},
        {"series": "K"},
        {"day": "2025-11-25"},
        {"day": "2025-11-23", "ticket": 1},
    ],
)
def test_a_ticket_is_the_next_of_its_day_and_series(said: Said, given: dict[str, object]) -> None:
    said.opened()
    said.opened(given=given)
    assert code(said) == "ticket_follows"


def test_tickets_begin_anew_every_day_and_in_every_series(said: Said) -> None:
    """The day is that of the point: it begins three hours before that of Greenwich."""
    said.open_volume(REQUESTS)
    for at, shelf, number, ticket in (
        (AT, SHELF, 1, 1),
        (AT, REQUESTS, 1, 1),
        (AT, SHELF, 2, 2),
        (shifted(MIDNIGHT, -1), SHELF, 3, 3),
        (MIDNIGHT, SHELF, 4, 1),
        (MIDNIGHT, REQUESTS, 2, 1),
    ):
        said.opened(shelf, at=at)
        given = json.loads(said.acts[-1].given)
        assert (given["number"], given["ticket"]) == (number, ticket)
    tickets = taken(said.acts).history.tickets
    assert tickets == {
        ("2025-11-24", "К"): 3,
        ("2025-11-24", "Т"): 1,
        ("2025-11-25", "К"): 1,
        ("2025-11-25", "Т"): 1,
    }


def test_an_entry_is_opened_in_the_open_volume_of_its_year(said: Said) -> None:
    said.opened(REQUESTS)
    assert code(said) == "another_year"
    said.acts.pop()
    said.opened(at="2026-08-31T21:00:00.000Z")
    assert code(said) == "another_year"


def test_an_entry_is_the_kiosk_s_to_open(said: Said) -> None:
    said.opened(hand=DESK)
    assert code(said) == "not_the_kiosk"


@pytest.mark.parametrize("missing", ["day", "series", "number", "ticket"])
def test_an_opening_is_given_number_and_ticket(said: Said, missing: str) -> None:
    said.opened(given={missing: None})
    assert code(said) == "unreadable"


# Completed and left


def test_the_last_completion_counts_and_all_are_of_one_specialist(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    said.completed(place)
    said.signed(place)
    history = taken(said.acts).history
    assert history.ended[-1].completed == said.acts[-2]
    said = at_work()
    said.open_desk("chief", CHIEF, SPARE)
    place = said.opened()
    said.completed(place)
    said.completed(place, SPARE, specialist="chief")
    assert code(said) == "another_helper"


def test_who_keeps_the_journal_helps_in_it(said: Said) -> None:
    said.open_volume(REQUESTS)
    place = said.opened(REQUESTS)
    said.completed(place)
    assert code(said) == "not_the_helper"
    said.acts.pop()
    said.left(place)
    assert code(said) == "not_the_helper"


def test_whose_journals_were_changed_helps_in_the_others(said: Said) -> None:
    said.open_volume(REQUESTS)
    first, second = said.opened(REQUESTS), said.opened()
    said.change("teacher", duty="technical", journals="requests")
    said.completed(first)
    taken(said.acts)
    said.completed(second)
    assert code(said) == "not_the_helper"


def test_an_entry_of_another_s_journal_is_not_signed(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    said.change("teacher", journals="requests")
    said.signed(place)
    assert code(said) == "not_the_journal"


def test_who_was_helped_has_not_left(said: Said) -> None:
    place = said.opened()
    said.left(place)
    taken(said.acts)
    said.completed(place)
    assert code(said) == "entry_ended"
    said = at_work()
    place = said.opened()
    said.completed(place)
    said.left(place)
    assert code(said) == "helped_before"


# The end of a day


EVENING = "2025-11-24T17:00:00.000Z"
"""8 o'clock in the evening in Simferopol."""


def test_a_consultation_ends_with_its_day(said: Said) -> None:
    place = said.opened()
    said.lapsed(place, at=EVENING)
    taken(said.acts)
    said.lapsed(place, at=EVENING)
    assert code(said) == "entry_ended"


@pytest.mark.parametrize(
    ("at", "facts"),
    [
        (shifted(EVENING, -1), {}),
        (EVENING, {"ends": "20:01"}),
        (EVENING, {"day": "2025-11-25"}),
        (EVENING, {"day": "2025-11-23"}),
        (MIDNIGHT, {"day": "2025-11-25"}),
    ],
)
def test_a_consultation_does_not_end_before_its_day(said: Said, at: str, facts: Body) -> None:
    said.lapsed(said.opened(), at=at, **facts)
    assert code(said) == "lapsed_early"


def test_a_day_that_nobody_ended_is_ended_at_the_next_start(said: Said) -> None:
    place = said.opened()
    said.lapsed(place, at=shifted(EVENING, MONTH))
    taken(said.acts)
    said = at_work()
    said.lapsed(said.opened(), at=shifted(EVENING, MONTH), day="2025-12-20")
    taken(said.acts)


def test_only_the_kiosk_ends_a_day_and_only_for_consultations_without_help(said: Said) -> None:
    place = said.opened()
    for hand in (DESK, TEACHER, CHIEF):
        said.lapsed(place, hand, at=EVENING)
        assert code(said) == "not_the_kiosk"
        said.acts.pop()
    said.completed(place)
    said.lapsed(place, at=EVENING)
    assert code(said) == "helped_before"
    said.acts.pop()
    said.open_volume(REQUESTS)
    said.lapsed(said.opened(REQUESTS), at=EVENING)
    assert code(said) == "lapsed_request"


def test_who_is_carried_over_outlives_the_day(said: Said) -> None:
    place = said.opened()
    said.carried(place)
    said.lapsed(place, at=EVENING)
    assert code(said) == "lapsed_early"
    said.acts.pop()
    said.lapsed(place, at=shifted(EVENING, 24 * 3600), day="2025-11-25")
    taken(said.acts)


def test_somebody_who_keeps_the_journal_carries_over_who_waits_today(said: Said) -> None:
    place = said.opened()
    for day in ("2025-11-23", "2025-11-25"):
        said.carried(place, day=day)
        assert code(said) == "carried_today"
        said.acts.pop()
    said.carried(place, KIOSK)
    assert code(said) == "no_session"
    said.acts.pop()
    said.change("teacher", journals="requests")
    said.carried(place)
    assert code(said) == "not_the_helper"
    said = at_work()
    place = said.opened()
    said.completed(place)
    said.carried(place)
    assert code(said) == "helped_before"


# What visitors change themselves


def test_a_visitor_withdraws_and_nothing_goes_on(said: Said) -> None:
    place = said.opened()
    said.withdrawn(place)
    taken(said.acts)
    says = (said.completed, said.left, said.carried, said.withdrawn, said.deferred)
    for say in (*says, partial(said.lapsed, at=EVENING)):
        say(place)
        assert code(said) == "entry_ended"
        said.acts.pop()


def test_a_desk_restores_what_was_withdrawn_on_that_day(said: Said) -> None:
    place = said.opened()
    said.withdrawn(place)
    said.restored(place)
    said.withdrawn(place)
    said.restored(place)
    said.completed(place)
    said.signed(place)
    taken(said.acts)


def test_only_what_was_withdrawn_is_restored_and_once(said: Said) -> None:
    waits, left, withdrawn = said.opened(), said.opened(), said.opened()
    said.left(left)
    said.withdrawn(withdrawn)
    for place in (waits, left, (*SHELF, 9)):
        said.restored(place)
        assert code(said) == "restored_withdrawn"
        said.acts.pop()
    said.restored(withdrawn)
    said.restored(withdrawn)
    assert code(said) == "restored_withdrawn"


@pytest.mark.parametrize(
    ("at", "found"), [(shifted(MIDNIGHT, -1), ""), (MIDNIGHT, "restored_today")]
)
def test_a_withdrawal_is_for_ever_when_its_day_is_over(said: Said, at: str, found: str) -> None:
    place = said.opened()
    said.withdrawn(place)
    said.open_desk("teacher", TEACHER, SPARE, at=at)
    said.restored(place, SPARE, at=at)
    assert (code(said) if found else taken(said.acts) and "") == found


def test_the_line_of_the_next_day_settles_what_was_withdrawn(said: Said) -> None:
    place, today = said.opened(), said.opened()
    said.withdrawn(place)
    said.opened(at=MIDNIGHT)
    said.withdrawn(today, at=MIDNIGHT)
    history = taken(said.acts).history
    assert [entry.place for entry in history.ended] == [place]
    assert [*history.withdrawn] == [today]


def test_the_kiosk_says_what_visitors_change_and_a_desk_restores_it(said: Said) -> None:
    place = said.opened()
    for hand in (DESK, TEACHER, CHIEF):
        for say in (said.withdrawn, said.deferred):
            say(place, hand)
            assert code(said) == "not_the_kiosk"
            said.acts.pop()
    said.withdrawn(place)
    for hand in (KIOSK, TEACHER):
        said.restored(place, hand)
        assert code(said) == "no_session"
        said.acts.pop()
    said.change("teacher", journals="requests")
    said.restored(place)
    assert code(said) == "not_the_helper"


def test_who_was_helped_withdraws_and_puts_off_nothing(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    for say in (said.withdrawn, said.deferred):
        say(place)
        assert code(said) == "helped_before"
        said.acts.pop()


def test_whose_data_were_destroyed_is_not_restored(said: Said) -> None:
    place = said.opened()
    said.withdrawn(place)
    said.destroyed(place)
    taken(said.acts)
    said.restored(place)
    assert code(said) == "destroyed_before"


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("", ""),
        ("09:01", ""),
        ("23:59", ""),
        ("09:00", "deferred_back"),
        ("08:59", "deferred_back"),
        ("00:00", "deferred_back"),
    ],
)
def test_a_visitor_comes_back_later_than_they_say_so(said: Said, until: str, found: str) -> None:
    """The clock at the point shows nine."""
    said.deferred(said.opened(), until=until)
    assert (code(said) if found else taken(said.acts) and "") == found


@pytest.mark.parametrize(
    ("held", "found"),
    [("2025-11-24", ""), ("2025-11-23", "held_day"), ("2025-11-25", "held_day")],
)
def test_help_of_an_earlier_day_came_after_the_visitor(said: Said, held: str, found: str) -> None:
    place = said.opened()
    said.open_desk("teacher", TEACHER, SPARE, at=MIDNIGHT)
    said.completed(place, SPARE, at=MIDNIGHT, held=held)
    if found:
        assert code(said) == found
    else:
        taken(said.acts)


def test_help_of_today_is_not_called_an_earlier_day_s(said: Said) -> None:
    said.completed(said.opened(), held="2025-11-24")
    assert code(said) == "held_day"


def test_an_enquiry_is_written_down_and_then_goes_on_like_any_other(said: Said) -> None:
    """One not done yet is completed, one that is done is not; a signature covers both."""
    letter, sheet = said.asked(asked="2025-11-20T09:00"), said.recorded()
    assert [json.loads(act.given)["ticket"] for act in said.acts[-2:]] == [1, 2]
    with pytest.raises(KeyError):
        said.covered[letter]["completed"]
    said.completed(letter)
    said.signed(letter, sheet)
    assert taken(said.acts).history.open == {}


def test_an_enquiry_that_nobody_has_answered_is_not_signed(said: Said) -> None:
    place = said.asked()
    said.covered[place]["completed"] = said.covered[place]["opened"]
    said.signed(place)
    assert code(said) == "not_the_signer"


@pytest.mark.parametrize("way", [Said.asked, Said.recorded])
def test_an_enquiry_is_written_down_by_who_keeps_the_journal(
    said: Said, way: Callable[..., Place]
) -> None:
    way(said, SHELF, TEACHER)
    assert code(said) == "no_session"
    said.acts.pop()
    said.change("teacher", journals="requests")
    way(said)
    assert code(said) == "not_the_helper"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2025-11-24T09:00", ""),
        ("2025-11-24T09:02", ""),
        ("2025-11-24T09:03", "asked_later"),
        ("2025-11-25T00:00", "asked_later"),
        ("2024-11-24T09:03", ""),
    ],
)
def test_an_enquiry_was_asked_before_it_was_written_down(
    said: Said, asked: str, found: str
) -> None:
    """By the clocks of the point, with two minutes of grace between two of them."""
    assert AT == "2025-11-24T06:00:00.000Z"
    said.recorded(asked=asked)
    if found:
        assert code(said) == found
    else:
        taken(said.acts)


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ("2025-11-20", ""),
        ("2025-11-23", ""),
        ("2025-11-19", "held_day"),
        ("2025-11-24", "held_day"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_an_enquiry_was_helped_after_it_was_asked(
    said: Said, held: str, found: str, at_once: bool
) -> None:
    """Whether that is said when it is written down, or when it is completed later."""
    asked = "2025-11-20T15:00"
    if at_once:
        said.recorded(asked=asked, held=held)
    else:
        said.completed(said.asked(asked=asked), held=held)
    if found:
        assert code(said) == found
    else:
        taken(said.acts)


def test_an_enquiry_does_not_end_with_its_day(said: Said) -> None:
    said.lapsed(said.asked(), at=EVENING)
    assert code(said) == "lapsed_enquiry"


def test_a_row_of_paper_is_written_down_once(said: Said) -> None:
    """Its code is the entry's request, and a request is made once."""
    for _again in range(2):
        said.recorded(request="sheet-ABCDEFGH")
    with pytest.raises(Wrong, match="asked_before"):
        taken(said.acts)


def test_an_entry_that_was_never_opened_goes_on_nowhere(said: Said) -> None:
    said.covered[FIRST] = {**at_place(FIRST), "opened": HASH}
    says = (said.completed, said.left, said.carried, partial(said.lapsed, at=EVENING))
    for say in (partial(say, FIRST) for say in (*says, said.withdrawn, said.deferred)):
        say()
        assert code(said) == "entry_opened_once"
        said.acts.pop()


def test_whose_data_were_destroyed_is_not_completed_anew(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    said.destroyed(place)
    said.completed(place)
    assert code(said) == "destroyed_before"


# Signed: what it covers


@pytest.mark.parametrize("name", ["opened", "completed"])
def test_a_signature_names_what_is_chained_to_the_entry_s_own_acts(said: Said, name: str) -> None:
    place, other = said.opened(), said.opened()
    said.completed(place)
    said.completed(other)
    for tail in (HASH, said.tail_at(6), said.covered[other][name]):
        right = dict(said.covered[place])
        said.covered[place][name] = tail
        said.signed(place)
        assert code(said) == "signature_covers"
        said.acts.pop()
        said.covered[place] = right
    said.signed(place)
    taken(said.acts)


def test_a_signature_of_an_earlier_completion_is_none(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    before = dict(said.covered[place])
    said.completed(place)
    said.covered[place] = before
    said.signed(place)
    assert code(said) == "signature_covers"


def test_who_completed_it_signs_it(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    for hand, login in ((CHIEF, "chief"), (CHIEF, "teacher"), (TEACHER, "chief"), (KIOSK, "")):
        said.signed(place, hand=hand, login=login or "teacher")
        assert code(said) == "not_the_signer"
        said.acts.pop()
    said.signed(place)
    taken(said.acts)
    said.signed(place)
    assert code(said) == "not_the_signer"


def test_what_was_not_completed_is_not_signed(said: Said) -> None:
    place = said.opened()
    said.covered[place]["completed"] = HASH
    said.signed(place)
    assert code(said) == "not_the_signer"


def test_a_key_that_was_renewed_signs_nothing_more(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    said.renew("teacher", SPARE)
    said.signed(place)
    assert code(said) == "not_the_signer"
    said.acts.pop()
    said.signed(place, hand=SPARE)
    assert taken(said.acts).history.unagreed == 1


def test_one_signature_covers_several_entries_of_two_journals(said: Said) -> None:
    said.change("teacher", journals="consultations requests")
    said.open_volume(REQUESTS)
    places = [said.opened(), said.opened(REQUESTS), said.opened(), said.opened(REQUESTS)]
    for place in places:
        said.completed(place)
    act = said.signed(*places[:3])
    history = taken(said.acts).history
    assert [(entry.place, entry.ended) for entry in history.ended] == [
        (place, act) for place in places[:3]
    ]
    assert [*history.open] == [places[3]]
    for place in places[:3]:
        said.annulled(place, act)
    taken(said.acts)
    said.signed(places[3], places[0])
    assert code(said) == "not_the_signer"


def test_an_entry_stands_once_in_a_list(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    said.signed(place, place)
    assert code(said) == "entry_ended"


@pytest.mark.parametrize("at", [0, 1, 2])
def test_one_wrong_entry_of_a_list_makes_the_signature_wrong(said: Said, at: int) -> None:
    said.open_desk("chief", CHIEF, SPARE)
    places = [said.opened() for _ in range(3)]
    for number, place in enumerate(places):
        session, login = (SPARE, "chief") if number == at else (DESK, "teacher")
        said.completed(place, session, specialist=login)
    said.signed(*places)
    assert code(said) == "not_the_signer"
    said = at_work()
    places = [said.opened() for _ in range(3)]
    for place in places:
        said.completed(place)
    said.covered[places[at]]["opened"] = HASH
    said.signed(*places)
    assert code(said) == "signature_covers"


def test_nothing_is_signed_by_an_empty_list(said: Said) -> None:
    said.signed()
    assert code(said) == "unreadable"


def test_a_drawing_stands_with_its_entry(said: Said) -> None:
    places = [said.opened(), said.opened()]
    for place in places:
        said.completed(place)
    said.covered[places[1]]["drawing"] = HASH
    said.signed(*places)
    assert [entry.drawing for entry in taken(said.acts).history.ended] == [None, HASH]


# Signed: on which day


@pytest.mark.parametrize(
    ("seconds", "date", "is_right"),
    [
        (-120.001, "2025-11-25", False),
        (-120, "2025-11-25", True),
        (-1, "2025-11-25", True),
        (-1, "2025-11-24", True),
        (0, "2025-11-24", True),
        (0, "2025-11-25", True),
        (119.999, "2025-11-24", True),
        (120, "2025-11-24", False),
        (120, "2025-11-25", True),
        (0, "2025-11-23", False),
        (0, "2025-11-26", False),
        (43200, "2025-11-24", False),
        (43200, "2025-11-26", False),
    ],
)
def test_a_signature_bears_the_day_on_which_it_was_given(
    said: Said, seconds: float, date: str, *, is_right: bool
) -> None:
    """Where the point is, with two minutes of grace at midnight, whatever was signed."""
    at = shifted(MIDNIGHT, seconds)  # type: ignore[arg-type]
    place, signing = signed_entry(said)
    second = said.opened()
    said.completed(second)
    volume = said.acts[5]
    for say in (
        lambda: said.signed(second, at=at, date=date),
        lambda: said.annulled(place, signing, at=at, date=date),
        lambda: said.restated(place, signing, at=at, date=date),
        lambda: said.vouch(volume, at=at, date=date),
    ):
        say()
        if is_right:
            taken(said.acts)
        else:
            assert code(said) == "another_day"
        said.acts.pop()
        said.numbers[SHELF] = 2


@pytest.mark.parametrize("zone", ["Europe/Moscow", "UTC", "europe/simferopol"])
def test_a_signature_bears_the_zone_of_the_point(said: Said, zone: str) -> None:
    """Another zone with the same clock is another zone."""
    place, signing = signed_entry(said)
    second, volume = said.opened(), said.acts[5]
    said.completed(second)
    for say in (
        lambda: said.signed(second, zone=zone),
        lambda: said.annulled(place, signing, zone=zone),
        lambda: said.restated(place, signing, zone=zone),
        lambda: said.vouch(volume, zone=zone),
        lambda: said.close_volume(at="2026-09-01T06:00:00.000Z", open_rows=(2,), zone=zone),
    ):
        say()
        assert code(said) == "another_zone"
        said.acts.pop()
        said.numbers[SHELF] = 2


def test_a_signature_says_what_it_means(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    for meaning in (*MEANINGS.values(), ""):
        if meaning != MEANINGS[Kind.ENTRY_SIGNED]:
            said.signed(place, meaning=meaning)
            assert code(said) == "unreadable"
            said.acts.pop()


def test_signatures_on_a_later_day_are_counted(said: Said) -> None:
    first, second = said.opened(), said.opened()
    said.completed(first)
    said.completed(second)
    said.signed(first, at=shifted(MIDNIGHT, -1))
    said.signed(second, at=MIDNIGHT)
    assert taken(said.acts).history.late == 1


# Annulled and restated


def test_a_signed_entry_is_annulled_once(said: Said) -> None:
    place, signing = signed_entry(said)
    said.annulled(place, signing)
    assert taken(said.acts).history.corrected == {place}
    said.annulled(place, signing)
    assert code(said) == "corrected_once"


def test_an_annulment_names_the_signing(said: Said) -> None:
    place, signing = signed_entry(said)
    for other in (said.acts[-2], said.acts[0]):
        said.annulled(place, other)
        assert code(said) == "corrected_once"
        said.acts.pop()
    second = said.opened()
    said.annulled(second, signing)
    assert code(said) == "corrected_once"


@pytest.mark.parametrize(
    ("login", "hand", "found"),
    [
        ("chief", CHIEF, ""),
        ("teacher", TEACHER, ""),
        ("other", SPARE, "not_responsible"),
        ("engineer", ENGINEER, "not_responsible"),
        ("teacher", CHIEF, "not_the_person"),
        ("teacher", KIOSK, "not_the_person"),
        ("teacher", DESK, "not_the_person"),
    ],
)
@pytest.mark.parametrize("way", ["annulled", "restated"])
def test_a_correction_is_the_signer_s_or_the_responsible_person_s(
    said: Said, way: str, login: str, hand: object, found: str
) -> None:
    said.enrol("other", SPARE, CHIEF)
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    place, signing = signed_entry(said)
    getattr(said, way)(place, signing, hand=hand, login=login)
    if found:
        assert code(said) == found
    else:
        taken(said.acts)


@pytest.mark.parametrize("way", ["annulled", "restated"])
def test_a_signer_who_keeps_the_journal_no_more_corrects_nothing_in_it(
    said: Said, way: str
) -> None:
    place, signing = signed_entry(said)
    said.change("teacher", journals="requests")
    getattr(said, way)(place, signing, hand=TEACHER, login="teacher")
    assert code(said) == "not_responsible"


@pytest.mark.parametrize("way", ["annulled", "restated"])
def test_a_signer_with_a_renewed_key_is_the_signer_still(said: Said, way: str) -> None:
    signed_entry(said)
    said.renew("teacher", SPARE)
    later = said.signed(completed_entry(said, SPARE), hand=SPARE)
    getattr(said, way)((*SHELF, 2), later, hand=SPARE, login="teacher")
    taken(said.acts)


@pytest.mark.parametrize("way", ["annulled", "restated"])
def test_what_an_old_key_signed_is_corrected_with_a_second_signature(said: Said, way: str) -> None:
    """Where an administrator renewed the key alone; neither she nor the signer gives it."""
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    place, signing = signed_entry(said)
    said.renew("teacher", SPARE)
    tail, late = signing.tail.hex(), shifted(AT, MONTH)
    correct = partial(getattr(said, way), place, signing, hand=SPARE, login="teacher")
    correct(at=late)
    assert code(said) == "witness_missing"
    for login, key, at, found in (
        ("chief", CHIEF, late, "not_a_witness"),
        ("teacher", SPARE, late, "not_a_witness"),
        ("teacher", TEACHER, late, "not_a_witness"),
        ("chief", ENGINEER, late, "not_a_witness"),
        ("engineer", ENGINEER, shifted(late, -1), "not_a_witness"),
    ):
        unsay(said, way)
        correct(at=at, witness=said.stands_by(login, key, tail))
        assert code(said) == found
    unsay(said, way)
    correct(at=late, witness=said.stands_by("engineer", ENGINEER, HASH))
    assert failing(Walked().over(said.acts)) == [len(said.acts)]
    unsay(said, way)
    correct(at=late, witness=said.stands_by("engineer", ENGINEER, tail))
    taken(said.acts)


def unsay(said: Said, way: str) -> None:
    """Take the last correction back."""
    said.acts.pop()
    if way == "restated":
        said.numbers[SHELF] -= 1


def completed_entry(said: Said, key: Signer) -> Place:
    """An entry that the teacher completed at a desk opened with a new key."""
    said.open_desk("teacher", key, OTHERS[0])
    place = said.opened()
    said.completed(place, OTHERS[0])
    return place


@pytest.mark.parametrize("way", ["annulled", "restated"])
def test_nobody_has_to_sign_besides_where_somebody_did_at_the_renewal(said: Said, way: str) -> None:
    said.enrol("engineer", ENGINEER, CHIEF, duty="technical", journals="requests")
    place, signing = signed_entry(said)
    late = shifted(AT, MONTH)
    public = SPARE.public_key.hex()
    said.renew(
        "teacher", SPARE, at=late, witness=said.stands_by("engineer", ENGINEER, public, "teacher")
    )
    getattr(said, way)(place, signing, hand=SPARE, login="teacher", at=late)
    taken(said.acts)


def test_an_entry_stands_for_another_from_its_signature_on(said: Said) -> None:
    old, signing = signed_entry(said)
    new = said.restated(old, signing)
    history = taken(said.acts).history
    assert (history.restated, history.corrected) == ({old}, set())
    assert history.open[new].stands_for == old
    assert history.open[new].covered == (said.tail.hex(), said.tail.hex())
    said.signed(new)
    history = taken(said.acts).history
    assert (history.restated, history.corrected) == (set(), {old})
    assert history.ended[-1].stands_for == old


@pytest.mark.parametrize(
    "corrects", [None, {"year": 2025, "number": 2}, {"year": 2024, "number": 1}]
)
def test_a_signature_names_the_entry_that_is_replaced(said: Said, corrects: object) -> None:
    old, signing = signed_entry(said)
    new = said.restated(old, signing)
    del said.covered[new]["corrects"]
    if corrects is not None:
        said.covered[new]["corrects"] = corrects
    said.signed(new)
    assert code(said) == "signature_covers"


def test_a_visitor_s_entry_stands_for_no_other(said: Said) -> None:
    old, _signing = signed_entry(said)
    place = said.opened()
    said.completed(place)
    said.covered[place]["corrects"] = {"year": old[1], "number": old[2]}
    said.signed(place)
    assert code(said) == "signature_covers"


def test_an_entry_is_replaced_in_a_list_with_others(said: Said) -> None:
    old, signing = signed_entry(said)
    other = said.opened()
    said.completed(other)
    new = said.restated(old, signing)
    said.signed(other, new)
    history = taken(said.acts).history
    assert (history.corrected, history.open) == ({old}, {})


@pytest.mark.parametrize("way", ["annulled", "restated"])
def test_what_is_restated_or_replaced_is_corrected_in_no_other_way(said: Said, way: str) -> None:
    """Neither while another one is written, nor when it is signed."""
    old, signing = signed_entry(said)
    new = said.restated(old, signing)
    getattr(said, way)(old, signing)
    assert code(said) == "corrected_once"
    said.acts.pop()
    said.numbers[SHELF] = 2
    said.signed(new)
    getattr(said, way)(old, signing)
    assert code(said) == "corrected_once"


def test_what_was_annulled_is_not_restated(said: Said) -> None:
    old, signing = signed_entry(said)
    said.annulled(old, signing)
    said.restated(old, signing)
    assert code(said) == "corrected_once"


def test_what_stands_for_another_is_corrected_in_its_turn(said: Said) -> None:
    old, signing = signed_entry(said)
    new = said.restated(old, signing)
    newest = said.restated(new, said.signed(new))
    said.annulled(newest, said.signed(newest))
    history = taken(said.acts).history
    assert history.corrected == {old, new, newest}


def test_only_a_signed_entry_is_restated_with_the_next_number(said: Said) -> None:
    place = said.opened()
    said.completed(place)
    said.restated(place, said.acts[-1])
    assert code(said) == "not_responsible"
    said.acts.pop()
    said.restated(place, said.acts[-1], hand=CHIEF, login="chief")
    assert code(said) == "corrected_once"
    said.acts.pop()
    signing = said.signed(place)
    for number, found in ((1, "number_follows"), (3, "number_follows")):
        said.restated(place, signing, given={"number": number})
        assert code(said) == found
        said.acts.pop()


def test_a_restated_entry_is_completed_and_gives_no_ticket(said: Said) -> None:
    old, signing = signed_entry(said)
    new = said.restated(old, signing)
    said.opened()
    assert taken(said.acts).history.tickets == {("2025-11-24", "К"): 2}
    said.acts.pop()
    said.left(new)
    assert code(said) == "helped_before"
    said.acts.pop()
    said.signed(new, hand=CHIEF, login="chief")
    assert code(said) == "not_the_signer"


def test_who_is_responsible_replaces_in_a_journal_that_another_keeps(said: Said) -> None:
    said.change("chief", duty="administrator", journals="requests")
    old, signing = signed_entry(said)
    new = said.restated(old, signing, hand=CHIEF, login="chief")
    said.signed(new, hand=CHIEF, login="chief")
    taken(said.acts)


def test_a_replacement_says_which_signing_it_replaces(said: Said) -> None:
    old, signing = signed_entry(said)
    corrects = {"year": 2025, "number": 1}
    for other in (HASH, said.tail_at(7)):
        said.restated(old, signing, corrects={**corrects, "signed": other})
        assert code(said) == "corrected_once"
        said.acts.pop()


# Destroyed


def test_what_was_destroyed_is_neither_annulled_nor_restated_nor_destroyed_again(
    said: Said,
) -> None:
    place, signing = signed_entry(said)
    said.destroyed(place)
    assert taken(said.acts).history.destroyed == {place: AT}
    for say in (
        lambda: said.annulled(place, signing),
        lambda: said.restated(place, signing),
        lambda: said.destroyed(place),
    ):
        say()
        assert code(said) == "destroyed_before"
        said.acts.pop()


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"count": 1}, "destruction_count"),
        ({"count": 0}, "destruction_count"),
        ({"entries": {"consultations/2025": "1–3"}, "count": 3}, "not_ended"),
        ({"entries": {"consultations/2025": "1–9"}, "count": 9}, "not_ended"),
        ({"entries": {"consultations/2024": "1–2"}}, "not_ended"),
        ({"entries": {"consultations/02025": "1–2"}}, "unreadable"),
        ({"entries": {"consultations": "1–2"}}, "unreadable"),
        ({"entries": {"consultations/2025": "1, 2"}}, "unreadable"),
    ],
)
def test_a_destruction_names_what_has_ended_and_counts_it(
    said: Said, facts: dict[str, object], found: str
) -> None:
    signed_entry(said)
    said.completed(said.opened())
    said.opened()
    said.destroyed((*SHELF, 1), (*SHELF, 2), **facts)
    assert code(said) == found
    said.acts.pop()
    said.destroyed((*SHELF, 1), (*SHELF, 2))
    taken(said.acts)


def test_a_destruction_is_an_administrator_s(said: Said) -> None:
    place, _signing = signed_entry(said)
    said.destroyed(place, hand=TEACHER, specialist="teacher")
    assert code(said) == "no_administrator"
    said.acts.pop()
    for hand in (KIOSK, DESK, OTHERS[0], TEACHER):
        said.destroyed(place, hand=hand)
        assert code(said) == "not_the_person"
        said.acts.pop()
