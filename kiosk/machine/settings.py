"""Settings: a TOML file, two environment variables, and what the command line says.

Every key is optional::

    database = "/srv/help-point/help-point.sqlite3"   # or a postgresql:// address
    keys = "/srv/help-point/help-point.keys"          # the kiosk's secrets, notes and marks
    secrets = "/run/credentials/kiosk.service"        # the secrets apart from them, only read
    zone = "Europe/Simferopol"                        # of a new point, until the first run asks
    language = "ru"                                   # the language the kiosk returns to
    languages = ["ru", "en", "uk"]                    # what F2 goes through
    theme = "light"                                   # or "dark"
    log = "/srv/help-point/kiosk.log"
    exports = "/srv/help-point/exports"               # where the kiosk's screens write files
    stamp = "Подписано простой электронной подписью"  # the words in the stamp of a signature
    backups = "/srv/help-point/backups"               # where the daily backups are kept
    second_backups = "/media/stick/help-point"        # a second folder, on another disk or a stick
    journal_years = 5                                 # after closing, until destruction is proposed
    queue_days = 30                                   # calls and returns are kept so long
    consent = "/srv/help-point/consent.txt"           # a text that visitors agree to or refuse;
                                                      # in Ukrainian: consent.uk.txt beside it
    consent_version = "2026-09"                       # its version; needed where there is a text
    drawn_signature = true                            # a pad to draw on stands before the PIN
    notices = "/srv/help-point/notices.md"            # what the school tells, in Markdown
    calendar_url = "https://school.ru/help.ics"       # the schedule as a calendar, for telephones
    ticket_printer = "tickets"                        # a CUPS queue that prints visitors' tickets
    board_initials = true                             # the board tells initials beside the numbers
    board_sound = "voice"                             # of `kiosk board`; or "chime", or "none"
    day_ends = "20:00"                                # a day ends, its backup is made; "" for none
    diagonal = 15.6                                   # inches of the display: how large keys are
    ratio = "16:9"                                    # its width by its height
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, fields, replace
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import platformdirs

from kiosk.machine.display import Display, display_of
from kiosk.machine.place import DEFAULT_ZONE, SECRETS, Place, is_address, keys_beside
from kiosk.words.consent import LONGEST, Consent
from kiosk.words.errors import CannotRead
from kiosk.words.i18n import _
from kiosk.words.languages import SCHOOL, offered

APPLICATION = "help-point"
CHECKPOINTS = "checkpoints"
"""The folder of all checkpoints, in that of the backups."""
CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""The variable in which systemd names the folder of a service's credentials."""
THEMES = ("light", "dark")
SOUNDS = ("voice", "chime", "none")
"""What a second display lets hear at a call."""
_ADDRESS = re.compile(r"(https?|webcal)://[^\s/]\S{0,200}")
_QUEUE = re.compile(r"[^\W_][\w.@-]{0,126}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_RATIO = re.compile(r"[1-9]\d?:[1-9]\d?")
_INCHES = range(5, 111)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the school has chosen; an empty text stands for the default."""

    database: str = ""
    keys: str = ""
    secrets: str = ""
    zone: str = DEFAULT_ZONE
    language: str = "ru"
    languages: tuple[str, ...] = ("ru", "en")
    theme: str = "light"
    log: str = ""
    exports: str = ""
    stamp: str = ""
    backups: str = ""
    second_backups: str = ""
    notices: str = ""
    ticket_printer: str = ""
    board_initials: bool = False
    board_sound: str = "voice"
    calendar_url: str = ""
    day_ends: str = "20:00"
    journal_years: int = 5
    queue_days: int = 30
    consent: str = ""
    consent_version: str = ""
    drawn_signature: bool = False
    diagonal: float = 0.0
    ratio: str = "16:9"
    asked: Consent | None = None
    """What visitors are asked to agree to; None where the school needs no consent."""
    read_from: str = ""
    """The file that these were read from, for another process of this program to read."""

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages that visitors choose from, that of the kiosk first."""
        return tuple(dict.fromkeys((self.language, *self.languages)))

    @property
    def place(self) -> Place:
        """Where the help point is kept; in the platform's data folder unless told otherwise."""
        database = self.database or str(_data_folder() / f"{APPLICATION}.sqlite3")
        default = _data_folder() / "keys" if is_address(database) else keys_beside(database)
        keys = Path(self.keys) if self.keys else default
        return Place(database, keys, self.zone, self._secrets if self.secrets else None)

    @property
    def _secrets(self) -> Path:
        """The folder that the secrets are read from: what systemd hands to this very program goes
        before the setting, so that a command can be given them while the kiosk is stopped."""
        handed = os.environ.get(CREDENTIALS)
        if handed and Path(handed, SECRETS[0]).is_file():
            return Path(handed)
        return Path(self.secrets)

    @property
    def log_file(self) -> Path:
        """Where the program writes what is not for the public screen."""
        return Path(self.log) if self.log else platformdirs.user_log_path(APPLICATION) / "kiosk.log"

    @property
    def export_folder(self) -> Path:
        """Where the screens write journals: beside the database unless told otherwise."""
        return Path(self.exports) if self.exports else self._folder_of_database() / "exports"

    @property
    def backup_folder(self) -> Path:
        """Where the daily backups and every checkpoint are kept; beside the database unless told
        otherwise."""
        return Path(self.backups) if self.backups else self._folder_of_database() / "backups"

    @property
    def checkpoint_folders(self) -> list[Path]:
        """Where checkpoints are kept: with the backups, and with those in the second folder."""
        second = [Path(self.second_backups)] if self.second_backups else []
        return [folder / CHECKPOINTS for folder in (self.backup_folder, *second)]

    @property
    def display(self) -> Display:
        """The display that the screens are shown on."""
        return display_of(self.diagonal, self.ratio)

    @property
    def notices_file(self) -> Path:
        """What the school tells its visitors; beside the database unless told otherwise."""
        return Path(self.notices) if self.notices else self._folder_of_database() / "notices.md"

    @property
    def day_end(self) -> time | None:
        """When the day's backup is made; None where the school makes its own."""
        return time.fromisoformat(self.day_ends) if self.day_ends else None

    def _folder_of_database(self) -> Path:
        """The folder of a SQLite file; the platform's data folder where a server has the data."""
        database = self.place.database
        return _data_folder() if is_address(database) else Path(database).absolute().parent


def _data_folder() -> Path:
    """The platform's folder for this program's data."""
    return platformdirs.user_data_path(APPLICATION)


def load(
    path: Path | None, *, database: str | None = None, language: str | None = None
) -> Settings:
    """The settings in a file, with the database and the language of the command line over them.

    Raises CannotRead for a file that is absent, not TOML, or says something unknown.
    """
    values = _read(path) if path else {}
    if database:
        values["database"] = database
    if language:
        values["language"] = language
    settings = replace(Settings(**values), read_from=str(path.absolute()) if path else "")
    return replace(settings, asked=_consent(settings)) if settings.consent else settings


def _consent(settings: Settings) -> Consent:
    """The text that visitors are asked to agree to, with its version, and its translations, which
    stand beside it: ``consent.uk.txt`` is the Ukrainian one of ``consent.txt``.

    Raises CannotRead where it cannot be read, is too long or has no version: a school that relies
    on it must not open without it.
    """
    file = Path(settings.consent)
    beside = {code: file.with_suffix(f".{code}{file.suffix}") for code in offered()}
    translated = {
        code: _wording(other)
        for code, other in beside.items()
        if code != SCHOOL and other.is_file()
    }
    text = _wording(file)
    try:
        return Consent(settings.consent_version, text, translated)
    except ValueError as error:
        raise CannotRead(
            settings.read_from,
            _("“consent_version” is needed: up to 20 letters and digits, such as 2026-09."),
        ) from error


def _wording(file: Path) -> str:
    """The text of a consent in one language. Raises CannotRead."""
    try:
        text = file.read_text("utf-8-sig").strip()
    except OSError as error:
        raise CannotRead(str(file), error.strerror or "") from error
    except ValueError as error:
        raise CannotRead(str(file), _("it is not text in UTF-8.")) from error
    if not 0 < len(text) <= LONGEST:
        raise CannotRead(str(file), _("a consent has 1 to {most} characters.").format(most=LONGEST))
    return text


def _read(path: Path) -> dict[str, Any]:
    """What a settings file says, each key and value checked. Raises CannotRead."""
    import tomllib

    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CannotRead(str(path), error.strerror or "") from error
    except ValueError as error:
        raise CannotRead(str(path), str(error)) from error
    if isinstance(values.get("languages"), list):
        values["languages"] = tuple(values["languages"])
    if type(values.get("diagonal")) is int:
        values["diagonal"] = float(values["diagonal"])
    for key, value in values.items():
        _check(path, key, value)
    return values


def _check(path: Path, key: str, value: Any) -> None:
    """Raise CannotRead for a key that is unknown and for a value that it cannot have."""
    known = {field.name for field in fields(Settings)} - {"asked", "read_from"}
    if key not in known or type(value) is not type(getattr(Settings(), key)):
        raise CannotRead(str(path), _("“{key}” is not a setting.").format(key=key))
    choices = {
        "language": offered(),
        "languages": offered(),
        "theme": THEMES,
        "board_sound": SOUNDS,
    }.get(key)
    chosen = value if key == "languages" else (value,)
    if choices and any(each not in choices for each in chosen):
        raise CannotRead(
            str(path),
            _("“{key}” must be one of: {choices}.").format(key=key, choices=", ".join(choices)),
        )
    if key == "day_ends" and value and not _TIME.fullmatch(value):
        raise CannotRead(str(path), _("“{key}” is a time such as 20:00.").format(key=key))
    if key == "ticket_printer" and value and not _QUEUE.fullmatch(value):
        raise CannotRead(str(path), _("“{key}” is the name of a CUPS queue.").format(key=key))
    if key == "diagonal" and int(value) not in _INCHES:
        raise CannotRead(
            str(path), _("“{key}” is the display's diagonal in inches, 5 to 110.").format(key=key)
        )
    if key == "ratio" and not _RATIO.fullmatch(value):
        raise CannotRead(str(path), _("“{key}” is a ratio such as 16:9.").format(key=key))
    if key == "calendar_url" and value and not _ADDRESS.fullmatch(value):
        raise CannotRead(str(path), _("“{key}” is a web address: https://…").format(key=key))
    if key == "zone":
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise CannotRead(
                str(path), _("there is no time zone “{zone}”.").format(zone=value)
            ) from error
