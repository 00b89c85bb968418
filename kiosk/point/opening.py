"""Open the help point: database, schema, secrets, and the first act of a new ledger."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from db import writes
from db.engine import FAILURES, current, in_place, open_database, refuse_database
from db.folders import make_folder
from db.home import settle
from db.mark import EarlierRelease, ForeignSchema, NewerRelease
from db.migrations import alone, migrate, refuse_foreign
from db.models import Act, Ledger
from db.models import Point as PointRow
from db.signers import newest_who
from kiosk.machine.place import SECRETS, Place, is_address, need_driver
from kiosk.point.epochs import notice_older_copy
from kiosk.point.known import Known, read_known
from kiosk.point.ledger import open_ledger
from kiosk.point.lock import share
from kiosk.point.point import HelpPoint, utc_now
from kiosk.point.saying import say
from kiosk.point.seen import FILE, Glimpse, Seen, seen_in
from kiosk.proof.acts import Kind
from kiosk.proof.canonical import Body
from kiosk.proof.chain import genesis
from kiosk.signing import keyring
from kiosk.words.days import moment, stamp
from kiosk.words.errors import (
    DatabaseMissing,
    KeysMissing,
    PeopleDiffer,
    StorageUnavailable,
    WrongDatabase,
)
from kiosk.words.i18n import _

log = logging.getLogger("kiosk.point.opening")

LONG_AWAY = timedelta(days=100)
"""Longer than a summer: a kiosk that starts so long after its last act asks whether its clock is
right."""
_FAILURES: tuple[type[Exception], ...] = (ForeignSchema, OSError, *FAILURES)


def open_point(
    place: Place, *, create: bool = False, clock: Callable[[], datetime] = utc_now
) -> HelpPoint:
    """The help point at ``place``, migrated to this program's schema.

    A missing database is made only when ``create`` allows it and no key folder says that there
    was one. Raises DatabaseMissing, DriverMissing, WrongDatabase, KeysMissing, RestoreUnderWay or
    StorageUnavailable.
    """
    try:
        _refuse_missing(place, create=create)
        share(place.database)
        return _open(place, clock)
    except _FAILURES as error:
        raise _named_error(place.database, error) from error


def _open(place: Place, clock: Callable[[], datetime]) -> HelpPoint:
    """Open what is at a place; where that fails, nothing more is read from it or written to it."""
    try:
        migrate(open_database(place.database))
        row = PointRow.select().order_by(PointRow.id).first()
        return _existing(row, place, clock) if row else _new(place, clock)
    except BaseException:
        refuse_database()
        raise


def open_to_work(
    place: Place,
    *,
    create: bool = False,
    clock: Callable[[], datetime] = utc_now,
    watched: bool = False,
) -> HelpPoint:
    """``open_point`` for a kiosk that goes on with the journals.

    One whose ledger is older than what this device knows of it is opened all the same, and takes
    no act until that is settled. Where the machine's clock is to be ``watched``, neither does one
    whose last act is long ago, until somebody has said that the clock is right.
    """
    point = open_point(place, create=create, clock=clock)
    notice_older_copy(point)
    if watched and clock is utc_now:
        now, last = clock(), writes.head(point.id).at
        point.steady.watch(now, doubted=bool(last) and now - moment(last) > LONG_AWAY)
    return point


def open_apart(place: Place, *, clock: Callable[[], datetime] = utc_now) -> HelpPoint:
    """``open_point`` for a copy that is worked on: what is seen of it is not kept as what this
    device has seen of its own ledger."""
    point = open_point(place, clock=clock)
    head = writes.head(point.id)
    return replace(point, seen=Seen(Glimpse(head.size, head.tail.hex(), head.epoch)))


def keep_open(point: HelpPoint, place: Place) -> HelpPoint:
    """The same point, opened anew where its file or its ledger was put back or restored meanwhile.

    Desks stay open unless an epoch began: their openings may be in the history that it left.
    Raises as ``open_point`` does while it is gone or another one's.
    """
    if in_place() and not point.seen.lost:
        return point
    fresh = open_to_work(place, clock=point.clock)
    goes_on = fresh.seen.newest.epoch == point.seen.newest.epoch
    desks = point.desks if goes_on else {}
    return replace(fresh, lockout=point.lockout, steady=point.steady, desks=desks)


def _refuse_missing(place: Place, *, create: bool) -> None:
    """Refuse a database that is missing, or an empty file in its stead, where there was one,
    an address without its driver, and one that is not this program's, before anything is written
    to it or beside it.

    Keys without their database mean that it was lost or moved: never start a new one. They are
    looked for first, since another starter makes them after the database.
    """
    need_driver(place.database)
    keys = any((place.keys / name).exists() for name in (SECRETS[0], FILE))
    if is_address(place.database):
        return
    if place.exists and Path(place.database).stat().st_size:
        refuse_foreign(Path(place.database))
        return
    if not create:
        raise DatabaseMissing(place.database)
    if keys:
        raise WrongDatabase(
            _(
                "The database {place} is gone, but its key folder is still there."
                " Put the database back or restore a backup; a new one is not started."
            ).format(place=place.database)
        )
    make_folder(Path(place.database).parent)


def _named_error(place: str, error: Exception) -> Exception:
    """The error that a person can be told.

    SQLite says «not a database» or «malformed» with DatabaseError itself; its words about a damaged
    schema may be no text at all.
    """
    if isinstance(error, ForeignSchema):
        return not_ours(place, error)
    damaged = "not a database" in str(error) or "malformed" in str(error)
    if damaged or isinstance(error, UnicodeDecodeError):
        return _damaged(place)
    return StorageUnavailable()


def _damaged(place: str) -> WrongDatabase:
    return WrongDatabase(
        _("{place} is not a database of the help point, or it is damaged.").format(place=place)
    )


def not_ours(place: str, error: ForeignSchema) -> WrongDatabase:
    """Why a database or a backup of another program, or of another release, is not opened."""
    match error:
        case EarlierRelease():
            words = _(
                "{place} was written by an earlier version of this program,"
                " and only that version can open it."
            )
        case NewerRelease():
            words = _("{place} was written by a newer version of this program.")
        case _other:
            words = _("{place} belongs to another program.")
    return WrongDatabase(words.format(place=place))


def _existing(row: PointRow, place: Place, clock: Callable[[], datetime]) -> HelpPoint:
    """The point of a row. Raises KeysMissing where the key folder is not the one of its making."""
    keys = keyring.load(place.keys, place.secrets)
    first = Act.get_or_none(Act.point == row.id, Act.seq == 1)
    if first is None or first.key_id != keys.kiosk.key_id:
        raise KeysMissing(str(place.secrets or place.keys))
    return _point(row, keys, clock, place)


def _new(place: Place, clock: Callable[[], datetime]) -> HelpPoint:
    """The point's row, its empty ledger and the kiosk's enrolment, made together and once."""
    keys = keyring.create(place.keys, place.secrets)
    now = stamp(clock())
    with alone(current()):
        row = PointRow.get_or_none()
        if row is not None:
            return _existing(row, place, clock)
        row = PointRow.create(
            uid=secrets.token_hex(16), school="", name="", zone=place.zone, created_at=now
        )
        head = {"size": 0, "tail": genesis(row.uid), "at": now, "home": settle(current())}
        Ledger.insert(point=row.id, **head).execute()
        point = _point(row, keys, clock, place)
        point.seen.answered(Glimpse(0, genesis(row.uid).hex()))
        key = {"key": keys.kiosk.key_id, "public_key": keys.kiosk.public_key.hex()}
        said = say(point, Kind.KIOSK_ENROLLED, key)
        with open_ledger(point) as ledger:
            ledger.keep(said)
    return point


def _point(
    row: PointRow, keys: keyring.Keyring, clock: Callable[[], datetime], place: Place
) -> HelpPoint:
    known = Known()
    named = _named(known, row, keys)
    return HelpPoint(
        id=row.id,
        uid=row.uid,
        school=named.get("school", ""),
        name=named.get("name", ""),
        zone=_zone(named.get("zone", row.zone), place),
        keyring=keys,
        seen=_seen(row, keys.folder),
        known=known,
        clock=clock,
    )


def _named(known: Known, row: PointRow, keys: keyring.Keyring) -> Body:
    """School, point and zone as the acts say, whatever stands in the table; nothing before the
    first act. Where the acts do not hold, a verification is still to be able to say so."""
    if not newest_who(row.id):
        return {}
    try:
        return read_known(known, row.id, row.uid, keys.kiosk.key_id).point
    except PeopleDiffer as error:
        log.error("names: %s", type(error.__cause__).__name__)
        return {"school": row.school, "name": row.name, "zone": row.zone}


def _seen(row: PointRow, folder: Path) -> Seen:
    """What this device has seen of the ledger; one that is new here sees its end now.

    A damaged head keeps nobody from opening the point, to verify it.
    """
    newest = seen_in(folder)
    if newest is None:
        head = writes.head(row.id)
        newest = Glimpse(head.size, head.tail.hex(), head.epoch)
    return Seen(newest, folder / FILE)


def _zone(name: str, place: Place) -> ZoneInfo:
    """The zone of the point; one that no clock knows was damaged in the file."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise _damaged(place.database) from error
