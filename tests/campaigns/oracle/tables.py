"""What the tables say beside a made ledger: as much as its acts allow, however wrong they are.

Made of the acts alone, without asking whether any act was allowed: so a wrong act stands in a
database and in a bundle that agree with it in everything, and only the rules can find it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.campaigns.oracle.loading import COMPLETED, ENROLLED, OPENED
from tests.campaigns.oracle.made import Act, Body, Made, Place, Volume

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)
_MANY = 5_000
"""More numbers than any made act has reason to name."""


@dataclass(slots=True)
class Row:
    """A row of a journal, and the names of the acts that it comes from."""

    place: Place
    opened: Act
    words: dict[str, str]
    salt: bytes
    state: str = "open"
    completed: Act | None = None
    ended: Act | None = None
    corrections: list[int] = field(default_factory=list)
    """The acts that corrected it, by name."""
    left_reason: Any = ""
    specialist: Any = None
    role: Any = ""
    channel: Any = ""
    request: Any = ""
    consent: Any = ""
    opened_at: Any = None
    completed_at: Any = None
    signed_at: Any = None
    destroyed_at: Any = None
    drawing: tuple[str, bytes] | None = None


@dataclass(slots=True)
class Person:
    """An enrolled specialist as the newest enrolment says."""

    login: Any
    words: dict[str, str]
    salt: bytes
    duty: Any
    journals: Any
    key: Any
    at: Any
    keys: list[tuple[Any, Any, Any]] = field(default_factory=list)
    """Every key with its public key and its time, the oldest first."""


@dataclass(slots=True)
class Shelved:
    """A volume with its dates, and the act that opened it."""

    opened: Act
    opened_at: Any
    closed_at: Any = None
    vouched: bool = False
    last: Any = 0


@dataclass(slots=True)
class Tables:
    """Everything that stands beside the acts."""

    school: Any = ""
    name: Any = ""
    zone: Any = ""
    people: dict[Any, Person] = field(default_factory=dict)
    holders: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    """Login and time of enrolment, by key."""
    agreements: list[dict[str, Any]] = field(default_factory=list)
    """In the order in which they were recorded; more than one about a key where that was wrong."""
    volumes: dict[Volume, Shelved] = field(default_factory=dict)
    rows: dict[Place, Row] = field(default_factory=dict)
    wordings: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    """Free text and its salt, by the act's name."""
    epochs: int = 0

    def of_volume(self, volume: Volume) -> list[Row]:
        """The rows of a volume in the order of their numbers."""
        rows = [row for place, row in self.rows.items() if place[:2] == volume]
        return sorted(rows, key=lambda row: str(row.place[2]).zfill(9))


def tables_of(made: Made) -> Tables:
    """The tables as the acts fill them, act by act; an act that cannot be read fills nothing."""
    tables = Tables(zone=made.zone)
    for act in made.acts:
        try:
            _take(tables, act, act.body, last_stands=made.last_destruction_stands)
        except UNREADABLE:
            continue
    return tables


def _take(tables: Tables, act: Act, body: Body, *, last_stands: bool) -> None:
    match act.kind:
        case "point_named":
            tables.school, tables.name, tables.zone = body["school"], body["name"], body["zone"]
        case "specialist_enrolled":
            _enrol(tables, act, body)
        case "agreement_recorded":
            hash(body["key"])  # what is no key is about none
            said = {name: body[name] for name in ("key", "login", "date", "at")}
            tables.agreements.append(said | {"text": act.text})
        case "volume_opened":
            tables.volumes.setdefault(act.volume, Shelved(act, body["at"]))
        case "volume_vouched":
            tables.volumes[act.volume].vouched = True
        case "volume_closed":
            _word(tables, act)
            tables.volumes[act.volume].closed_at = body["at"]
        case "data_destroyed":
            _word(tables, act)
            _destroy(tables, body, last_stands=last_stands)
        case "entry_annulled" | "entry_replaced":
            _word(tables, act)
            tables.rows[act.place].corrections.append(act.name)
        case "epoch_begun":
            tables.epochs += 1
        case _ if "number" in body:
            _enter(tables, act, body)


def _word(tables: Tables, act: Act) -> None:
    if "committed" in act.body:
        tables.wordings[act.name] = act.words.get("wording", ""), act.salt


def _enrol(tables: Tables, act: Act, body: Body) -> None:
    login = body["login"]
    before = tables.people.get(login)
    keys = before.keys if before else []
    keys.append((body["key"], body["public_key"], body["at"]))
    words = {name: act.words.get(name, "") for name in ENROLLED}
    tables.people[login] = Person(
        login, words, act.salt, body["duty"], body["journals"], body["key"], body["at"], keys
    )
    tables.holders[body["key"]] = login, body["at"]


def _destroy(tables: Tables, body: Body, *, last_stands: bool) -> None:
    for volume, numbers in body["entries"].items():
        journal, _, year = str(volume).partition("/")
        for number in numbers_of(numbers):
            row = tables.rows.get((journal, int(year), number))
            if row is not None:
                row.words, row.salt = dict.fromkeys(row.words, ""), b""
                row.destroyed_at = body["at"] if last_stands else row.destroyed_at or body["at"]
                _empty_wordings(tables, row)


def _empty_wordings(tables: Tables, row: Row) -> None:
    """The reasons of corrections go with the words of the entry that they are about."""
    for name in row.corrections:
        if name in tables.wordings:
            tables.wordings[name] = "", b""


def numbers_of(words: str) -> list[int]:
    """The numbers of «3, 7–9», read as generously as can be."""
    numbers: list[int] = []
    for run in words.split(", ") if words else []:
        first, _dash, last = run.partition("–")
        numbers.extend(range(int(first), min(int(last or first), int(first) + _MANY) + 1))
    return numbers


def in_words(numbers: list[int]) -> str:
    """Ascending numbers with runs drawn together, as the program writes them."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def spelled_otherwise(random: Random, numbers: list[int]) -> str:
    """The same numbers as no program writes them."""
    listed = [str(number) for number in numbers]
    last = numbers[-1]
    ways = [
        ", ".join(f"0{number}" for number in listed),
        ", ".join(f"+{number}" for number in listed),
        ", ".join(f" {number}" for number in listed),
        ", ".join([*listed[:-1], f"{last}–{last}"]),
        ", ".join(number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) for number in listed),
    ]
    if len(numbers) > 1:
        ways += [", ".join(reversed(listed)), ",".join(listed), ", ".join([*listed, listed[-1]])]
    if any(b - a == 1 for a, b in itertools.pairwise(numbers)):
        ways += [", ".join(listed)] * 3
    return random.choice(ways)


def _enter(tables: Tables, act: Act, body: Body) -> None:
    if act.kind == "entry_opened":
        _open(tables, act, body)
        return
    row = tables.rows[act.place]
    if row.ended is not None:
        return
    if act.kind == "entry_completed":
        words = {name: act.words.get(name, "") for name in COMPLETED}
        row.completed, row.completed_at, row.state = act, body["at"], "completed"
        row.specialist = body["specialist"]
        row.words |= words if row.destroyed_at is None else {}
    elif act.kind == "entry_signed":
        row.ended, row.signed_at, row.state, row.drawing = act, body["at"], "signed", act.drawing
    elif act.kind == "entry_left":
        row.ended, row.state, row.left_reason = act, "left", body["reason"]
        row.specialist = row.specialist if row.completed else body["specialist"]


def _open(tables: Tables, act: Act, body: Body) -> None:
    if act.place in tables.rows:
        return
    words = {name: act.words.get(name, "") for name in OPENED} | dict.fromkeys(COMPLETED, "")
    tables.rows[act.place] = Row(
        act.place,
        act,
        words,
        act.salt,
        role=body["role"],
        channel=body["channel"],
        request=body["request"],
        consent=body.get("consent", ""),
        opened_at=body["at"],
    )
    if act.volume in tables.volumes:
        tables.volumes[act.volume].last = body["number"]
