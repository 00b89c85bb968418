"""Ledgers of a few acts, said by keys of the tests: no database, no day's work.

``Said`` says right acts, each with words of its own; a test says one of them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kiosk.proof.acts import (
    COMPLETED_WORDS,
    MEANINGS,
    OPENED_WORDS,
    PERSON_WORDS,
    SIGNER_WORDS,
    WHO_AND_WHAT,
    WORDING,
    Kind,
    shifted,
)
from kiosk.proof.canonical import canonical, commitment
from kiosk.proof.chain import SignedAct, chained, genesis, key_message, witness_message
from kiosk.proof.history import Place, Shelf
from kiosk.proof.rows import numbers_in_words
from kiosk.signing.keys import Signer
from tests.kiosk.proof.remembered import Remembered

UID, AT, HASH, ZONE = "point", "2025-11-24T06:00:00.000Z", "0a" * 32, "Europe/Simferopol"
SEEDS = {name: bytes([seed] * 32) for seed, name in enumerate(("kiosk", "chief", "teacher"), 1)}
SEEDS |= {name: bytes([seed] * 32) for seed, name in enumerate(("desk", "engineer", "spare"), 4)}
KIOSK, CHIEF, TEACHER, DESK, ENGINEER, SPARE = (Signer(SEEDS[name]) for name in SEEDS)
OTHERS = [Signer(bytes([seed] * 32)) for seed in range(20, 40)]
"""Keys that nobody has yet."""
SHELF: Shelf = ("consultations", 2025)
REQUESTS: Shelf = ("requests", 2025)
SERIES = {"consultations": "К", "requests": "Т"}
TEXTS = {
    "name": "Артёменко Татьяна Юрьевна",
    "school_class": "",
    "room": "215",
    "topic_title": "Отметки",
    "problem": "",
    "result": "Показано",
    "note": "",
    "post": "учитель",
    "signer": "Белая И. В.",
    "signer_post": "учитель",
    "wording": "Записано дважды",
}
"""What people said, by word."""


class Word(NamedTuple):
    """A word that an act commits to: the act's number, the word's name, its text and its salt."""

    act: int
    word: str
    text: str
    salt: bytes


class Said:
    """The acts of a ledger, each chained to the one before."""

    def __init__(self, uid: str = UID) -> None:
        self.uid, self.acts, self.zone = uid, list[SignedAct](), "UTC"
        self.words = list[Word]()
        self.numbers: dict[Shelf, int] = {}
        self._tickets: dict[tuple[str, str], int] = {}
        self.covered: dict[Place, dict[str, object]] = {}
        """What a signature says of an entry, by place."""

    @property
    def tail(self) -> bytes:
        """What the next act is chained to."""
        return self.acts[-1].tail if self.acts else genesis(self.uid)

    @property
    def who(self) -> str:
        """What is chained to the newest act that says who or what somebody is."""
        kinds = {kind.value for kind in WHO_AND_WHAT}
        return next((act.tail.hex() for act in reversed(self.acts) if act.kind in kinds), "")

    def tail_at(self, size: int) -> str:
        """What was chained to act ``size``, in digits."""
        return (self.acts[size - 1].tail if size else genesis(self.uid)).hex()

    def say(
        self,
        kind: Kind,
        hand: Signer = KIOSK,
        *,
        at: str = AT,
        seen: int | None = None,
        request: str | None = None,
        given: Mapping[str, object] | None = None,
        cosigned: bool | None = None,
        **facts: object,
    ) -> SignedAct:
        """The next act; ``seen`` is how much of the ledger its device had seen, all where it is not
        given. ``given`` is what it is given besides its time and number."""
        seq = len(self.acts) + 1
        size = seq - 1 if seen is None else seen
        asked = f"{seq:032x}" if request is None else request
        common = {"v": 2, "kind": kind.value, "point": self.uid, "device": KIOSK.key_id}
        common |= {"request": asked, "said": at, "seen": {"size": size, "head": self.tail_at(size)}}
        if kind in WHO_AND_WHAT and kind is not Kind.KIOSK_ENROLLED:
            common["before"] = self.who
        body = canonical({**common, **facts})  # type: ignore[dict-item]
        added = canonical({"at": at, "seq": seq, **(given or {})})  # type: ignore[dict-item]
        is_cosigned = hand is not KIOSK if cosigned is None else cosigned
        signatures = hand.sign(body), KIOSK.sign(body) if is_cosigned else None
        tail = chained(self.tail, seq, added, body, *signatures)
        key = hand.key_id
        act = SignedAct(seq, kind.value, at, asked, body, added, key, *signatures, tail)
        self.acts.append(act)
        return act

    def begin(self, key: Signer = KIOSK, **facts: object) -> SignedAct:
        """The first act: the kiosk's key."""
        said = {"key": key.key_id, "public_key": key.public_key.hex()}
        return self.say(Kind.KIOSK_ENROLLED, **(said | facts))

    def name_point(self, hand: Signer = CHIEF, zone: str = ZONE, **facts: object) -> SignedAct:
        """School, point and time zone."""
        said = {"school": "Школа № 1", "name": "Пункт помощи", "zone": zone}
        act = self.say(Kind.POINT_NAMED, hand, **(said | facts))
        self.zone = zone
        return act

    def enrol(self, login: str, key: Signer, hand: Signer = KIOSK, /, **facts: object) -> SignedAct:
        """An enrolment; the first one is an administrator's."""
        first = hand is KIOSK
        said = {
            "login": login,
            "duty": "administrator" if first else "teacher",
            "journals": "consultations requests" if first else "consultations",
            "committed": self.commit(PERSON_WORDS, of=login),
            **self.new_key(login, key),
        }
        return self.say(Kind.SPECIALIST_ENROLLED, hand, **(said | facts))

    def renew(self, login: str, key: Signer, hand: Signer = CHIEF, /, **facts: object) -> SignedAct:
        """A new key of somebody."""
        said = {"login": login, **self.new_key(login, key)}
        return self.say(Kind.KEY_RENEWED, hand, **(said | facts))

    def prepare(
        self, login: str, key: Signer, hand: Signer = CHIEF, /, **facts: object
    ) -> SignedAct:
        """A recovery code of an administrator, whose key is ``key``."""
        new = self.new_key(login, key)
        said = {"specialist": login, **{name: new[name] for name in ("key", "public_key", "proof")}}
        return self.say(Kind.RECOVERY_PREPARED, hand, **(said | facts))

    def change(self, login: str, hand: Signer = CHIEF, /, **facts: object) -> SignedAct:
        """Who somebody is from now on."""
        said = {"login": login, "duty": "teacher", "journals": "consultations"}
        committed = self.commit(PERSON_WORDS, of=f"{login} {len(self.acts)}")
        return self.say(Kind.SPECIALIST_CHANGED, hand, **(said | {"committed": committed} | facts))

    def dismiss(self, login: str, hand: Signer = CHIEF, /, **facts: object) -> SignedAct:
        """The end of somebody's key."""
        return self.say(Kind.SPECIALIST_DISMISSED, hand, **({"login": login} | facts))

    def agree(self, login: str, key: Signer, hand: Signer = CHIEF, /, **facts: object) -> SignedAct:
        """The agreement about a key."""
        said = {"login": login, "key": key.key_id, "date": "2025-11-24", "digest": HASH}
        return self.say(Kind.AGREEMENT_RECORDED, hand, **(said | facts))

    def open_desk(
        self, login: str, hand: Signer, session: Signer, /, *, at: str = AT, **facts: object
    ) -> SignedAct:
        """A desk for an hour."""
        key = self.new_key(login, session)
        said = {name: key[name] for name in ("key", "public_key", "proof")}
        said |= {"specialist": login, "until": shifted(at, 3600)}
        return self.say(Kind.DESK_OPENED, hand, at=at, **(said | facts))

    def close_desk(self, login: str, session: Signer, /, **facts: object) -> SignedAct:
        """The end of a session."""
        return self.say(Kind.DESK_CLOSED, session, **({"specialist": login} | facts))

    def open_volume(self, shelf: Shelf = SHELF, **facts: object) -> SignedAct:
        """A volume without rows."""
        return self.say(Kind.VOLUME_OPENED, **(on(shelf) | facts))

    def vouch(
        self, opening: SignedAct, *, hand: Signer = CHIEF, at: str = AT, **facts: object
    ) -> SignedAct:
        """The administrator's signature under a volume's first page."""
        said = self.signature(Kind.VOLUME_VOUCHED, "chief", at)
        said |= {**on(SHELF), "opened": opening.tail.hex()}
        return self._signed(Kind.VOLUME_VOUCHED, hand, at, said | facts)

    def close_volume(
        self,
        *,
        at: str,
        hand: Signer = CHIEF,
        open_rows: Iterable[int] = (),
        shelf: Shelf = SHELF,
        **facts: object,
    ) -> SignedAct:
        """The closing of a volume, with a reason where something is unsigned."""
        left, count = numbers_in_words(open_rows), self.numbers.get(shelf, 0)
        said = self.signature(Kind.VOLUME_CLOSED, "chief", at, *(WORDING if left else ()))
        past = Remembered(self.uid)
        past.acts = self.acts
        said |= {**on(shelf), "entries": count, "first": min(1, count), "last": count}
        said |= {"unsigned": left, "rows": past.digest(shelf, len(self.acts)).hex()}
        return self._signed(Kind.VOLUME_CLOSED, hand, at, said | facts)

    def opened(
        self,
        shelf: Shelf = SHELF,
        *,
        at: str = AT,
        given: Mapping[str, object] | None = None,
        kind: Kind = Kind.ENTRY_OPENED,
        hand: Signer = KIOSK,
        words: tuple[str, ...] = OPENED_WORDS,
        **facts: object,
    ) -> Place:
        """A visitor's entry; returns its place."""
        line = self.day(at), SERIES[shelf[0]]
        number, ticket = self.numbers.get(shelf, 0) + 1, self._tickets.get(line, 0) + 1
        self.numbers[shelf], self._tickets[line], place = number, ticket, (*shelf, number)
        gives = {"day": line[0], "series": line[1], "number": number, "ticket": ticket}
        said = {**on(shelf), "role": "teacher", "channel": "in_person"}
        said["committed"] = self.commit(words, of=place)
        gives = {**gives, **(given or {})}
        act = self.say(kind, hand, at=at, given=gives, **(said | facts))
        self.covered[place] = {**at_place(place), "opened": act.tail.hex()}
        return place

    def asked(
        self, shelf: Shelf = SHELF, session: Signer = DESK, *, at: str = AT, **facts: object
    ) -> Place:
        """An enquiry that the teacher's desk writes down; nobody has helped yet."""
        said = {"specialist": "teacher", "channel": "email", "asked": f"{self.day(at)}T00:00"}
        return self.opened(shelf, at=at, kind=Kind.ENTRY_ASKED, hand=session, **(said | facts))

    def recorded(
        self, shelf: Shelf = SHELF, session: Signer = DESK, *, at: str = AT, **facts: object
    ) -> Place:
        """The same with the help that was given."""
        said = {"specialist": "teacher", "channel": "email", "asked": f"{self.day(at)}T00:00"}
        kind, words = Kind.ENTRY_RECORDED, (*OPENED_WORDS, *COMPLETED_WORDS)
        how = {"at": at, "kind": kind, "hand": session, "words": words}
        place = self.opened(shelf, **(how | said | facts))  # type: ignore[arg-type]
        self.covered[place]["completed"] = self.covered[place]["opened"]
        return place

    def completed(
        self, place: Place, session: Signer = DESK, *, at: str = AT, **facts: object
    ) -> SignedAct:
        """The completion, by the teacher's desk."""
        said = {**at_place(place), "specialist": "teacher"}
        said["committed"] = self.commit(COMPLETED_WORDS, of=place)
        act = self.say(Kind.ENTRY_COMPLETED, session, at=at, **(said | facts))
        self.covered[place]["completed"] = act.tail.hex()
        return act

    def left(self, place: Place, session: Signer = DESK, **facts: object) -> SignedAct:
        """The end without help."""
        said = {**at_place(place), "specialist": "teacher", "reason": "no_show"}
        return self.say(Kind.ENTRY_LEFT, session, **(said | facts))

    def carried(self, place: Place, session: Signer = DESK, **facts: object) -> SignedAct:
        """A visitor who waits on after the day's end."""
        said = {**at_place(place), "specialist": "teacher", "day": self.day(AT)}
        return self.say(Kind.ENTRY_CARRIED, session, **(said | facts))

    def lapsed(self, place: Place, hand: Signer = KIOSK, **facts: object) -> SignedAct:
        """A consultation that ended with its day."""
        said = {**at_place(place), "day": self.day(AT), "ends": "20:00"}
        return self.say(Kind.ENTRY_LAPSED, hand, **(said | facts))

    def withdrawn(self, place: Place, hand: Signer = KIOSK, **facts: object) -> SignedAct:
        """A visitor who needs no help any more."""
        return self.say(Kind.ENTRY_WITHDRAWN, hand, **(at_place(place) | facts))

    def restored(self, place: Place, session: Signer = DESK, **facts: object) -> SignedAct:
        """A withdrawal that a desk takes back."""
        said = {**at_place(place), "specialist": "teacher"}
        return self.say(Kind.ENTRY_RESTORED, session, **(said | facts))

    def deferred(self, place: Place, hand: Signer = KIOSK, **facts: object) -> SignedAct:
        """A visitor who lets the next one pass."""
        return self.say(Kind.ENTRY_DEFERRED, hand, **({**at_place(place), "until": ""} | facts))

    def signed(
        self,
        *places: Place,
        hand: Signer = TEACHER,
        login: str = "teacher",
        at: str = AT,
        **facts: object,
    ) -> SignedAct:
        """The signature under some entries."""
        said = self.signature(Kind.ENTRY_SIGNED, login, at)
        said["entries"] = [self.covered[place] for place in places]
        return self._signed(Kind.ENTRY_SIGNED, hand, at, said | facts)

    def annulled(
        self,
        place: Place,
        signing: SignedAct,
        *,
        hand: Signer = CHIEF,
        login: str = "chief",
        at: str = AT,
        **facts: object,
    ) -> SignedAct:
        """The annulment of a signed entry."""
        said = self.signature(Kind.ENTRY_ANNULLED, login, at, *WORDING)
        said |= {**at_place(place), "signed": signing.tail.hex()}
        return self._signed(Kind.ENTRY_ANNULLED, hand, at, said | facts)

    def restated(
        self,
        old: Place,
        signing: SignedAct,
        *,
        hand: Signer = TEACHER,
        login: str = "teacher",
        at: str = AT,
        given: Mapping[str, object] | None = None,
        **facts: object,
    ) -> Place:
        """An entry that is to stand for a signed one; returns its place."""
        number = self.numbers[old[:2]] + 1
        self.numbers[old[:2]], place = number, (*old[:2], number)
        said = self.signature(Kind.ENTRY_RESTATED, login, at, *WORDING)
        fixed = {**self.commit((*OPENED_WORDS, *COMPLETED_WORDS), of=place)}
        said["committed"] = {**said["committed"], **fixed}  # type: ignore[dict-item]
        said |= {**on(old[:2]), "role": "teacher", "channel": "in_person"}
        corrects = {"year": old[1], "number": old[2]}
        said["corrects"] = {**corrects, "signed": signing.tail.hex()}
        gives = {"number": number, **(given or {})}
        act = self._signed(Kind.ENTRY_RESTATED, hand, at, said | facts, gives)
        tail = act.tail.hex()
        covered = {**at_place(place), "opened": tail, "completed": tail, "corrects": corrects}
        self.covered[place] = covered
        return place

    def destroyed(
        self, *places: Place, hand: Signer = CHIEF, at: str = AT, **facts: object
    ) -> SignedAct:
        """An act of destruction."""
        named: dict[str, list[int]] = {}
        for journal, year, number in places:
            named.setdefault(f"{journal}/{year}", []).append(number)
        words = {volume: numbers_in_words(numbers) for volume, numbers in named.items()}
        said = {"specialist": "chief", "entries": words, "count": len(places), "cause": "request"}
        said["committed"] = self.commit(WORDING)
        return self.say(Kind.DATA_DESTROYED, hand, at=at, **(said | facts))

    def begin_epoch(
        self, epoch: int, left: int = 9, hand: Signer = CHIEF, at: str = AT, **facts: object
    ) -> SignedAct:
        """A new epoch, after a history of so many acts; the database lives where it did."""
        said = {"specialist": "chief", "epoch": epoch, "left_size": left, "left_head": HASH}
        given = {"home": "here"}
        said |= {"cause": "restored"}
        return self.say(Kind.EPOCH_BEGUN, hand, at=at, given=given, **(said | facts))

    def checkpoint(self, **facts: object) -> SignedAct:
        """An act that says as little as an act can."""
        return self.say(Kind.CHECKPOINT_MADE, **facts)  # type: ignore[arg-type]

    def signature(self, kind: Kind, login: str, at: str, *words: str) -> dict[str, object]:
        """What every signature under a journal says."""
        return {
            "specialist": login,
            "date": self.day(at),
            "zone": self.zone,
            "meaning": MEANINGS[kind],
            "committed": self.commit((*SIGNER_WORDS, *words)),
        }

    def _signed(
        self,
        kind: Kind,
        hand: Signer,
        at: str,
        facts: Mapping[str, object],
        given: Mapping[str, object] | None = None,
    ) -> SignedAct:
        return self.say(kind, hand, at=at, given=given, **facts)  # type: ignore[arg-type]

    def commit(self, words: Iterable[str], of: object = None) -> dict[str, object]:
        """Commitments to words of the next act: with a salt for all of them where they are ``of``
        a row or a person, otherwise each with its own."""
        act, fixed = len(self.acts) + 1, dict[str, object]()
        for word in words:
            salt = sha256(f"{self.uid} {of or (act, word)}".encode()).digest()
            self.words.append(Word(act, word, TEXTS[word], salt))
            fixed[word] = commitment(salt, word, TEXTS[word])
        return fixed

    def new_key(self, login: str, key: Signer) -> dict[str, object]:
        """A key that proves that it is there, and the digest of its box."""
        message = key_message(self.uid, login, key.public_key)
        return {
            "key": key.key_id,
            "public_key": key.public_key.hex(),
            "proof": key.sign_bytes(message).hex(),
            "sealed": sha256(key.public_key).hexdigest(),
        }

    def stands_by(
        self, login: str, key: Signer, what: str, about: str | None = None
    ) -> dict[str, object]:
        """The fact that somebody signed ``what`` besides, ``about`` a login; about the next act's
        request where none is given."""
        asked = f"{len(self.acts) + 1:032x}" if about is None else about
        message = witness_message(self.uid, asked, bytes.fromhex(what))
        return {"login": login, "key": key.key_id, "signature": key.sign_bytes(message).hex()}

    def day(self, at: str) -> str:
        """The day of a moment where the point is."""
        moment = datetime.fromisoformat(at).astimezone(UTC)
        return f"{moment.astimezone(ZoneInfo(self.zone)):%Y-%m-%d}"


def on(shelf: Shelf) -> dict[str, object]:
    """How acts name a volume."""
    return {"journal": shelf[0], "year": shelf[1]}


def at_place(place: Place) -> dict[str, object]:
    """How acts name an entry."""
    return {**on(place[:2]), "number": place[2]}
