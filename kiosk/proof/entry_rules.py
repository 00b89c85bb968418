"""The rules of acts about entries: opened, written down or restated, deferred, withdrawn and
restored, completed, signed or left, annulled, destroyed.

The functions that take plain values serve acts that were read and acts that their rows spell
(``ordinary``) alike; ``spelled`` says which it was.
"""

from __future__ import annotations

from .acts import GRACE, Kind, school_year, shifted
from .canonical import Value
from .forms import FORMS, Journal
from .history import Act, EntryActs, History, Past, Place, begun, place_given, place_of
from .rights import (
    by_kiosk,
    by_named_administrator,
    by_own_specialist,
    by_session,
    by_signer_or_responsible,
    dated,
    keeps,
)
from .rows import NoSuchRow, numbers_of
from .rule import Rule, Step
from .witness import check_old_key
from .wrong import Wrong, need

_DAY = len("2025-11-24")


def open_entry(
    history: History,
    past: Past,
    act: Act,
    place: Place,
    corrects: Value = None,
    *,
    spelled: bool = False,
    asked: str = "",
) -> None:
    """An entry is opened once, with the next number of the volume of its school year."""
    need(_find(history, act, place) is None, "entry_opened_once")
    shelf = place[:2]
    of_this_year = shelf in history.volumes and place[1] == school_year(
        past.day(act.at, history.zone)
    )
    need(of_this_year, "another_year")
    need(place[2] == history.last.get(shelf, 0) + 1, "number_follows")
    history.last[shelf] = place[2]
    history.open[place] = begun(place, act, corrects, spelled=spelled, asked=asked)


def take_ticket(
    history: History, past: Past, act: Act, journal: str, ticket: tuple[str, str, int]
) -> None:
    """A visitor's ticket is the next of its day's line: day, series and number."""
    day, series, number = ticket
    is_its = (day, series) == (
        f"{past.day(act.at, history.zone)}",
        FORMS[Journal(journal)].ticket_series,
    )
    need(is_its and number == history.tickets.get((day, series), 0) + 1, "ticket_follows")
    history.tickets[day, series] = number
    if number == 1:
        _settle(history, past, day)


def _settle(history: History, past: Past, day: str) -> None:
    """What was withdrawn before a day has ended for good."""
    for place, entry in [*history.withdrawn.items()]:
        if entry.ended is None or f"{past.day(entry.ended.at, history.zone)}" < day:
            history.ended.append(history.withdrawn.pop(place))


def complete_entry(
    history: History, act: Act, place: Place, helper: Value, *, spelled: bool = False
) -> None:
    """A completion; the last one before the signature counts, and all are of one specialist. Whose
    data were destroyed is not completed anew."""
    entry = going_on(history, act, place)
    need(entry.corrects is not None or keeps(history, helper, place[0]), "not_the_helper")
    need(entry.helper in (None, helper), "another_helper")
    need(place not in history.destroyed, "destroyed_before")
    entry.completed, entry.helper = act, helper
    entry.spelled = entry.spelled and spelled


def check_covered(history: History, act: Act, place: Place, covered: tuple[Value, Value]) -> None:
    """A signature names what is chained to the entry's own acts; a spelled one is made of them."""
    need(covered == going_on(history, act, place).covered, "signature_covers")


def sign_entry(history: History, past: Past, act: Act, place: Place, drawing: Value = None) -> None:
    """The signature, after ``check_covered``."""
    entry = going_on(history, act, place)
    helped_at = (entry.completed or entry.opened).at
    history.late += past.day(act.at, history.zone) != past.day(helped_at, history.zone)
    history.unagreed += act.key_id not in history.agreements
    entry.drawing = drawing
    if entry.stands_for is not None:
        history.restated.remove(entry.stands_for)
        history.corrected.add(entry.stands_for)
    _end(history, entry, act)


def going_on(history: History, act: Act, place: Place) -> EntryActs:
    """The entry that an act continues: it was opened and has not ended."""
    entry = _find(history, act, place)
    if entry is None:
        ended = history.was_opened(place)
        raise Wrong("entry_ended" if ended else "entry_opened_once")
    return entry


def _find(history: History, act: Act, place: Place) -> EntryActs | None:
    """The open entry of this place, in a volume that is not closed."""
    need(place[:2] not in history.closed, "volume_closed")
    entry = history.open.get(place)
    shown = entry is None or act.kind == Kind.ENTRY_SIGNED.value or act.entry_id == entry.entry_id
    need(shown, "shown_with_another", "entry", *place)
    return entry


def _end(history: History, entry: EntryActs, act: Act) -> None:
    entry.ended = act
    history.ended.append(history.open.pop(entry.place))


def _open(step: Step) -> None:
    place, given = place_given(step.body, step.given), step.given
    open_entry(step.history, step.past, step.act, place, asked=step.body.get("asked", ""))
    ticket = given["day"], given["series"], given["ticket"]
    take_ticket(step.history, step.past, step.act, place[0], ticket)


def _ask(step: Step) -> None:
    """A specialist who keeps the journal writes down an enquiry that came another way, or that was
    on paper. Two minutes of grace: the clocks of a desk and of the database are two."""
    history, past, at = step.history, step.past, step.act.at
    need(keeps(history, step.body["specialist"], step.body["journal"]), "not_the_helper")
    asked, now = step.body["asked"], past.minute(shifted(at, GRACE), history.zone)
    need(asked <= now, "asked_later")
    _open(step)


def _record(step: Step) -> None:
    """The same, with the help that was given: then it waits for its signature alone."""
    _ask(step)
    place = place_given(step.body, step.given)
    complete_entry(step.history, step.act, place, step.body["specialist"])
    _check_held(step, place)


def _restate(step: Step) -> None:
    """An entry that is to stand for a signed one is written whole by one act, and does so once it
    is signed itself."""
    dated(step)
    history, act, place = step.history, step.act, place_given(step.body, step.given)
    old = step.body["corrects"]
    _check_correctable(step, (place[0], old["year"], old["number"]), old["signed"])
    open_entry(history, step.past, act, place, old)
    complete_entry(history, act, place, step.body["specialist"])
    history.restated.add((place[0], old["year"], old["number"]))


def _complete(step: Step) -> None:
    """A completion, perhaps of help that was given on an earlier day, which it names."""
    place = place_of(step.body)
    complete_entry(step.history, step.act, place, step.body["specialist"])
    _check_held(step, place)


def _check_held(step: Step, place: Place) -> None:
    """Help that was written down later was given after the visitor came, or asked, and before the
    day of the act."""
    if "held" in step.body:
        entry, (opened, today) = step.history.open[place], _days(step, place)
        need((entry.asked[:_DAY] or opened) <= step.body["held"] < today, "held_day")


def _days(step: Step, place: Place) -> tuple[str, str]:
    """The days on which an entry was opened and on which the act about it was said."""
    history, past = step.history, step.past
    opened = history.open[place].opened.at
    return f"{past.day(opened, history.zone)}", f"{past.day(step.act.at, history.zone)}"


def _sign(step: Step) -> None:
    """A signature covers one entry, or each of a list."""
    dated(step)
    for each in step.body["entries"]:
        place = place_of(each)
        check_covered(step.history, step.act, place, (each["opened"], each["completed"]))
        old = place_of({**each, **each["corrects"]}) if "corrects" in each else None
        need(old == going_on(step.history, step.act, place).stands_for, "signature_covers")
        sign_entry(step.history, step.past, step.act, place, each.get("drawing"))


def _leave(step: Step) -> None:
    """The end without help, said by somebody who keeps the journal."""
    entry = _waited_under(step)
    need(keeps(step.history, step.body["specialist"], entry.place[0]), "not_the_helper")
    _end(step.history, entry, step.act)


def _carry(step: Step) -> None:
    """A specialist who keeps the journal lets a visitor wait on after the day's end."""
    entry = _waited_under(step)
    need(keeps(step.history, step.body["specialist"], entry.place[0]), "not_the_helper")
    need(step.body["day"] == f"{step.past.day(step.act.at, step.history.zone)}", "carried_today")
    entry.carried, entry.spelled = step.body["day"], False


def _lapse(step: Step) -> None:
    """The kiosk ends a consultation that nobody was helped in, once the day is over on which it was
    opened or to which it was carried over. Requests wait on, and so does who is not at school."""
    history, past, at = step.history, step.past, step.act.at
    entry, day = _waited_under(step), step.body["day"]
    need(entry.place[0] == Journal.CONSULTATIONS.value, "lapsed_request")
    need(not entry.asked, "lapsed_enquiry")
    opened = f"{past.day(entry.opened.at, history.zone)}"
    need(opened <= day and entry.carried < day, "lapsed_early")
    need(f"{day}T{step.body['ends']}" <= past.minute(at, history.zone), "lapsed_early")
    _end(history, entry, step.act)


def _withdraw(step: Step) -> None:
    """A visitor needs no help any more; the kiosk says so, for who has the ticket's code."""
    entry = _waited_under(step)
    entry.ended = step.act
    step.history.withdrawn[entry.place] = step.history.open.pop(entry.place)


def _restore(step: Step) -> None:
    """On the day of the withdrawal somebody who keeps the journal takes it back."""
    history, past, place = step.history, step.past, place_of(step.body)
    need(place[:2] not in history.closed, "volume_closed")
    entry = history.withdrawn.get(place)
    if entry is None or entry.ended is None:
        raise Wrong("restored_withdrawn")
    need(step.act.entry_id == entry.entry_id, "shown_with_another", "entry", *place)
    days = {past.day(each.at, history.zone) for each in (entry.ended, step.act)}
    need(len(days) == 1, "restored_today")
    need(keeps(history, step.body["specialist"], place[0]), "not_the_helper")
    need(place not in history.destroyed, "destroyed_before")
    entry.ended = None
    history.open[place] = history.withdrawn.pop(place)


def _defer(step: Step) -> None:
    """A visitor lets one person pass, or comes back at a time of the day on which they say so."""
    _waited_under(step)
    until, said = step.body["until"], step.past.minute(step.body["said"], step.history.zone)
    need(until == "" or until > said[-len(until) :], "deferred_back")


def _waited_under(step: Step) -> EntryActs:
    """The entry of an act, in which nobody was helped yet."""
    entry = going_on(step.history, step.act, place_of(step.body))
    need(entry.completed is None, "helped_before")
    return entry


def _annul(step: Step) -> None:
    dated(step)
    place = place_of(step.body)
    _check_correctable(step, place, step.body["signed"])
    step.history.corrected.add(place)


def _check_correctable(step: Step, place: Place, signed: str) -> None:
    """Only a signed entry is corrected, and once; the act names what is chained to the signing.
    What an old key signed may need a second signature."""
    history = step.history
    need(place not in history.destroyed, "destroyed_before")
    signing = step.past.signing(place)
    if signing is None or signing.tail.hex() != signed:
        raise Wrong("corrected_once")
    need(place not in history.corrected and place not in history.restated, "corrected_once")
    check_old_key(step, signing.key_id)


def _destroy(step: Step) -> None:
    """An act of destruction counts what it names: entries that nobody waits under any more
    (completed, signed or left), each of them once for ever."""
    history, named = step.history, set()
    for volume, words in step.body["entries"].items():
        journal, _slash, year = volume.partition("/")
        shelf = (journal, int(year))
        need(volume == f"{journal}/{shelf[1]}", "unreadable")
        named |= {(*shelf, number) for number in _numbers(words, history.last.get(shelf, 0))}
    need(len(named) == step.body["count"] > 0, "destruction_count")
    need(all(_is_past(history, place) for place in named), "not_ended")
    need(not named & history.destroyed.keys(), "destroyed_before")
    history.destroyed.update(dict.fromkeys(named, step.act.at))


def _numbers(words: str, last: int) -> list[int]:
    try:
        return numbers_of(words, last)
    except NoSuchRow as error:
        raise Wrong("not_ended") from error


def _is_past(history: History, place: Place) -> bool:
    entry = history.open.get(place)
    return entry is None or entry.completed is not None


RULES = {
    Kind.ENTRY_OPENED: Rule(by_kiosk, _open),
    Kind.ENTRY_ASKED: Rule(by_session, _ask),
    Kind.ENTRY_RECORDED: Rule(by_session, _record),
    Kind.ENTRY_COMPLETED: Rule(by_session, _complete),
    Kind.ENTRY_SIGNED: Rule(by_own_specialist, _sign),
    Kind.ENTRY_LEFT: Rule(by_session, _leave),
    Kind.ENTRY_CARRIED: Rule(by_session, _carry),
    Kind.ENTRY_LAPSED: Rule(by_kiosk, _lapse),
    Kind.ENTRY_WITHDRAWN: Rule(by_kiosk, _withdraw),
    Kind.ENTRY_RESTORED: Rule(by_session, _restore),
    Kind.ENTRY_DEFERRED: Rule(by_kiosk, _defer),
    Kind.ENTRY_ANNULLED: Rule(by_signer_or_responsible, _annul),
    Kind.ENTRY_RESTATED: Rule(by_signer_or_responsible, _restate),
    Kind.DATA_DESTROYED: Rule(by_named_administrator, _destroy),
}
