"""Writing acts at the end of a made ledger: each in its form, with the hand and facts it is told.

Nothing here asks whether an act is allowed; ``going_on`` does, and the wrong deeds do not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.words.days import local
from tests.campaigns.oracle.change import NotHere
from tests.campaigns.oracle.loading import COMPLETED, OPENED, digest
from tests.campaigns.oracle.made import Act, Covered, HashOf, Key, Made, Volume, drawn
from tests.campaigns.oracle.tables import Person, Row, Tables, in_words, tables_of

STROKES = "[[[100,200],[300,500]],[[1000,1500],[900,400]]]"


ZONE = ZoneInfo("Europe/Simferopol")
"""Where the help points of the scenes are."""


class Pen:
    """Writes into one ledger; ``random`` chooses what nobody asks for."""

    def __init__(self, made: Made, random: Random) -> None:
        self.made, self.random = made, random

    @property
    def tables(self) -> Tables:
        return tables_of(self.made)

    @property
    def last_at(self) -> str:
        return str(self.made.acts[-1].body["at"])

    def later(self, **passed: float) -> str:
        """The time so long after the last act."""
        return moved(self.last_at, **passed)

    @property
    def year(self) -> int:
        return self.year_of(self.last_at)

    def year_of(self, at: str) -> int:
        """The school year of a moment at the point."""
        day = _moment(at).astimezone(ZoneInfo(self.made.zone))
        return day.year - (day.month < 9)

    def say(
        self, kind: str, facts: dict[str, Any], *, hand: str = "", at: str = "", **more: Any
    ) -> Act:
        """An act at the end, by the kiosk's hand unless told otherwise; at the last act's time."""
        body = {"v": 1, "kind": kind, "at": at or self.last_at, **facts}
        act = Act(self.made.new_name(), body, hand or self.made.kiosk, **more)
        if act.words:
            act.commit()
        return self.made.add(act)

    # ---- who ----

    def people(self, *, administrator: bool = False, keeps: str = "") -> list[Person]:
        """Enrolled people whose key is at hand, perhaps only some of them."""
        return [
            person
            for person in self.tables.people.values()
            if person.key in self.made.keys
            and (not administrator or person.duty == "administrator")
            and (not keeps or keeps in str(person.journals).split())
        ]

    def somebody(self, **which: Any) -> Person:
        return self.choose(self.people(**which))

    def responsible(self, journal: str) -> list[Person]:
        """Who answers for a journal."""
        return [
            person
            for person in self.people()
            if person.duty == "administrator"
            or (person.duty == "technical" and journal in str(person.journals).split())
        ]

    def choose(self, among: Any) -> Any:
        """One of some things. Raises NotHere where there is none."""
        among = list(among)
        if not among:
            raise NotHere
        return self.random.choice(among)

    # ---- which rows ----

    def rows(self, wanted: Callable[[Row], bool] = lambda row: True) -> list[Row]:
        return [row for row in self.tables.rows.values() if wanted(row)]

    def standing(self, wanted: Callable[[Row], bool] = lambda row: True) -> list[Row]:
        """Rows of volumes that are not closed."""
        volumes = self.tables.volumes
        return [
            row
            for row in self.rows(wanted)
            if row.place[:2] in volumes and not volumes[row.place[:2]].closed_at
        ]

    def signed(self, *, corrected: bool = False) -> list[Row]:
        return self.rows(lambda row: row.state == "signed" and bool(row.corrections) is corrected)

    # ---- the acts ----

    def open_volume(self, journal: str, year: int, **more: Any) -> Act:
        return self.say("volume_opened", {"journal": journal, "year": year}, **more)

    def ready(self, journal: str, at: str) -> Volume:
        """The volume of a moment, opened where nobody has. Raises NotHere for a closed one."""
        volume = journal, self.year_of(at)
        shelved = self.tables.volumes.get(volume)
        if shelved is None:
            self.open_volume(*volume, at=at)
        elif shelved.closed_at:
            raise NotHere
        return volume

    def open(self, volume: Volume, number: int | None = None, **facts: Any) -> Act:
        """The opening of an entry with the next number."""
        shelved = self.tables.volumes.get(volume)
        journal, year = volume
        consultation = journal == "consultations"
        facts, more = _parted(facts)
        said = {
            "journal": journal,
            "year": year,
            "number": (shelved.last if shelved else 0) + 1 if number is None else number,
            "role": self.random.choice(["teacher", "guardian"]) if consultation else "",
            "channel": self.random.choice(["in_person", "email", "message", "online"]),
            "request": self.random.randbytes(16).hex(),
        }
        words = dict.fromkeys(OPENED, "")
        words["name"] = self.random.choice(["Ли Яна", "Гончар Вера Степановна", ""])
        words["topic_title" if consultation else "problem"] = f"Вопрос {self.random.randrange(99)}"
        words |= {} if consultation else {"room": str(self.random.randrange(1, 400))}
        if self.random.random() < 0.2:
            said["consent"] = self.random.choice(["1", "2", "1-refused"])
        salt = self.random.randbytes(32)
        return self.say("entry_opened", said | facts, words=words, salt=salt, **more)

    def complete(self, row: Row, login: Any, **facts: Any) -> Act:
        facts, more = _parted(facts)
        words = dict(
            zip(COMPLETED, ("Показано", self.random.choice(["", "Повторно"])), strict=True)
        )
        said = _place(row) | {"specialist": login} | facts
        return self.say("entry_completed", said, words=words, salt=row.opened.salt, **more)

    def sign(self, row: Row, person: Person, *, draw: bool = False, **facts: Any) -> Act:
        facts, more = _parted(facts)
        said = _place(row) | {
            "specialist": person.login,
            "opened": HashOf(row.opened.name),
            "completed": HashOf(row.completed.name) if row.completed else "",
        }
        if draw:
            more["drawing"] = STROKES, self.random.randbytes(32)
            said["drawing"] = drawn(more["drawing"][1], STROKES)
        return self.say("entry_signed", said | facts, **{"hand": person.key, **more})

    def leave(self, row: Row, login: Any, **facts: Any) -> Act:
        facts, more = _parted(facts)
        reason = self.random.choice(["no_show", "cancelled"])
        said = _place(row) | {"specialist": login, "reason": reason}
        return self.say("entry_left", said | facts, **more)

    def annul(self, row: Row, person: Person, **facts: Any) -> Act:
        return self._correct("entry_annulled", row, person, facts)

    def replaced(self, row: Row, person: Person, successor: Any, **facts: Any) -> Act:
        """The act that says by which entry a row is replaced."""
        return self._correct("entry_replaced", row, person, {"successor": successor} | facts)

    def _correct(self, kind: str, row: Row, person: Person, facts: dict[str, Any]) -> Act:
        facts, more = _parted(facts)
        said = _place(row) | {
            "specialist": person.login,
            "signed": HashOf(row.ended.name) if row.ended else "",
        }
        return self.say(kind, said | facts, **self._worded(), **{"hand": person.key, **more})

    def replace(self, row: Row, person: Person, **more: Any) -> list[Act]:
        """A whole replacement: the new entry opened, completed and signed, then the old replaced.
        ``more`` are facts of the opening."""
        journal, year, number = row.place
        corrects = more.pop("corrects", {"year": year, "number": number})
        volume = self.ready(journal, self.last_at)
        opened = self.open(volume, corrects=corrects, **more)
        completed = self.complete(self.tables.rows[opened.place], person.login)
        new = self.tables.rows[opened.place]
        signed = self.sign(new, person)
        place = {"year": volume[1], "number": opened.body["number"]}
        return [opened, completed, signed, self.replaced(row, person, place)]

    def destroy(self, rows: list[Row], person: Person, **facts: Any) -> Act:
        facts, more = _parted(facts)
        named: dict[str, list[int]] = {}
        for journal, year, number in sorted(row.place for row in rows):
            named.setdefault(f"{journal}/{year}", []).append(number)
        said = {
            "entries": {volume: in_words(numbers) for volume, numbers in named.items()},
            "count": len(rows),
            "cause": self.random.choice(["expired", "request"]),
            "specialist": person.login,
        }
        hand = {"hand": person.key, **more}
        return self.say("data_destroyed", said | facts, **self._worded("Заявление"), **hand)

    def vouch(self, volume: Volume, person: Person, **facts: Any) -> Act:
        facts, more = _parted(facts)
        opened = HashOf(self.tables.volumes[volume].opened.name)
        said = {"journal": volume[0], "year": volume[1], "specialist": person.login}
        said |= {"opened": opened}
        return self.say("volume_vouched", said | facts, **{"hand": person.key, **more})

    def close(self, volume: Volume, person: Person, **facts: Any) -> Act:
        """The closing of a volume, true unless told otherwise."""
        facts, more = _parted(facts)
        last = self.tables.volumes[volume].last
        unsigned = self.unsigned(volume)
        said = {
            "journal": volume[0],
            "year": volume[1],
            "specialist": person.login,
            "entries": last,
            "first": min(1, last),
            "last": last,
            "unsigned": in_words(unsigned),
            "rows": Covered.ROWS,
            "head": Covered.HEAD,
        }
        beside = self._worded("Болезнь") if unsigned else {}
        return self.say("volume_closed", said | facts, **beside, **{"hand": person.key, **more})

    def unsigned(self, volume: Volume) -> list[int]:
        """The numbers of a volume that have not ended."""
        rows = self.tables.of_volume(volume)
        return [row.place[2] for row in rows if row.state not in ("signed", "left")]

    def enrol(self, login: Any, *, key: Key | None = None, **facts: Any) -> Act:
        """An enrolment with a new key, by an administrator unless told otherwise."""
        facts, more = _parted(facts)
        key = key or Key(self.random.randbytes(32))
        self.made.keys[key.name] = key
        before = self.tables.people.get(login)
        said = {
            "login": login,
            "duty": before.duty if before else "teacher",
            "journals": before.journals if before else "consultations",
            "key": key.name,
            "public_key": key.public.hex(),
        }
        words = {
            "name": before.words["name"] if before else "Новикова Юлия Игоревна",
            "post": before.words["post"] if before else "учитель",
            "pin_salt": self.random.randbytes(16).hex(),
            "sealed_key": self.random.randbytes(72).hex(),
        }
        salt = before.salt if before else self.random.randbytes(32)
        hands = {"second": key.name, **more}
        if "hand" not in hands:
            hands["hand"] = self.somebody(administrator=True).key
        return self.say("specialist_enrolled", said | facts, words=words, salt=salt, **hands)

    def agree(self, key: Any, login: Any, **facts: Any) -> Act:
        facts, more = _parted(facts)
        text = f"СОГЛАШЕНИЕ о ключе {key}"
        today = f"{local(self.last_at, ZONE).date()}"
        said = {"login": login, "key": key, "date": today, "digest": digest(text)}
        if "hand" not in more:
            more["hand"] = self.somebody(administrator=True).key
        return self.say("agreement_recorded", said | facts, text=text, **more)

    def checkpoint(self, **more: Any) -> Act:
        return self.say("checkpoint_made", {}, **more)

    def epoch(self, **facts: Any) -> Act:
        facts, more = _parted(facts)
        said = {
            "epoch": self.tables.epochs + 1,
            "left_size": len(self.made.acts) + self.random.randrange(-3, 40),
            "left_head": self.random.randbytes(32).hex(),
        }
        return self.say("epoch_begun", said | facts, **more)

    def name_point(self, **facts: Any) -> Act:
        facts, more = _parted(facts)
        tables = self.tables
        said = {"school": tables.school, "name": tables.name, "zone": self.made.zone}
        return self.say("point_named", said | facts, **more)

    def resolve_clock(self, person: Person, **facts: Any) -> Act:
        facts, more = _parted(facts)
        at = more.pop("at", "") or self.later(minutes=-self.random.randrange(1, 600))
        said = {"before": self.last_at} | facts
        return self.say("clock_resolved", said, **{"hand": person.key, "at": at, **more})

    def _worded(self, words: str = "Записано дважды") -> dict[str, Any]:
        return {"words": {"wording": words}, "salt": self.random.randbytes(32)}


def moved(at: str, **passed: float) -> str:
    """A time in the ledger's form, so long after another."""
    moment = _moment(at) + timedelta(**passed)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at[:-1]).replace(tzinfo=UTC)


def _place(row: Row) -> dict[str, Any]:
    return dict(zip(("journal", "year", "number"), row.place, strict=True))


def _parted(said: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts, and what is no fact: hand, second, time."""
    more = {name: said[name] for name in ("hand", "second", "at") if name in said}
    return {name: value for name, value in said.items() if name not in more}, more
