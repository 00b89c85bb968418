"""The files of a bundle against the ledger that they carry: every act, every row, every word."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any, Dict, Iterable, Mapping, NamedTuple, Sequence

from .acts import ENTRY_KINDS, WORDED, Kind, check_facts
from .bundle_files import FORMAT, NOTES, Note
from .canonical import Body, committed_with, facts_of, parsed, spelled, unhex
from .chain import Holds, SignedAct, short_digest, signed_message
from .codes import PageCode, mark_of, spellings
from .forms import FORMS, Journal
from .history import Act, EntryActs, History, Place, Shelf, place_of, shelf_of
from .note import BadNote, Checkpoint, origin, read_note
from .page import Correction, Stamp, cells_of, remark_of, short_name
from .row import (
    Salted,
    differing,
    differing_destruction,
    fits_drawing,
    fits_wording,
)
from .rows import digest
from .take import Walk
from .wrong import UNREADABLE, Where, Wrong, need
from .zones import Offsets, offsets_of, zone_of

Document = Dict[str, Any]
_ACT = set(SignedAct._fields) - {"entry_id"}


class BundleRow(NamedTuple):
    """An entry as a bundle says it; ``row.Row`` says what is in it."""

    journal: str
    year: int
    number: int
    request_id: str
    state: str
    role: str
    channel: str
    name: str
    school_class: str
    room: str
    topic_title: str
    problem: str
    result: str
    note: str
    left_reason: str
    salt: bytes
    opened_at: str
    completed_at: str | None
    signed_at: str | None
    consent: str
    destroyed_at: str | None
    login: str | None


class Code(NamedTuple):
    """What people can have written down: the act it is of, and what it is."""

    seq: int
    what: str
    """``head``, ``signature``, ``volume`` or ``checkpoint``."""


class Ledger:
    """A ledger in memory: its acts, taken in one by one, and what the files are compared with."""

    def __init__(self, uid: str, offsets: Sequence[Sequence[object]], holds: Holds) -> None:
        self.history, self.uid, self.offsets = History(), uid, Offsets(offsets)
        self.walk, self.holds = Walk(uid, self.history, self), holds
        self.tails: list[bytes] = [self.walk.tail]
        """What the act after each one is chained to, by its number."""
        self.times: list[str] = []
        self.entries: dict[Place, EntryActs] = {}
        self.corrections: dict[Place, Body] = {}
        self.wordings: dict[Shelf, list[tuple[int, Body]]] = {}
        """The acts about a volume beside which free text stands."""
        self.codes: dict[str, Code] = {}
        self.lost: dict[str, int] = {}
        """How many acts of a left ledger are not here, by its head."""
        self._hashes: dict[Shelf, dict[int, list[tuple[int, bytes]]]] = {}

    def take(self, act: SignedAct) -> None:
        """Take in the next act. Raises Wrong, which names the entry that the act is about."""
        try:
            self._take(act)
        except Wrong as wrong:
            if wrong.where == ("act", act.seq):
                wrong.where += _about(act)
            raise

    def _take(self, act: SignedAct) -> None:
        try:
            self.walk.take(act)
        finally:
            for _seq, key, act_hash, signature in self.walk.asked():
                message = signed_message(act_hash)
                need(self.holds(key, message, signature), "signature", "act", act.seq)
        self.tails.append(self.walk.tail)
        self.times.append(act.at)
        self._keep(act, facts_of(act.body))

    def _keep(self, act: SignedAct, body: Body) -> None:
        """Remember what the rules, the rows and the codes will be asked about."""
        if act.kind in ENTRY_KINDS:
            numbered = self._hashes.setdefault(shelf_of(body), {})
            numbered.setdefault(body["number"], []).append((act.seq, act.hash))
        if act.kind == Kind.ENTRY_OPENED.value:
            self.entries[place_of(body)] = self.history.open[place_of(body)]
        if act.kind in WORDED and "journal" in body:
            self.wordings.setdefault(shelf_of(body), []).append((act.seq, body))
            if "number" in body:
                self.corrections[place_of(body)] = body
        if act.kind == Kind.EPOCH_BEGUN.value:
            lost = max(0, body["left_size"] - (act.seq - 1))
            self.lost.setdefault(body["left_head"], lost)
        self._keep_codes(act, body)

    def _keep_codes(self, act: SignedAct, body: Body) -> None:
        self._keep_code(self.walk.tail.hex(), Code(act.seq, "head"))
        self._keep_code(short_digest(act.signature), Code(act.seq, "signature"))
        if act.kind == Kind.VOLUME_CLOSED.value:
            self._keep_code(body["rows"], Code(act.seq, "volume"))
        elif act.kind == Kind.CHECKPOINT_MADE.value:
            name = origin(self.uid, self.history.epoch)
            made = Checkpoint(name, act.seq, self.walk.tail, act.at)
            self._keep_code(made.code(), Code(act.seq, "checkpoint"))

    def _keep_code(self, spelt: str, code: Code) -> None:
        self.codes[spelt.replace("-", "").upper()] = code

    def find_code(self, typed: str) -> Code | None:
        """What a typed code stands for; None where there is no such act."""
        return next((self.codes[each] for each in spellings(typed) if each in self.codes), None)

    def signing(self, act: Act, place: Place) -> Act | None:  # noqa: ARG002 - see Past
        """The act that signed the entry of this place."""
        entry = self.entries.get(place)
        ended = entry.ended if entry else None
        return ended if ended and ended.kind == Kind.ENTRY_SIGNED.value else None

    def digest(self, shelf: Shelf, size: int) -> bytes:
        """The digest of a whole volume when the ledger had ``size`` acts."""
        return self.rows_digest(shelf, 1, self.history.last.get(shelf, 0), size)

    def rows_digest(self, shelf: Shelf, first: int, last: int, size: int) -> bytes:
        """The digest of some rows when the ledger had ``size`` acts."""
        rows = {}
        for number, hashes in self._hashes.get(shelf, {}).items():
            known = [act_hash for seq, act_hash in hashes if seq <= size]
            if known and first <= number <= last:
                rows[number] = known
        return digest(*shelf, rows)

    def has_row(self, shelf: Shelf, number: int, size: int) -> bool:
        """Whether a row was there when the ledger had ``size`` acts."""
        hashes = self._hashes.get(shelf, {}).get(number, [])
        return any(seq <= size for seq, _ in hashes)

    def day(self, at: str) -> date:
        """The day of a moment where the point is."""
        return self.offsets.day(at)

    def dotted(self, at: str | None) -> str:
        """A moment as the journals print it."""
        return f"{self.day(at):%d.%m.%Y}" if at else ""


def _about(act: SignedAct) -> Where:
    """The entry that an act is about; nothing for any other, or one that cannot be read."""
    try:
        body = facts_of(act.body)
        check_facts(body)
    except UNREADABLE:
        return ()
    return place_of(body) if "number" in body else ()


class Bundle(NamedTuple):
    """A bundle that was checked, and what could not be decided from it."""

    ledger: Ledger
    journal: Document
    book: Document
    outside: list[int]
    """The sizes of checkpoints from outside that agree; 0 for one of a history left behind."""
    undecided: list[tuple[str, Mapping[str, str]]]
    """Codes of sentences, with their values."""

    @property
    def shelf(self) -> Shelf:
        """The volume in the bundle."""
        return shelf_of(self.journal)


def check(files: Mapping[str, bytes], holds: Holds, notes: Iterable[Note] = ()) -> Bundle:
    """Check the files of a bundle, by name, and checkpoints from outside. Raises Wrong for the
    first thing that is wrong; what cannot be decided stands in the answer."""
    journal = _document(files, "journal.json")
    ledger = _read(
        lambda: Ledger(journal["point"], journal["zone"]["offsets"], holds), "journal.json"
    )
    bundle = Bundle(ledger, journal, _document(files, "book.json"), [], [])
    _check_acts(ledger, files["acts.jsonl"])
    keys, agreements = _document(files, "keys.json"), _document(files, "agreements.json")
    _read(lambda: _check_zone(bundle), "journal.json")
    _read(lambda: _check_people(ledger, keys), "keys.json")
    _read(lambda: _check_agreements(ledger, agreements), "agreements.json")
    _read(lambda: _check_volume(bundle), "journal.json")
    _read(lambda: _check_book(bundle, keys), "book.json")
    _check_notes(bundle, files, notes)
    return bundle


def _document(files: Mapping[str, bytes], name: str) -> Any:
    return _read(lambda: parsed(files[name].decode()), name)


def _read(reading: Any, name: str) -> Any:
    """What was read of a file; Wrong, with the file's name, for what cannot be read."""
    try:
        return reading()
    except Wrong as wrong:
        wrong.where = wrong.where or ("file", name)
        raise
    except UNREADABLE as error:
        raise Wrong("unreadable", "file", name) from error


def _compare(given: Any, expected: Body, code: str, *where: object) -> None:
    """Two JSON objects, key by key; the first key that differs is named."""
    for key in sorted(set(given) | set(expected)):
        same = key in given and key in expected and spelled(given[key]) == spelled(expected[key])
        need(same, code, "cell", key, *where)


def _check_acts(ledger: Ledger, content: bytes) -> None:
    """Every act from the first, one in a line."""
    *lines, rest = content.split(b"\n")
    for seq, line in enumerate(lines, 1):
        try:
            act = _act(parsed(line.decode()))
        except UNREADABLE as error:
            raise Wrong("unreadable", "act", seq) from error
        ledger.take(act)
        ledger.history.ended.clear()
    need(bool(lines) and rest == b"", "unreadable", "act", len(lines) + 1)
    ledger.walk.finish()


def _act(said: Body) -> SignedAct:
    """An act from its line. Raises KeyError, TypeError or ValueError."""
    if set(said) != _ACT or type(said["seq"]) is not int:
        raise ValueError(sorted(said))
    second = said["cosignature"]
    return SignedAct(
        seq=said["seq"],
        kind=said["kind"],
        at=said["at"],
        body=said["body"].encode(),
        hash=unhex(said["hash"], 32),
        key_id=said["key_id"],
        signature=unhex(said["signature"], 64),
        cosignature=None if second is None else unhex(second, 64),
    )


def _check_zone(bundle: Bundle) -> None:
    """The offsets of the time zone at the times of all acts."""
    times, name = sorted(set(bundle.ledger.times)), bundle.journal["zone"]["name"]
    zone = zone_of(name, times[0])
    if zone is None:
        bundle.undecided.append(("zone_unknown", {"zone": name}))
        return
    same = spelled(offsets_of(zone, times)) == spelled(bundle.ledger.offsets.pairs)
    need(same, "zone_offsets", "cell", "zone", "file", "journal.json")


def _check_people(ledger: Ledger, keys: Document) -> None:
    """Keys and their holders; the printed names are those that the enrolments committed to."""
    history, people = ledger.history, []
    need(len(keys["specialists"]) == len(history.specialists), "differs")
    for given, (login, body) in zip(keys["specialists"], sorted(history.specialists.items())):
        for word in ("name", "post"):
            fixed = committed_with(unhex(given["salts"][word], 32), given[word])
            need(fixed == body["committed"][word], "wording", "person", login)
        people.append(
            {
                "login": login,
                "name": given["name"],
                "post": given["post"],
                "salts": {word: given["salts"][word] for word in ("name", "post")},
                "duty": body["duty"],
                "journals": body["journals"],
                "keys": _keys_of(history, login),
            }
        )
    kiosk = {"key_id": history.kiosk, "public_key": history.keys[history.kiosk].hex()}
    said = {"kiosk": kiosk, "specialists": people}
    _compare(keys, said, "differs", "file", "keys.json")


def _keys_of(history: History, login: str) -> list[dict[str, str]]:
    """The keys that somebody has had, from the first."""
    return [
        {
            "key_id": key,
            "public_key": history.keys[key].hex(),
            "enrolled_at": history.enrolled[key],
        }
        for key, owner in history.owners.items()
        if owner == login
    ]


def _check_agreements(ledger: Ledger, agreements: Any) -> None:
    """Every agreement on electronic signatures is the text whose digest was recorded."""
    known = ledger.history.agreements
    need(len(agreements) == len(known), "differs")
    for given, (key, body) in zip(agreements, known.items()):
        said = {"key_id": key, "login": body["login"], "date": body["date"]}
        said.update(recorded_at=body["at"], text=given["text"])
        _compare(given, said, "differs", "file", f"agreements.json, {key}")
        digested = sha256(given["text"].encode()).hexdigest()
        need(digested == body["digest"], "differs", "file", f"agreements.json, {key}")


def _check_volume(bundle: Bundle) -> None:
    """The volume in the bundle: its names, its dates, all its rows and no other."""
    journal, ledger = bundle.journal, bundle.ledger
    shelf, history = bundle.shelf, ledger.history
    count, named = history.last.get(shelf, 0), history.point
    zone = named.get("zone", journal["zone"]["name"])
    said = {
        "format": FORMAT,
        "point": ledger.uid,
        "school": named.get("school", ""),
        "name": named.get("name", ""),
        "zone": {"name": zone, "offsets": ledger.offsets.pairs},
        "journal": shelf[0],
        "year": shelf[1],
        "opened_at": history.volumes[shelf]["at"],
        "closed_at": history.closed.get(shelf, {}).get("at"),
        "entries": count,
        "rows": journal["rows"],
        "wordings": journal["wordings"],
    }
    _compare(journal, said, "differs", "file", "journal.json")
    numbers = [row["number"] for row in journal["rows"]] + [0]
    for number, found in enumerate(numbers, 1):
        wanted = number if number <= count else 0
        need(spelled(found) == spelled(wanted), "entry_missing", "entry", *shelf, number)
    for number, given in enumerate(journal["rows"], 1):
        place = (*shelf, number)
        try:
            _check_row(ledger, place, given)
        except UNREADABLE as error:
            raise Wrong("unreadable", "entry", *place) from error
    _check_wordings(bundle)


def _check_row(ledger: Ledger, place: Place, given: Document) -> None:
    """A row says what its acts say, and every word opens the commitment made to it."""
    entry, row = ledger.entries[place], row_of(place, given)
    for column in differing(row, entry):
        raise Wrong("differs", "cell", column, "entry", *place)
    helped = entry.completed is not None or entry.ended is not None
    need(helped or row.login is None, "differs", "cell", "specialist", "entry", *place)
    said = ledger.history.destroyed.get(place)
    code = differing_destruction(said, row.destroyed_at, worded=False)
    need(not code, code, "entry", *place)
    drawing = None if given["drawing"] is None else _salted(given["drawing"], "strokes")
    need(fits_drawing(entry, drawing), "drawing", "entry", *place)


def row_of(place: Place, given: Document) -> BundleRow:
    """A row of a bundle. Raises ValueError for one with other cells."""
    columns = set(BundleRow._fields) - {"journal", "year", "login"} | {"specialist", "drawing"}
    if set(given) != columns or given["state"] in _OPEN_IN_TABLES:
        raise ValueError(sorted(given))
    cells = {name: given[name] for name in BundleRow._fields if name in given}
    cells.update(journal=place[0], year=place[1], login=given["specialist"])
    cells["salt"] = _salt(given["salt"])
    _need_texts(cells)
    return BundleRow(**cells)


_OPEN_IN_TABLES = ("waiting", "called", "in_service")
_OPTIONAL = ("completed_at", "signed_at", "destroyed_at", "login")
_NO_TEXTS = ("year", "number", "salt")


def _need_texts(cells: Document) -> None:
    """Every word is a text, as it is in a table. The numbers were compared, the salt was read."""
    for name, value in cells.items():
        empty = value is None and name in _OPTIONAL
        if name not in _NO_TEXTS and type(value) is not str and not empty:
            raise ValueError(name)


def _salted(given: Document, text: str, *others: str) -> Salted:
    """A text beside an act or entry with its salt. Raises ValueError for anything else."""
    if set(given) != {text, "salt", *others} or type(given[text]) is not str:
        raise ValueError(sorted(given))
    return given[text], _salt(given["salt"])


def _salt(digits: Any) -> bytes:
    """The salt of a row or text; empty where it was destroyed. Raises ValueError or TypeError."""
    return b"" if digits == "" else unhex(digits, 32)


def _check_wordings(bundle: Bundle) -> None:
    """The reasons of corrections and of the closing, each beside the act that commits to it."""
    ledger, given = bundle.ledger, bundle.journal["wordings"]
    acts = [each for each in ledger.wordings.get(bundle.shelf, []) if "committed" in each[1]]
    same = spelled([each["act"] for each in given]) == spelled([seq for seq, _ in acts])
    need(same, "wording_missing", "cell", "wordings", "file", "journal.json")
    for each, (seq, body) in zip(given, acts):
        wording = _salted(each, "text", "act")
        if "number" in body and place_of(body) in ledger.history.destroyed:
            need(wording == ("", b""), "not_destroyed", "act", seq)
        else:
            need(fits_wording(body, wording), "wording", "act", seq)


def _check_book(bundle: Bundle, keys: Document) -> None:
    """The printed form is made of the rows and of nothing else."""
    journal, book, shelf = bundle.journal, bundle.book, bundle.shelf
    names = {person["login"]: short_name(person["name"]) for person in keys["specialists"]}
    reasons = {each["act"]: each["text"] for each in journal["wordings"]}
    printed = [
        _printed(bundle.ledger, (*shelf, number), given, names, reasons)
        for number, given in enumerate(journal["rows"], 1)
    ]
    need(len(book["rows"]) == len(printed), "printed")
    for number, (given, said) in enumerate(zip(book["rows"], printed), 1):
        _compare(given, said, "printed", "entry", *shelf, number)
    form = FORMS[Journal(shelf[0])]
    said = {
        "journal": shelf[0],
        "title": form.title,
        "school": journal["school"],
        "point": journal["name"],
        "year": shelf[1],
        "columns": [column._asdict() for column in form.columns],
        "rows": book["rows"],
    }
    _compare(book, said, "printed", "file", "book.json")


def _printed(
    ledger: Ledger,
    place: Place,
    given: Document,
    names: Mapping[str, str],
    reasons: Mapping[int, str],
) -> Body:
    """A row as it is printed."""
    entry, row, visit = ledger.entries[place], row_of(place, given), _visit(ledger, place)
    corrected = ledger.corrections.get(place)
    correction = None
    if corrected is not None:
        seq = next(seq for seq, body in ledger.wordings[place[:2]] if body is corrected)
        who = names[corrected["specialist"]]
        said = (corrected["kind"], corrected["at"], who, reasons[seq], corrected.get("successor"))
        correction = Correction(*said)
    completed_at = visit.completed.at if visit.completed else None
    stamp = _stamp(ledger, entry, names)
    stands_for: Any = entry.corrects
    return {
        "number": place[2],
        "cells": cells_of(row, visit.opened.at, completed_at, ledger.dotted),
        "signature": asdict(stamp) if stamp else None,
        "struck": corrected is not None,
        "remark": remark_of(place[1], stands_for, correction, ledger.dotted),
        "destroyed": ledger.dotted(row.destroyed_at),
    }


def _stamp(ledger: Ledger, entry: EntryActs, names: Mapping[str, str]) -> Stamp | None:
    """«Подпись» of a row: a short name, the day, the digest of the signature; or nothing."""
    signed = entry.ended
    if signed is None or signed.kind != Kind.ENTRY_SIGNED.value:
        return None
    signer = names[ledger.history.owners[signed.key_id]]
    return Stamp(signer, ledger.dotted(signed.at), short_digest(signed.signature))


def _visit(ledger: Ledger, place: Place) -> EntryActs:
    """The acts of the entry that a visitor came for, however often it was replaced."""
    entry = ledger.entries[place]
    while entry.corrects is not None:
        before: Any = entry.corrects
        entry = ledger.entries[(place[0], before["year"], before["number"])]
    return entry


def _check_notes(bundle: Bundle, files: Mapping[str, bytes], outside: Iterable[Note]) -> None:
    """The checkpoints in the bundle, one of them over the last act, and those from outside."""
    sizes = []
    for name in sorted(name for name in files if name.startswith(f"{NOTES}/")):
        size = _check_note(bundle.ledger, name, files[name])
        need(size is not None, "cut_off", "file", name)
        sizes.append(size)
    need(bundle.ledger.history.acts in sizes, "uncovered", "file", NOTES)
    for name, note in outside:
        size = _check_note(bundle.ledger, name, note)
        if size is None:
            bundle.undecided.append(("checkpoint_newer", {"name": name}))
        else:
            bundle.outside.append(size)


def _check_note(ledger: Ledger, name: str, data: bytes) -> int | None:
    """The size of a checkpoint that agrees, 0 for one of a ledger that was left behind when a
    backup was restored, or None for one that is newer than this ledger. Raises Wrong."""
    history = ledger.history
    try:
        note = read_note(data.decode(), history.keys[history.kiosk], ledger.holds)
    except (BadNote, UnicodeDecodeError) as error:
        raise Wrong("checkpoint_signature", "file", name) from error
    need(
        note.origin == origin(ledger.uid, note.epoch) and note.size > 0, "checkpoint", "file", name
    )
    if note.epoch > history.epoch or (note.epoch == history.epoch and note.size > history.acts):
        return None
    begun = sum(seq <= note.size for seq in history.begun.values())
    if note.epoch != begun and note.epoch < history.epoch:
        left = history.left_sizes[note.epoch + 1]
        need(note.size <= left, "cut_off", "file", name)
        return 0
    agrees = note.epoch == begun and ledger.tails[note.size] == note.head
    need(agrees, "checkpoint", "file", name)
    return note.size


class PageAnswer(NamedTuple):
    """What a code printed on a page comes to."""

    code: str
    """``page_right``, ``page_wrong``, or why it cannot be decided: ``page_foreign``,
    ``page_newer``, ``page_left``."""
    rows: Sequence[Document] = ()
    """The rows of the page as they are printed now."""


def check_page(bundle: Bundle, page: PageCode | None) -> PageAnswer:
    """Whether rows have the digest that stands on a page; None for what is no page's code."""
    ledger, shelf = bundle.ledger, bundle.shelf
    if page is None or (page.journal.value, page.year) != shelf or not _is_range(page):
        return PageAnswer("page_foreign")
    if page.size > ledger.history.acts:
        return PageAnswer("page_newer")
    rows = bundle.book["rows"][page.first - 1 : page.last]
    whole = all(ledger.has_row(shelf, number, page.size) for number in (page.first, page.last))
    mark = mark_of(ledger.rows_digest(shelf, page.first, page.last, page.size))
    if whole and page.mark == mark:
        return PageAnswer("page_right", rows)
    history = ledger.history
    left = any(
        seq <= page.size <= history.left_sizes[epoch] for epoch, seq in history.begun.items()
    )
    return PageAnswer("page_left" if left else "page_wrong", rows)


def _is_range(page: PageCode) -> bool:
    return 1 <= page.first <= page.last and page.size > 0


__all__ = ["Bundle", "Code", "Ledger", "PageAnswer", "check", "check_page"]
