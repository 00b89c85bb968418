"""Look whether this machine is fit for the help point, and say what to do where it is not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import peewee as pw

from db.dialect import is_postgres
from db.engine import current, pragmas, settings_in_force, sqlite_version, wal_is_safe
from kiosk.copies.rotation import backups_in
from kiosk.machine.display import (
    FULL_ROW,
    LEAST_ROW,
    PAGED_ROWS,
    READABLE,
    Display,
    least_diagonal,
    left_of_keys,
)
from kiosk.machine.place import Place, is_address
from kiosk.machine.printing import lp_is_there
from kiosk.machine.second_folder import second_trouble
from kiosk.machine.settings import Settings
from kiosk.machine.zone import machine_zone
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint, utc_now
from kiosk.setup.finding import Finding
from kiosk.setup.protection import examine_protection
from kiosk.speech.engine import find_engine
from kiosk.staff.recovery import is_alone
from kiosk.staff.specialists import administrators
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _

MIN_COLUMNS, MIN_ROWS = 80, 24
LOW_SPACE = 500 * 1024 * 1024
OLDEST_CLOCK = datetime.fromisoformat("2026-09-01T00:00:00+00:00")
"""A clock before this program was written is certainly wrong."""
OLD_BACKUP = timedelta(days=3)
"""A week-end without a backup is no reason to worry."""
_BESIDE_KEYS = 10
"""Rows of a page that no key can have: its head, one line of fields, the bar below."""
_HALF_A_YEAR = timedelta(days=182)
"""From winter to summer time, where there is one."""


def examine(place: Place) -> Iterator[Finding]:
    """Look at everything in turn; changes nothing but a database that needs migrating."""
    yield _python()
    yield from _terminal()
    yield _speech()
    yield _clock()
    yield _space(place)
    yield from examine_protection(place)
    yield from _writable(place)
    yield _sqlite()
    yield from _database(place)


def examine_backups(settings: Settings) -> Iterator[Finding]:
    """Look at when the newest automatic backup was made, and at the second folder."""
    if settings.place.exists and settings.day_end and not is_address(settings.place.database):
        made = max((each for _path, each in backups_in(settings.backup_folder)), default=None)
        late = made is None or datetime.now() - made > OLD_BACKUP  # noqa: DTZ005 - the wall's
        advice = _("The running kiosk makes one every day. Make one now: kiosk backup --daily")
        shown = f"{made:%d.%m.%Y %H:%M}" if made else _("none")
        yield Finding(_("Newest backup"), shown, advice if late else "")
    if settings.second_backups:
        trouble = second_trouble(Path(settings.second_backups))
        advice = _("Put the stick in or name another folder: {why}").format(why=trouble)
        yield Finding(_("Second backups"), settings.second_backups, advice if trouble else "")


def examine_printer(settings: Settings) -> Iterator[Finding]:
    """Look whether tickets can be handed to the queue that the school names, if it names one."""
    if settings.ticket_printer:
        advice = _("Install what prints: sudo apt install cups-client")
        advice = "" if lp_is_there() else advice
        yield Finding(_("Ticket printer"), settings.ticket_printer, advice)


def examine_display(settings: Settings) -> Iterator[Finding]:
    """Compute how large letters and keys are on the display that the terminal fills."""
    columns, rows = shutil.get_terminal_size((0, 0))
    if not sys.stdout.isatty() or not columns or not rows:
        columns, rows = MIN_COLUMNS, MIN_ROWS
    if not settings.diagonal:
        words = _("size not known: name “diagonal” in the settings, in inches")
        yield Finding(_("Display"), words)
        return
    yield _letters(settings, columns, rows)
    yield _keys(settings.display, columns, rows)


def _letters(settings: Settings, columns: int, rows: int) -> Finding:
    """Whether a visitor who stands can read them."""
    display = settings.display
    capital = display.capital(rows)
    value = _("{columns}×{rows} on {inches}″: a capital letter is {size} mm high").format(
        columns=columns, rows=rows, inches=f"{settings.diagonal:g}", size=f"{capital:.1f}"
    )
    most_columns, most_rows = display.most_cells()
    if capital >= READABLE:
        advice = ""
    elif most_columns < MIN_COLUMNS or most_rows < MIN_ROWS:
        inches = f"{least_diagonal(settings.ratio, MIN_ROWS):g}"
        advice = _("Visitors need {least} mm: take a display of {inches}″ or more, and 80×24.")
        advice = advice.format(least=READABLE, inches=inches)
    else:
        advice = _(
            "Visitors need {least} mm: choose a font of about {points} points, for 80×24; at most"
            " {columns}×{rows}."
        ).format(
            least=READABLE, points=display.points(MIN_ROWS), columns=most_columns, rows=most_rows
        )
    return Finding(_("Letters"), value, advice)


def _keys(display: Display, columns: int, rows: int) -> Finding:
    """How many cells a key for a finger takes, and which keyboard that leaves room for."""
    across, down = display.finger(columns, rows)
    width, height = display.cell(columns, rows)
    in_a_row = (columns - left_of_keys(columns)) // across
    value = _("{across}×{down} cells, {width} × {height} mm, {n} in a row").format(
        across=across,
        down=down,
        width=round(across * width),
        height=round(down * height),
        n=in_a_row,
    )
    if in_a_row < FULL_ROW:
        value += ": " + _("the keyboard has two pages of letters")
    fit = in_a_row >= LEAST_ROW and PAGED_ROWS * down <= rows - _BESIDE_KEYS
    advice = _("Keys of 20 mm do not fit: choose a larger display, or 80×24.")
    return Finding(_("Keys to touch"), value, "" if fit else advice)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    advice = "" if sys.version_info >= (3, 11) else _("Install Python 3.11 or newer.")
    return Finding("Python", version, advice)


def _terminal() -> Iterator[Finding]:
    columns, rows = shutil.get_terminal_size((0, 0))
    if not sys.stdout.isatty():
        yield Finding(_("Terminal"), _("none"), _("Run this in the kiosk's own terminal."))
        return
    small = columns < MIN_COLUMNS or rows < MIN_ROWS
    advice = _("Choose a smaller font: 80×24 is the least, 120×40 is best.") if small else ""
    yield Finding(_("Terminal"), f"{columns}×{rows}", advice)
    term, color = os.environ.get("TERM", ""), os.environ.get("COLORTERM", "")
    rich = "256" in term or color in ("truecolor", "24bit")
    advice = "" if rich else _("Set TERM=xterm-256color, or use a terminal with 256 colours.")
    yield Finding(_("Colours"), color or term or _("none"), advice)


def _speech() -> Finding:
    """What the kiosk speaks with; it works without, so that is no fault."""
    engine = find_engine()
    if engine is None:
        advice = _("Install a voice: apt install espeak-ng alsa-utils")
        return Finding(_("Speech"), _("none: the kiosk does not speak") + f". {advice}")
    return Finding(_("Speech"), engine.name)


def _clock() -> Finding:
    now = utc_now()
    advice = (
        "" if now >= OLDEST_CLOCK else _("Set the clock; connect the machine to a time server.")
    )
    return Finding(_("Clock (UTC)"), f"{now:%Y-%m-%d %H:%M:%S}", advice)


def _space(place: Place) -> Finding:
    folder = _nearest(Path(place.database)) if not is_address(place.database) else Path.cwd()
    free = shutil.disk_usage(folder).free
    advice = "" if free >= LOW_SPACE else _("Free at least 500 MB on this disk.")
    return Finding(_("Free space"), f"{free // (1024 * 1024)} MB", advice)


def _nearest(path: Path) -> Path:
    """The closest folder above ``path`` that is there."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _writable(place: Place) -> Iterator[Finding]:
    if not is_address(place.database):
        folder = _nearest(Path(place.database))
        advice = "" if os.access(folder, os.W_OK) else _("This user cannot write here.")
        yield Finding(str(folder), _("folder of the database"), advice)


def _sqlite() -> Finding:
    version = sqlite_version()
    text = ".".join(map(str, version))
    if wal_is_safe(version):
        return Finding("SQLite", text)
    return Finding("SQLite", text + " → journal_mode=truncate, synchronous=extra")


def _zone(point: str, machine: str) -> Finding:
    """Whether the machine's clock shows the point's time, now and in half a year."""
    value = _("the point {point}, this machine {machine}").format(
        point=point, machine=machine or _("none")
    )
    now = utc_now()
    same = machine and all(
        at.astimezone(ZoneInfo(point)).utcoffset() == at.astimezone(ZoneInfo(machine)).utcoffset()
        for at in (now, now + _HALF_A_YEAR)
    )
    advice = _("Set the machine's time zone: timedatectl set-timezone {zone}").format(zone=point)
    return Finding(_("Time zone"), value, "" if same else advice)


def _administrators(point: HelpPoint) -> Iterator[Finding]:
    """Who can replace a forgotten PIN; nothing before the point is founded."""
    try:
        people = administrators(point)
    except HelpPointError as error:
        yield Finding(_("Administrators"), _("unknown"), str(error))
        return
    names = ", ".join(people)
    if len(people) == 1:
        words = (
            _("{name} alone: nobody could replace this PIN; enrol a second one")
            if is_alone(point)
            else _("{name} alone, with a recovery code")
        )
        names = words.format(name=names)
    if names:
        yield Finding(_("Administrators"), names)


def _database(place: Place) -> Iterator[Finding]:
    if not place.exists:
        yield Finding(_("Database"), _("not made yet"))
        return
    try:
        point = open_point(place)
    except (HelpPointError, pw.PeeweeException) as error:
        yield Finding(_("Database"), place.database, str(error))
        return
    yield Finding(_("Database"), place.database)
    yield _zone(point.zone.key, machine_zone())
    yield from _administrators(point)
    if is_postgres(current()):
        return
    in_force = settings_in_force(current())
    for name, wanted in pragmas().items():
        if name in in_force:
            good = in_force[name] == str(wanted)
            advice = "" if good else _("Move the database to a local disk.")
            yield Finding(f"PRAGMA {name}", in_force[name], advice)
