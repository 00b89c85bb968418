"""The rules of acts about volumes: opened once, vouched for once, closed with what stands in it."""

from __future__ import annotations

from .acts import Kind, school_year
from .history import History, Shelf, shelf_of
from .rights import by_kiosk, by_responsible, dated
from .rows import numbers_in_words
from .rule import Rule, Step
from .wrong import need


def _open(step: Step) -> None:
    shelf = shelf_of(step.body)
    need(shelf not in step.history.volumes, "volume_open_before")
    need(shelf[1] == school_year(step.past.day(step.act.at, step.history.zone)), "volume_year")
    step.history.volumes[shelf] = step.known


def _vouch(step: Step) -> None:
    shelf, history = shelf_of(step.body), step.history
    dated(step)
    _need_standing(history, shelf)
    is_its = step.body["opened"] == history.volumes[shelf]["tail"]
    need(is_its and shelf not in history.vouched, "another_opening")
    history.vouched.add(shelf)


def _close(step: Step) -> None:
    """The closing counts the rows, names the unsigned ones, and fixes them all by their digest. It
    comes after everybody was helped or has left; what was written anew and not signed stands for
    nothing, and the old entry can be corrected again."""
    shelf, body, history = shelf_of(step.body), step.body, step.history
    dated(step)
    _need_standing(history, shelf)
    count = history.last.get(shelf, 0)
    open_entries = [entry for place, entry in sorted(history.open.items()) if place[:2] == shelf]
    need(all(entry.completed is not None for entry in open_entries), "closing_undecided")
    unsigned = [entry.place[2] for entry in open_entries]
    said = (body["entries"], body["first"], body["last"], body["unsigned"])
    need(said == (count, min(1, count), count, numbers_in_words(unsigned)), "closing_count")
    need(("wording" in body["committed"]) == bool(unsigned), "closing_reason")
    need(school_year(step.past.day(step.act.at, step.history.zone)) > shelf[1], "closing_early")
    need(body["seen"]["size"] == step.act.seq - 1, "closing_rows")
    need(body["rows"] == step.past.digest(shelf, step.act.seq - 1).hex(), "closing_rows")
    need(shelf in history.vouched, "not_vouched")
    history.closed[shelf] = step.known
    history.restated.difference_update(
        entry.stands_for for entry in open_entries if entry.stands_for is not None
    )


def _need_standing(history: History, shelf: Shelf) -> None:
    need(shelf in history.volumes and shelf not in history.closed, "volume_closed")


RULES = {
    Kind.VOLUME_OPENED: Rule(by_kiosk, _open),
    Kind.VOLUME_VOUCHED: Rule(by_responsible, _vouch),
    Kind.VOLUME_CLOSED: Rule(by_responsible, _close),
}
