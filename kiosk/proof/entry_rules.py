"""The rules of acts about entries: opened, completed, signed or left, corrected, destroyed.

The functions that take plain values serve acts that were read and acts that their rows spell
(``ordinary``) alike; ``spelled`` says which it was.
"""

from __future__ import annotations

from .acts import Kind, school_year
from .canonical import Value
from .history import Act, EntryActs, History, Past, Place, begun, place_of
from .rights import (
    by_kiosk,
    by_named_administrator,
    by_own_specialist,
    by_signer_or_responsible,
    keeps,
)
from .rows import NoSuchRow, numbers_of
from .rule import Rule, Step
from .wrong import Wrong, need


def open_entry(
    history: History,
    past: Past,
    act: Act,
    place: Place,
    corrects: Value = None,
    *,
    spelled: bool = False,
) -> None:
    """An entry is opened once, with the next number of the volume of its school year."""
    need(_find(history, act, place) is None, "entry_opened_once")
    shelf = place[:2]
    of_this_year = shelf in history.volumes and place[1] == school_year(past.day(act.at))
    need(of_this_year, "another_year")
    need(place[2] == history.last.get(shelf, 0) + 1, "number_follows")
    history.last[shelf] = place[2]
    history.open[place] = begun(place, act, corrects, spelled=spelled)


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
    """A signature names the hashes of the entry's own acts; a spelled one is made of them."""
    need(covered == going_on(history, act, place).covered, "signature_covers")


def sign_entry(history: History, past: Past, act: Act, place: Place, drawing: Value = None) -> None:
    """The signature, after ``check_covered``."""
    entry = going_on(history, act, place)
    history.late += past.day(act.at) != past.day((entry.completed or entry.opened).at)
    history.unagreed += act.key_id not in history.agreements
    entry.drawing = drawing
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
    if entry is not None and act.entry_id != entry.entry_id:
        raise Wrong("shown_with_another", "entry", *place)
    return entry


def _end(history: History, entry: EntryActs, act: Act) -> None:
    entry.ended = act
    history.newest = history.open.pop(entry.place)
    history.ended.append(entry)


def _open(step: Step) -> None:
    """An entry that stands for another waits for the act that says so of the other one."""
    place, corrects = place_of(step.body), step.body.get("corrects")
    open_entry(step.history, step.past, step.act, place, corrects)
    if corrects is not None:
        step.history.replacing[place] = (place[0], corrects["year"], corrects["number"])


def _complete(step: Step) -> None:
    complete_entry(step.history, step.act, place_of(step.body), step.body["specialist"])


def _sign(step: Step) -> None:
    place, body = place_of(step.body), step.body
    check_covered(step.history, step.act, place, (body["opened"], body["completed"]))
    sign_entry(step.history, step.past, step.act, place, body.get("drawing"))


def _leave(step: Step) -> None:
    """The end without help, said by somebody who keeps the journal."""
    history, place = step.history, place_of(step.body)
    entry = going_on(history, step.act, place)
    need(keeps(history, step.body["specialist"], place[0]), "not_the_helper")
    need(entry.completed is None, "helped_before")
    _end(history, entry, step.act)


def _correct(step: Step) -> Act:
    """Only a signed entry is corrected, and once; the act names the signing by its hash. Returns
    the signing."""
    place, history = place_of(step.body), step.history
    need(place not in history.destroyed, "destroyed_before")
    signing = step.past.signing(step.act, place)
    if signing is None or signing.hash.hex() != step.body["signed"] or place in history.corrected:
        raise Wrong("corrected_once")
    history.corrected.add(place)
    return signing


def _annul(step: Step) -> None:
    _correct(step)


def _replace(step: Step) -> None:
    """The entry that ended last is the new one: opened after the old one was signed, it names the
    entry that it stands for."""
    signing = _correct(step)
    place, history, new = place_of(step.body), step.history, step.history.newest
    successor = step.body["successor"]
    named = (place[0], successor["year"], successor["number"])
    if (
        new is None
        or new.ended is None
        or new.place != named
        or new.opened.seq < signing.seq
        or new.ended.kind != Kind.ENTRY_SIGNED.value
        or new.helper != step.body["specialist"]
        or history.replacing.pop(named, None) != place
    ):
        raise Wrong("successor")


def _destroy(step: Step) -> None:
    """An act of destruction counts what it names: entries that nobody waits under any more
    (completed, signed, left, or in a closed volume), each of them once for ever."""
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
    return entry is None or entry.completed is not None or place[:2] in history.closed


RULES = {
    Kind.ENTRY_OPENED: Rule(by_kiosk, _open),
    Kind.ENTRY_COMPLETED: Rule(by_kiosk, _complete),
    Kind.ENTRY_SIGNED: Rule(by_own_specialist, _sign),
    Kind.ENTRY_LEFT: Rule(by_kiosk, _leave),
    Kind.ENTRY_ANNULLED: Rule(by_signer_or_responsible, _annul),
    Kind.ENTRY_REPLACED: Rule(by_signer_or_responsible, _replace),
    Kind.DATA_DESTROYED: Rule(by_named_administrator, _destroy),
}
