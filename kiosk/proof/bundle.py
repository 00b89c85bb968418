"""The files of a bundle against the ledger that they carry: every act, every row, every word."""

from __future__ import annotations

from dataclasses import asdict, replace
from hashlib import sha256
from itertools import islice
from typing import Any, Dict, Iterable, Iterator, Mapping, NamedTuple, Tuple

from .acts import Kind
from .bundle_files import FORMAT, NOTE, NOTES, Note
from .canonical import Body, committed_with, facts_of, parsed, spelled, unhex
from .chain import Holds, SignedAct, short_digest
from .codes import PageCode
from .forms import FORMS, Journal
from .history import UTC, EntryActs, History, Place, Shelf
from .ledger import Ledger, Worded
from .note import BadNote, origin, read_note
from .page import (
    Correction,
    Stamp,
    Visit,
    as_it_was,
    cells_of,
    dotted_day,
    late_words,
    remark_of,
)
from .reading import TooLarge, document, elements, lines
from .row import (
    Salted,
    differing,
    differing_destruction,
    fits_drawing,
    fits_word,
)
from .stored import Content, pieces_of, whole
from .wrong import UNREADABLE, Unusable, Wrong, need
from .zones import offsets_of, zone_of

Document = Dict[str, Any]
Words = Mapping[Tuple[int, str], str]
"""The words beside acts, by act and name."""
Files = Mapping[str, Content]
"""The files of a bundle, by name."""
_WORDS = 2**23
"""The most characters of the words beside acts together."""
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
    day: str
    series: str
    ticket: int
    opened_at: str
    completed_at: str | None
    signed_at: str | None
    held_on: str
    carried_on: str
    consent: str
    destroyed_at: str | None
    login: str | None
    asked: str = ""
    """Older bundles do not have this cell, and no entry in which it would say something."""


class Bundle(NamedTuple):
    """A bundle that was checked, and what could not be decided from it."""

    files: Files
    ledger: Ledger
    journal: Document
    """The volume without its rows and words."""
    book: Document
    """The printed form without its rows."""
    outside: list[int]
    """The sizes of checkpoints from outside that agree; 0 for one of a history left behind."""
    undecided: list[tuple[str, Mapping[str, str]]]
    """Codes of sentences, with their values."""

    @property
    def shelf(self) -> Shelf:
        """The volume in the bundle."""
        return self.ledger.shelf

    def rows(self) -> Iterator[Document]:
        """The rows of the volume, read one by one. Raises Wrong and Unusable."""
        return _elements(self.files, "journal.json", "rows")

    def printed(self) -> Iterator[Document]:
        """The rows as they are printed, read one by one. Raises Wrong and Unusable."""
        return _elements(self.files, "book.json", "rows")

    def wordings(self) -> Iterator[Document]:
        """The words beside acts about the volume, read one by one. Raises Wrong and Unusable."""
        return _elements(self.files, "journal.json", "wordings")

    def _words(self) -> Words:
        words, room = {}, _WORDS
        for each in self.wordings():
            words[each["act"], each["word"]] = text = each["text"]
            room -= len(text)
            if room < 0:
                raise TooLarge
        return words

    def printed_at(self, first: int, last: int, size: int) -> Iterator[Body]:
        """The rows ``first`` to ``last`` as they were printed when the ledger had ``size`` acts."""
        words = _read(self._words, "journal.json")
        for number, given in enumerate(islice(self.rows(), first - 1, last), first):
            yield _printed(self.ledger, (*self.shelf, number), given, words, size)


def check(files: Files, holds: Holds, notes: Iterable[Note] = ()) -> Bundle:
    """Check the files of a bundle, by name, and checkpoints from outside. Raises Wrong for the
    first thing that is wrong, and Unusable for more than an honest bundle has; what cannot be
    decided stands in the answer."""
    journal = _document(files, "journal.json")
    ledger = _read(lambda: _ledger(journal, holds), "journal.json")
    bundle = Bundle(files, ledger, journal, _document(files, "book.json"), [], [])
    _check_acts(ledger, files["acts.jsonl"])
    keys = _document(files, "keys.json")
    _read(lambda: _check_zones(bundle), "journal.json")
    _read(lambda: _check_people(ledger, keys), "keys.json")
    _read(lambda: _check_agreements(bundle), "agreements.json")
    _read(lambda: _check_volume(bundle), "journal.json")
    _read(lambda: _check_book(bundle), "book.json")
    _check_notes(bundle, files, notes)
    return bundle


def _ledger(journal: Document, holds: Holds) -> Ledger:
    shelf = Journal(journal["journal"]).value, journal["year"]
    if type(journal["year"]) is not int:
        raise ValueError(shelf)
    return Ledger(journal["point"], shelf, journal["zone"], holds)


def _document(files: Files, name: str) -> Document:
    """A document without its long lists, which are read one by one."""
    found: Document = _read(lambda: document(pieces_of(files[name]), ("rows", "wordings")), name)
    return found


def _elements(files: Files, name: str, of: str | None = None) -> Iterator[Any]:
    """The elements of a list in a document, one by one."""
    found = elements(pieces_of(files[name]), of)
    while True:
        try:
            yield _read(lambda: next(found), name)
        except StopIteration:
            return


def _read(reading: Any, name: str) -> Any:
    """What was read of a file; Wrong, with the file's name, for what cannot be read, and Unusable
    for what is too large."""
    try:
        return reading()
    except Wrong as wrong:
        wrong.where = wrong.where or ("file", name)
        raise
    except TooLarge as error:
        raise Unusable("bundle_large", name=name) from error
    except UNREADABLE as error:
        raise Wrong("unreadable", "file", name) from error


def _compare(given: Any, expected: Body, code: str, *where: object) -> None:
    """Two JSON objects, key by key; the first key that differs is named."""
    for key in sorted(set(given) | set(expected)):
        same = key in given and key in expected and spelled(given[key]) == spelled(expected[key])
        need(same, code, "cell", key, *where)


def _check_acts(ledger: Ledger, content: Content) -> None:
    """Every act from the first, one in a line."""
    try:
        for line in lines(pieces_of(content)):
            ledger.take(_act(line, ledger.history.acts + 1))
    except TooLarge as error:
        raise Unusable("bundle_large", name="acts.jsonl") from error
    need(ledger.history.acts > 0, "unreadable", "act", 1)
    ledger.walk.finish()


def _act(line: bytes, seq: int) -> SignedAct:
    """An act from its line, which is number ``seq``. Raises Wrong."""
    try:
        said = parsed(line.decode())
        if set(said) != _ACT or type(said["seq"]) is not int or not line.endswith(b"\n"):
            raise ValueError(sorted(said))
        second = said["cosignature"]
        return SignedAct(
            seq=said["seq"],
            kind=said["kind"],
            at=said["at"],
            request=said["request"],
            body=said["body"].encode(),
            given=said["given"].encode(),
            key_id=said["key_id"],
            signature=unhex(said["signature"], 64),
            cosignature=None if second is None else unhex(second, 64),
            tail=unhex(said["tail"], 32),
        )
    except UNREADABLE as error:
        raise Wrong("unreadable", "act", seq) from error


def _check_zones(bundle: Bundle) -> None:
    """The offsets, at the times of all acts, of the time zones that the point has had."""
    ledger, where = bundle.ledger, ("cell", "zone", "file", "journal.json")
    times, had = ledger.times(), ledger.zones - {UTC} | {ledger.zone}
    need(ledger.offsets.keys() == had, "zone_offsets", *where)
    for name, offsets in ledger.offsets.items():
        zone = zone_of(name, times[0])
        if zone is None:
            bundle.undecided.append(("zone_unknown", {"zone": name}))
        else:
            same = spelled(offsets_of(zone, times)) == spelled(offsets.pairs)
            need(same, "zone_offsets", *where)


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


def _check_agreements(bundle: Bundle) -> None:
    """Every agreement on electronic signatures is the text whose digest was recorded."""
    given = _elements(bundle.files, "agreements.json")
    for key, body in bundle.ledger.history.agreements.items():
        agreement: Document = next(given, {})
        where = ("file", f"agreements.json, {key}")
        said = {"key_id": key, "login": body["login"], "date": body["date"]}
        said.update(recorded_at=body["at"], text=agreement.get("text"))
        _compare(agreement, said, "differs", *where)
        digested = sha256(agreement["text"].encode()).hexdigest()
        need(digested == body["digest"], "differs", *where)
    need(next(given, given) is given, "differs")


def _check_volume(bundle: Bundle) -> None:
    """The volume in the bundle: its names, its dates, all its rows and no other."""
    journal, ledger = bundle.journal, bundle.ledger
    shelf, history = bundle.shelf, ledger.history
    count, named = history.last.get(shelf, 0), history.point
    told = {name: offsets.pairs for name, offsets in ledger.offsets.items()}
    zone = named.get("zone", journal["zone"]["name"])
    said = {
        "format": FORMAT,
        "point": ledger.uid,
        "school": named.get("school", ""),
        "name": named.get("name", ""),
        "zone": {"name": zone, "offsets": told.pop(ledger.zone), "earlier": told},
        "journal": shelf[0],
        "year": shelf[1],
        "opened_at": history.volumes[shelf]["at"],
        "closed_at": history.closed.get(shelf, {}).get("at"),
        "entries": count,
        "rows": [],
        "wordings": [],
    }
    _compare(journal, said, "differs", "file", "journal.json")
    number = 0
    for number, given in enumerate(bundle.rows(), 1):
        place = (*shelf, number)
        try:
            same = number <= count and spelled(given["number"]) == spelled(number)
            need(same, "entry_missing", "entry", *place)
            _check_row(ledger, place, given)
        except UNREADABLE as error:
            raise Wrong("unreadable", "entry", *place) from error
    need(number == count, "entry_missing", "entry", *shelf, number + 1)
    _check_wordings(bundle)


def _check_row(ledger: Ledger, place: Place, given: Document) -> None:
    """A row says what its acts say, and every word opens the commitment made to it."""
    entry, row = ledger.entries[place[2]], row_of(place, given)
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
    columns -= {"asked"} - given.keys()
    if set(given) != columns or given["state"] in _OPEN_IN_TABLES:
        raise ValueError(sorted(given))
    cells = {name: given[name] for name in BundleRow._fields if name in given}
    cells.update(journal=place[0], year=place[1], login=given["specialist"])
    cells["salt"] = _salt(given["salt"])
    _need_texts(cells)
    return BundleRow(**cells)


_OPEN_IN_TABLES = ("waiting", "called", "in_service")
_OPTIONAL = ("completed_at", "signed_at", "destroyed_at", "login")
_NO_TEXTS = ("year", "number", "salt", "ticket")


def _need_texts(cells: Document) -> None:
    """Every word is a text, as it is in a table. The numbers were compared or will be,
    the salt was read."""
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
    """The words beside the acts about the volume, each beside the act that commits to it."""
    ledger, given = bundle.ledger, bundle.wordings()
    where = ("cell", "wordings", "file", "journal.json")
    for act in ledger.wordings:
        for name in sorted(act.committed):
            each: Document = next(given, {})
            same = spelled([each.get("act"), each.get("word")]) == spelled([act.seq, name])
            need(same, "wording_missing", *where)
            _check_word(ledger, act, name, _salted(each, "text", "act", "word"))
    need(next(given, None) is None, "wording_missing", *where)


def _check_word(ledger: Ledger, act: Worded, name: str, word: Salted) -> None:
    if name == "wording" and act.about in ledger.history.destroyed:
        need(word == ("", b""), "not_destroyed", "act", act.seq)
    else:
        need(fits_word(act._asdict(), name, word), "wording", "act", act.seq)


def _check_book(bundle: Bundle) -> None:
    """The printed form is made of the rows and of nothing else."""
    journal, book, shelf = bundle.journal, bundle.book, bundle.shelf
    history, printed = bundle.ledger.history, bundle.printed()
    for said in bundle.printed_at(1, history.last.get(shelf, 0), history.acts):
        _compare(next(printed, {}), said, "printed", "entry", *shelf, said["number"])
    need(next(printed, printed) is printed, "printed")
    form = FORMS[Journal(shelf[0])]
    said = {
        "journal": shelf[0],
        "title": form.title,
        "school": journal["school"],
        "point": journal["name"],
        "year": shelf[1],
        "columns": [column._asdict() for column in form.columns],
        "rows": [],
    }
    _compare(book, said, "printed", "file", "book.json")


def _printed(ledger: Ledger, place: Place, given: Document, words: Words, size: int) -> Body:
    """A row as it was printed when the ledger had ``size`` acts."""
    entry = _as_of(ledger.entries[place[2]], size)
    said = {act.kind for act in (entry.opened, entry.completed, entry.ended) if act}
    if ledger.was_withdrawn(place[2], size):
        said.add(Kind.ENTRY_WITHDRAWN.value)
    row, came = as_it_was(row_of(place, given), said), ledger.visit(place)
    correction, stamp = _correction(ledger, place[2], words, size), _stamp(entry, words)
    late = late_words(came.sheet, came.asked, ledger.minute(came.opened_at, ledger.zone))
    visit = Visit(came.opened_at, None, "", came.asked, late)
    if entry.corrects or entry.completed:
        visit = visit._replace(completed_at=came.completed_at, held_on=came.held_on)
    stands_for: Any = entry.corrects
    return {
        "number": place[2],
        "cells": cells_of(row, visit, ledger.dotted),
        "state": row.state,
        "signature": asdict(stamp) if stamp else None,
        "struck": correction is not None,
        "remark": remark_of(place[1], visit, stands_for, correction, ledger.dotted),
        "destroyed": ledger.dotted(row.destroyed_at),
    }


def _as_of(entry: EntryActs, size: int) -> EntryActs:
    """What the ledger said of an entry when it had ``size`` acts."""
    completed, ended = (
        act if act and act.seq <= size else None for act in (entry.completed, entry.ended)
    )
    return replace(entry, completed=completed, ended=ended)


def _correction(ledger: Ledger, number: int, words: Words, size: int) -> Correction | None:
    """What had become of an entry when the ledger had ``size`` acts: it was annulled, or another
    one stands for it."""
    if number in ledger.annulled:
        seq, at = ledger.annulled[number]
        said, kind, named = seq, Kind.ENTRY_ANNULLED.value, None
    elif number in ledger.successors:
        said, seq, at, new = ledger.successors[number]
        kind, named = Kind.ENTRY_RESTATED.value, {"year": new[1], "number": new[2]}
    else:
        return None
    if seq > size:
        return None
    return Correction(kind, at, words[said, "signer"], words[said, "wording"], named)


def _stamp(entry: EntryActs, words: Words) -> Stamp | None:
    """«Подпись» of a row: a short name, the day, the digest of the signature; or nothing."""
    signed = entry.ended
    if signed is None or signed.kind != Kind.ENTRY_SIGNED.value:
        return None
    day = dotted_day(facts_of(signed.body)["date"])
    return Stamp(words[signed.seq, "signer"], day, short_digest(signed.signature))


def _check_notes(bundle: Bundle, files: Files, outside: Iterable[Note]) -> None:
    """The checkpoints in the bundle, one of them over the last act, and those from outside."""
    sizes = []
    for name in sorted(name for name in files if name.startswith(f"{NOTES}/")):
        size = _check_note(bundle.ledger, name, whole(files[name], NOTE, name))
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
    agrees = note.epoch == begun and ledger.tail(note.size) == note.head
    need(agrees, "checkpoint", "file", name)
    return note.size


class Later(NamedTuple):
    """Something that happened to a row after its page was printed."""

    number: int
    kind: str
    day: str
    """dd.mm.yyyy where the point is."""


class PageAnswer(NamedTuple):
    """What a code printed on a page comes to."""

    code: str
    """``page_right``, ``page_wrong``, or why it cannot be decided: ``page_foreign``,
    ``page_newer``, ``page_left``."""
    rows: Iterable[Document] = ()
    """The rows as they were printed; as they are now where the code is not right."""
    later: Iterable[Later] = ()


def check_page(bundle: Bundle, page: PageCode | None) -> PageAnswer:
    """Whether a page was printed from this ledger (``codes.page_digest`` says what that proves);
    None for what is no page's code."""
    ledger, shelf = bundle.ledger, bundle.shelf
    if page is None or (page.journal.value, page.year) != shelf or not _is_range(page):
        return PageAnswer("page_foreign")
    if page.size > ledger.history.acts:
        return PageAnswer("page_newer")
    there = all(ledger.has_row(shelf, number, page.size) for number in (page.first, page.last))
    if there and page.is_of(ledger.tail(page.size)):
        rows = bundle.printed_at(page.first, page.last, page.size)
        return PageAnswer("page_right", rows, _later(ledger, page))
    history = ledger.history
    left = any(
        seq <= page.size <= history.left_sizes[epoch] for epoch, seq in history.begun.items()
    )
    now = islice(bundle.printed(), page.first - 1, page.last)
    return PageAnswer("page_left" if left else "page_wrong", now)


def _later(ledger: Ledger, page: PageCode) -> Iterator[Later]:
    """What happened to the rows of a page since, number by number and in order."""
    for number in range(page.first, page.last + 1):
        entry = ledger.entries[number]
        happened = [(act.seq, act.kind, act.at) for act in (entry.completed, entry.ended) if act]
        if number in ledger.annulled:
            seq, at = ledger.annulled[number]
            happened.append((seq, Kind.ENTRY_ANNULLED.value, at))
        if number in ledger.successors:
            new = ledger.successors[number]
            happened.append((new.signed, Kind.ENTRY_RESTATED.value, new.at))
        if number in ledger.destructions:
            seq, at = ledger.destructions[number]
            happened.append((seq, Kind.DATA_DESTROYED.value, at))
        for seq, kind, at in sorted(happened):
            if seq > page.size:
                yield Later(number, kind, ledger.dotted(at))


def _is_range(page: PageCode) -> bool:
    return 1 <= page.first <= page.last and page.size > 0
