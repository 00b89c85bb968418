"""An entry's life in the ledger: opened, completed, signed or left; each act after what it needs.

The rules take plain values, whether an act was read or spelled from its row (``spelling``).
``spelled`` says which: then the row says the same as the act.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from db.reading import ActRow
from kiosk.proof.canonical import Value
from kiosk.verification.told import Discrepancy, Life, Place, Told, act_name
from kiosk.words.days import local, school_year
from kiosk.words.i18n import _
from kiosk.words.names import entry_name


def open_entry(
    told: Told,
    act: ActRow,
    place: Place,
    zone: ZoneInfo,
    corrects: Value = None,
    *,
    spelled: bool = False,
) -> None:
    """The opening: once, with the next number of the volume of its school year."""
    if _life(told, act, place) is not None:
        raise Discrepancy(act_name(act.seq), _("an entry is opened once, before anything else"))
    journal, year, number = place
    shelf = (journal, year)
    if shelf not in told.volumes or year != school_year(_day(act, zone)):
        raise Discrepancy(act_name(act.seq), _("the entry stands in a volume of another year"))
    if number != told.last.get(shelf, 0) + 1:
        raise Discrepancy(act_name(act.seq), _("the entry's number does not follow the last one"))
    told.last[shelf] = number
    told.open[place] = Life(place, act, corrects, spelled=spelled)


def complete_entry(
    told: Told, act: ActRow, place: Place, helper: Value, *, spelled: bool = False
) -> None:
    """A completion; the last one before the signature counts."""
    life = going_on(told, act, place)
    life.completed, life.helper = act, helper
    life.spelled = life.spelled and spelled


def check_covered(told: Told, act: ActRow, place: Place, covered: tuple[Value, Value]) -> None:
    """A signature names the hashes of the entry's own acts; a spelled one is made of them."""
    if covered != going_on(told, act, place).covered:
        raise Discrepancy(act_name(act.seq), _("the signature covers another entry"))


def sign_entry(
    told: Told, act: ActRow, place: Place, zone: ZoneInfo, drawing: Value = None
) -> None:
    """The signature, after ``check_covered``."""
    life = going_on(told, act, place)
    told.late += _day(act, zone) != _day(life.completed or life.opened, zone)
    told.unagreed += act.key_id not in told.agreements
    life.drawing = drawing
    _end(told, life, act)


def leave_entry(told: Told, act: ActRow, place: Place) -> None:
    """The end without help."""
    _end(told, going_on(told, act, place), act)


def going_on(told: Told, act: ActRow, place: Place) -> Life:
    """The entry that an act continues: it was opened and has not ended."""
    life = _life(told, act, place)
    if life is not None:
        return life
    if was_opened(told, place):
        raise Discrepancy(act_name(act.seq), _("the entry had ended before"))
    raise Discrepancy(act_name(act.seq), _("an entry is opened once, before anything else"))


def was_opened(told: Told, place: Place) -> bool:
    """Whether an act has given this number."""
    return 1 <= place[2] <= told.last.get((place[0], place[1]), 0)


def _life(told: Told, act: ActRow, place: Place) -> Life | None:
    """The open entry of this place, in a volume that is not closed."""
    if place[:2] in told.closed:
        raise Discrepancy(act_name(act.seq), _("the volume was closed before"))
    life = told.open.get(place)
    if life is not None and act.entry_id != life.opened.entry_id:
        raise Discrepancy(entry_name(place), _("acts of another entry are shown with it"))
    return life


def _end(told: Told, life: Life, act: ActRow) -> None:
    life.ended = act
    told.newest = told.open.pop(life.place)
    told.ended.append(life)


def _day(act: ActRow, zone: ZoneInfo) -> date:
    return _day_of_minute(act.at[:16], zone)


@lru_cache(maxsize=64)
def _day_of_minute(minute: str, zone: ZoneInfo) -> date:
    """The day at the point; neighbouring acts fall into the same minute."""
    return local(minute + "Z", zone).date()
