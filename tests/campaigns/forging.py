"""What a forger does to a bundle: somebody who knows the format, but has none of the keys.

Each mutation changes the values of one bundle in place, as ``random`` decides, and returns a few
words about what it did. A forger links the chain anew, fits what acts name, notes and printed forms
to what was changed, and signs with a key of their own.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from kiosk.proof.acts import COMPLETED_WORDS, OPENED_WORDS
from kiosk.proof.canonical import canonical, commitments
from kiosk.proof.chain import chained, genesis, key_message, short_digest
from kiosk.proof.history import Place, Shelf, place_of, places_of
from kiosk.proof.note import Checkpoint, write_note
from kiosk.proof.rows import digest
from kiosk.signing.keys import Signer

FORGER = Signer(bytes(range(32)))
NOTE = ".checkpoint"
CORRECTIONS = ("entry_annulled", "entry_restated", "key_renewed")
Tails = dict[Shelf, dict[int, list[bytes]]]
"""What is chained to the acts of every volume's rows, by number."""
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(slots=True)
class Bundle:
    """The values in a bundle: documents by name, acts with their bodies read, notes as text."""

    documents: dict[str, Any]
    acts: list[dict[str, Any]]
    notes: dict[str, str]

    def files(self) -> dict[str, bytes]:
        """The files as a verifier reads them."""
        lines = "".join(json.dumps(act, ensure_ascii=False) + "\n" for act in self.acts)
        named = {name: json.dumps(value).encode() for name, value in self.documents.items()}
        notes = {name: note.encode() for name, note in self.notes.items()}
        return {**named, **notes, "acts.jsonl": lines.encode()}


def read(files: dict[str, bytes]) -> Bundle:
    """The values in a bundle's files, without the texts that are no evidence."""
    return Bundle(
        documents={name: json.loads(files[name]) for name in files if name.endswith(".json")},
        acts=[json.loads(line) for line in files["acts.jsonl"].decode().split("\n")[:-1]],
        notes={name: files[name].decode() for name in files if name.endswith(NOTE)},
    )


Mutation = Callable[[Random, Bundle], str]


def change_a_value(random: Random, bundle: Bundle) -> str:
    """Any value anywhere: changed, deleted, doubled, swapped, reordered."""
    name, value = random.choice([*bundle.documents.items(), ("acts.jsonl", bundle.acts)])
    return f"{name} {disturb(random, value)}"


def change_a_body(random: Random, bundle: Bundle) -> str:
    """A value in what an act says, and as much fitted to it as the forger thinks of."""
    act = random.choice(bundle.acts)
    body = json.loads(act["body"])
    did = f"act {act['seq']} {disturb(random, body)}"
    act["body"] = _spelled(body)
    same = {key: body[key] for key in ("kind", "request") if key in body}
    act.update({key: same[key] for key in same if random.random() < 0.8})
    return did + fitted(random, bundle)


def change_what_was_given(random: Random, bundle: Bundle) -> str:
    """A value that the database gave an act: nobody's signature covers it."""
    act = random.choice(bundle.acts)
    given = json.loads(act["given"])
    did = f"act {act['seq']} given {disturb(random, given)}"
    act["given"] = _spelled(given)
    act.update({key: given[key] for key in ("at",) if key in given and random.random() < 0.8})
    return did + fitted(random, bundle)


def give_another_number(random: Random, bundle: Bundle) -> str:
    """A visitor's number or ticket is another, in its act, its row and its printed form."""
    act = random.choice([act for act in bundle.acts if act["kind"] == "entry_opened"])
    given, name = json.loads(act["given"]), random.choice(["number", "ticket", "day"])
    before, journal = given["number"], bundle.documents["journal.json"]
    given[name] = "2025-11-23" if name == "day" else given[name] + random.choice([-1, 1])
    act["given"] = _spelled(given)
    if (json.loads(act["body"])["journal"], "number") == (journal["journal"], name):
        for rows in (journal["rows"], bundle.documents["book.json"]["rows"]):
            for row in rows:
                row["number"] = given[name] if row["number"] == before else row["number"]
    else:
        for row in journal["rows"]:
            row.update({name: given[name]} if row["number"] == before else {})
    return f"act {act['seq']}: {name} {given[name]}" + fitted(random, bundle)


def say_again(random: Random, bundle: Bundle) -> str:
    """What a device once signed stands once more at the end, given what it would be given now."""
    act = copy.deepcopy(random.choice(bundle.acts))
    given = json.loads(act["given"])
    given["seq"], given["at"] = len(bundle.acts) + 1, bundle.acts[-1]["at"]
    for name in ("number", "ticket"):
        if name in given:
            given[name] = 1 + max(json.loads(a["given"]).get(name, 0) for a in bundle.acts)
    act.update(given=_spelled(given), at=given["at"])
    bundle.acts.append(act)
    return f"act {act['seq']} ({act['kind']}) said again" + fitted(random, bundle)


def change_the_order(random: Random, bundle: Bundle) -> str:
    """Acts deleted, doubled, swapped, or cut off at the end, and the rest linked anew."""
    did = disturb(random, bundle.acts, shallow=True)
    return f"acts {did}" + fitted(random, bundle)


def rewrite_a_word(random: Random, bundle: Bundle) -> str:
    """A row says something else, and its commitments agree with it."""
    row = random.choice([row for row in bundle.documents["journal.json"]["rows"] if row["salt"]])
    field = random.choice(OPENED_WORDS + COMPLETED_WORDS)
    row[field] = random.choice(["", row[field] + "а", "Другая Анна Ивановна"])
    _commit(bundle, row)
    return f"row {row['number']}: {field} rewritten" + fitted(random, bundle)


def change_a_salt(random: Random, bundle: Bundle) -> str:
    """A row's salt is new, with or without commitments made of it."""
    row = random.choice(bundle.documents["journal.json"]["rows"])
    row["salt"] = random.randbytes(32).hex()
    if random.random() < 0.5:
        _commit(bundle, row)
    return f"row {row['number']}: salt" + fitted(random, bundle)


def move_a_date(random: Random, bundle: Bundle) -> str:
    """An act and its row get another day."""
    act = random.choice(bundle.acts)
    given, number = json.loads(act["given"]), _number_of(act)
    day = f"{random.randint(1, 28):02}"
    given["at"] = act["at"] = act["at"][:8] + day + act["at"][10:]
    act["given"] = _spelled(given)
    for row in bundle.documents["journal.json"]["rows"]:
        if row["number"] == number:
            field = act["kind"].replace("entry_", "") + "_at"
            row.update({field: act["at"]} if field in row else {})
    return f"act {act['seq']}: day {day}" + fitted(random, bundle)


def shift_the_days(random: Random, bundle: Bundle) -> str:
    """The time zone is so many hours off that every printed date is another; a Python without time
    zones has nothing but the bundle to compare it with."""
    days = random.choice([-1, 1, 7])
    for offset in bundle.documents["journal.json"]["zone"]["offsets"]:
        offset[1] += days * 86_400

    def shifted(date: re.Match[str]) -> str:
        day = datetime.strptime(date[0], "%d.%m.%Y") + timedelta(days=days)
        return f"{day:%d.%m.%Y}"

    printed = json.dumps(bundle.documents["book.json"], ensure_ascii=False)
    again = re.sub(r"\b\d\d\.\d\d\.\d{4}\b", shifted, printed)
    bundle.documents["book.json"] = json.loads(again)
    return f"printed days shifted by {days}"


def drop_a_row(random: Random, bundle: Bundle) -> str:
    """A row goes with all its acts and its printed form; later ones move up or stay."""
    journal, book = bundle.documents["journal.json"], bundle.documents["book.json"]
    number = random.choice(journal["rows"])["number"]
    moved = random.random() < 0.5
    place = {"journal": journal["journal"], "year": journal["year"]}
    kept = []
    for act in bundle.acts:
        texts = {name: json.loads(act[name]) for name in ("body", "given")}
        about = [*_named(texts["body"], texts["given"])]
        here = all(texts["body"].get(key, value) == value for key, value in place.items())
        if here and any(each["number"] == number for each in about):
            continue
        for each in about if here and moved else []:
            each["number"] -= each["number"] > number
        act.update({name: _spelled(texts[name]) for name in texts})
        kept.append(act)
    bundle.acts[:] = kept
    for rows in (journal["rows"], book["rows"]):
        rows[:] = [row for row in rows if row["number"] != number]
        for row in rows:
            row["number"] -= moved and row["number"] > number
    journal["entries"] -= moved
    return f"row {number} dropped" + fitted(random, bundle)


def drop_a_correction(random: Random, bundle: Bundle) -> str:
    """An annulment, a replacement, a destruction or a closing never happened."""
    dropped = (*CORRECTIONS, "data_destroyed", "volume_closed", "clock_resolved")
    act = random.choice([act for act in bundle.acts if act["kind"] in dropped])
    bundle.acts.remove(act)
    wordings = bundle.documents["journal.json"]["wordings"]
    wordings[:] = [wording for wording in wordings if wording["act"] != act["seq"]]
    for wording in wordings:
        wording["act"] -= wording["act"] > act["seq"]
    return f"act {act['seq']} ({act['kind']}) dropped" + fitted(random, bundle)


def swap_people(random: Random, bundle: Bundle) -> str:
    """Names, keys or agreements of two people change places."""
    name = random.choice(["keys.json", "agreements.json"])
    people = bundle.documents[name]
    one, other = random.sample(people if name == "agreements.json" else people["specialists"], 2)
    fields = random.sample(sorted(set(one) & set(other)), random.randint(1, 2))
    for field in fields:
        one[field], other[field] = other[field], one[field]
    return f"{name}: {fields} swapped"


def change_a_note(random: Random, bundle: Bundle) -> str:
    """The checkpoint says something else, or somebody else signs it, or it is gone."""
    name = random.choice(list(bundle.notes))
    way = random.choice(["letter", "gone", "signed", "older", "line"])
    note = bundle.notes[name]
    if way == "gone":
        del bundle.notes[name]
    elif way == "letter":
        at = random.randrange(len(note))
        bundle.notes[name] = note[:at] + random.choice("A7/\n -") + note[at + 1 :]
    elif way == "line":
        lines = note.split("\n")
        disturb(random, lines, shallow=True)
        bundle.notes[name] = "\n".join(map(str, lines))
    else:
        size = len(bundle.acts) - (way == "older") * random.randint(1, 9)
        _write_note(bundle, name, size, FORGER)
    return f"checkpoint: {way}"


def sign_again(random: Random, bundle: Bundle) -> str:
    """Acts are signed by the forger, under the old key's name or under the forger's."""
    for act in random.sample(bundle.acts, random.randint(1, 5)):
        act["signature"] = FORGER.sign(act["body"].encode()).hex()
        if random.random() < 0.5:
            act["key_id"] = FORGER.key_id
    return "acts signed by the forger" + fitted(random, bundle)


def mix_signatures(random: Random, bundle: Bundle) -> str:
    """Signatures, key names or texts of two acts change places."""
    one, other = random.sample(bundle.acts, 2)
    field = random.choice([name for name in one if name != "seq"])
    one[field], other[field] = other[field], one[field]
    return f"{field} of acts {one['seq']} and {other['seq']} swapped" + fitted(random, bundle)


def enrol_a_forger(random: Random, bundle: Bundle) -> str:
    """Somebody's key becomes the forger's, wherever it stands, and signs what that person did."""
    kinds = ("specialist_enrolled", "key_renewed", "desk_opened", "kiosk_enrolled")
    enrolment = random.choice([act for act in bundle.acts if act["kind"] in kinds])
    body = json.loads(enrolment["body"])
    _rename(bundle, body["key"], FORGER.key_id)
    _rename(bundle, body["public_key"], FORGER.public_key.hex())
    relink(bundle, {FORGER.key_id: FORGER})
    refit_notes(bundle, FORGER if body["kind"] == "kiosk_enrolled" else None)
    return f"{body['kind']} in act {enrolment['seq']} is the forger's"


def found_anew(random: Random, bundle: Bundle) -> str:
    """The whole ledger with keys of the forger's making, every signature valid."""
    hands: dict[str, Signer] = {}
    for act in list(bundle.acts):
        body = json.loads(act["body"])
        if "public_key" in body:
            key = Signer(bytes([len(hands)]) * 32)
            _rename(bundle, body["public_key"], key.public_key.hex())
            _rename(bundle, body["key"], key.key_id)
            hands[key.key_id] = key
            _prove(act, key)
    for agreement in bundle.documents["agreements.json"]:
        digest = hashlib.sha256(agreement["text"].encode()).hexdigest()
        for act in bundle.acts:
            body = json.loads(act["body"])
            if act["kind"] == "agreement_recorded" and body["key"] == agreement["key_id"]:
                act["body"] = _spelled({**body, "digest": digest})
    kiosk = next(iter(hands.values()))
    did = "ledger founded anew"
    if random.random() < 0.5:
        row = random.choice([r for r in bundle.documents["journal.json"]["rows"] if r["salt"]])
        _rename(bundle, row["request_id"], "0" * 32)
        did += f", row {row['number']} another"
    relink(bundle, hands)
    reprint(bundle)
    refit_notes(bundle, kiosk)
    return did


ANYBODY: tuple[Mutation, ...] = (
    change_a_value,
    change_a_value,
    change_a_body,
    change_a_body,
    change_what_was_given,
    give_another_number,
    say_again,
    change_the_order,
    rewrite_a_word,
    change_a_salt,
    move_a_date,
    shift_the_days,
    drop_a_row,
    drop_a_correction,
    swap_people,
    change_a_note,
    sign_again,
    mix_signatures,
    enrol_a_forger,
)
"""What must be found in the bundle itself."""


def fitted(random: Random, bundle: Bundle) -> str:
    """As much of the rest as the forger fits to the change: nothing, the chain, or all."""
    way = random.choice(["", ", linked", ", linked and noted", ", linked, noted and signed"])
    try:
        if way:
            relink(bundle, {"": FORGER} if way.endswith("signed") else {})
        if "noted" in way:
            refit_notes(bundle, None)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return ", too broken to be linked"
    return way


def relink(bundle: Bundle, hands: dict[str, Signer]) -> None:
    """Number and chain the acts anew; bodies name the new tails. ``hands`` sign by key name, one
    named by an empty text signs what no longer fits its signature."""
    tail = genesis(bundle.documents["journal.json"]["point"])
    renamed, rows, sizes = {tail.hex(): tail.hex()}, Tails(), {tail.hex(): 0}
    kiosk = str(bundle.acts[0].get("key_id")) if bundle.acts else ""
    for seq, act in enumerate(bundle.acts, 1):
        before, old, said = act["body"], str(act.get("tail")), _read(act["body"])
        if said is not None:
            _see(said, sizes)
            if said.get("kind") == "volume_closed" and isinstance(said.get("last"), int):
                _count_rows(said, rows, seq - 1)
            act["body"] = _fitted(_spelled(said), renamed)
        _sign(act, hands, kiosk, changed=before != act["body"])
        given = _read(act.get("given"))
        if given is not None and type(given.get("seq")) is int:
            act["given"] = _spelled({**given, "seq": seq})
        act["seq"], tail = seq, _chained(act, seq, tail)
        act["tail"] = renamed[old] = tail.hex()
        sizes[old] = seq
        for place in _places(act):
            rows.setdefault(place[:2], {}).setdefault(place[2], []).append(tail)


def _fitted(text: str, renamed: dict[str, str]) -> str:
    """The same with the new tails in the place of the old ones."""
    return _DIGEST.sub(lambda found: renamed.get(found[0], found[0]), text)


def _chained(act: dict[str, Any], seq: int, tail: bytes) -> bytes:
    cosignature = act.get("cosignature")
    second = _bytes(cosignature) if cosignature else None
    texts = str(act.get("given")).encode(), str(act["body"]).encode()
    return chained(tail, seq, *texts, _bytes(act.get("signature")), second)


def _bytes(text: object) -> bytes:
    try:
        return bytes.fromhex(str(text))
    except ValueError:
        return b""


def _see(body: dict[str, Any], sizes: dict[str, int]) -> None:
    """What was seen is as long as it is now."""
    with suppress(KeyError, TypeError):
        body["seen"]["size"] = sizes[body["seen"]["head"]]


def _count_rows(body: dict[str, Any], rows: Tails, size: int) -> None:
    """The closing covers the rows that there are, after the last act before it."""
    shelf = (str(body.get("journal")), body.get("year", 0))
    there = {n: rows.get(shelf, {}).get(n, []) for n in range(1, body["last"] + 1)}
    body["rows"] = digest(*shelf, {n: tails for n, tails in there.items() if tails}).hex()
    if isinstance(body.get("seen"), dict):
        body["seen"]["size"] = size


def _places(act: dict[str, Any]) -> list[Place]:
    """The entries that an act is about; none where it is too broken to say."""
    body, given = _read(act["body"]), _read(act.get("given"))
    with suppress(KeyError, TypeError, AttributeError):
        return places_of(body or {}, given or {})
    return []


def _named(body: dict[str, Any], given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Where an act names the number of an entry."""
    yield from (text for text in (body, given) if "number" in text)
    if isinstance(body.get("entries"), list):
        yield from body["entries"]
        yield from (each["corrects"] for each in body["entries"] if "corrects" in each)
    if "corrects" in body:
        yield body["corrects"]


def _number_of(act: dict[str, Any]) -> int | None:
    """The number of the first entry that an act is about."""
    about = _places(act)
    return about[0][2] if about else None


def _sign(act: dict[str, Any], hands: dict[str, Signer], kiosk: str, *, changed: bool) -> None:
    body, otherwise = str(act["body"]).encode(), hands.get("") if changed else None
    if hand := hands.get(str(act.get("key_id"))) or otherwise:
        act["signature"] = hand.sign(body).hex()
    if act.get("cosignature") and (second := hands.get(kiosk) or otherwise):
        act["cosignature"] = second.sign(body).hex()


def _prove(act: dict[str, Any], key: Signer) -> None:
    """A new key proves that it is there, where an act has its proof."""
    body = json.loads(act["body"])
    if "proof" in body:
        login = body.get("login", body.get("specialist"))
        message = key_message(body["point"], login, key.public_key)
        act["body"] = _spelled({**body, "proof": key.sign_bytes(message).hex()})


def reprint(bundle: Bundle) -> None:
    """The printed form shows the signatures that the acts have now."""
    journal, rows = bundle.documents["journal.json"], bundle.documents["book.json"]["rows"]
    for act in bundle.acts:
        covered = json.loads(act["body"])["entries"] if act["kind"] == "entry_signed" else []
        for place in map(place_of, covered):
            if place[:2] == (journal["journal"], journal["year"]):
                signed = rows[place[2] - 1]["signature"]
                signed["digest"] = short_digest(_bytes(act["signature"]))


def refit_notes(bundle: Bundle, signer: Signer | None) -> None:
    """The notes speak of the new head, under a new signature or the old one."""
    for name in list(bundle.notes):
        _write_note(bundle, name, len(bundle.acts), signer)


def _write_note(bundle: Bundle, name: str, size: int, signer: Signer | None) -> None:
    text, _gap, line = bundle.notes[name].partition("\n\n")
    origin, _size, _head, at = text.split("\n")
    head = _bytes(bundle.acts[size - 1]["tail"]) if size > 0 else bytes(32)
    checkpoint = Checkpoint(origin, size, head, at)
    unsigned = f"{checkpoint.text()}\n{line}"
    bundle.notes[name] = write_note(checkpoint, signer) if signer else unsigned


def _commit(bundle: Bundle, row: dict[str, Any]) -> None:
    """The acts of a row commit to what it says now."""
    fields = {
        "entry_opened": OPENED_WORDS,
        "entry_completed": COMPLETED_WORDS,
        "entry_restated": OPENED_WORDS + COMPLETED_WORDS,
    }
    journal = bundle.documents["journal.json"]
    place = (journal["journal"], journal["year"], row["number"])
    for act in bundle.acts:
        if act["kind"] in fields and _places(act)[:1] == [place]:
            body = json.loads(act["body"])
            words = {field: row[field] for field in fields[act["kind"]]}
            body["committed"].update(commitments(bytes.fromhex(row["salt"]), words))
            act["body"] = _spelled(body)


def _rename(bundle: Bundle, old: str, new: str) -> None:
    """Put ``new`` in the place of ``old`` everywhere."""
    for act in bundle.acts:
        act.update({key: act[key].replace(old, new) for key in ("body", "key_id", "request")})
    for name, document in bundle.documents.items():
        bundle.documents[name] = json.loads(json.dumps(document).replace(old, new))


def _read(text: object) -> dict[str, Any] | None:
    try:
        body = json.loads(str(text))
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _spelled(body: object) -> str:
    try:
        return canonical(body).decode()  # type: ignore[arg-type]
    except ValueError:
        return json.dumps(body, ensure_ascii=False)


def disturb(random: Random, value: Any, *, shallow: bool = False) -> str:
    """Change one thing somewhere in lists and objects; says what and where."""
    inner = [each for each in _containers(value) if each[1]]
    path, container = ("", value) if shallow else random.choice(inner)
    keys = list(container) if isinstance(container, dict) else list(range(len(container)))
    key, other = random.choice(keys), random.choice(keys)
    way = random.choice(["change", "change", "delete", "double", "swap", "copy", "cut"])
    if way == "change":
        container[key] = _changed(random, container[key])
    elif way == "delete":
        del container[key]
    elif way == "swap":
        container[key], container[other] = container[other], container[key]
    elif way == "copy":
        container[key] = copy.deepcopy(container[other])
    elif way == "cut" and isinstance(container, list):
        del container[key:]
    elif isinstance(container, list):
        container.insert(key, copy.deepcopy(container[other]))
    else:
        container[f"{key}2"] = copy.deepcopy(container[other])
    return f"{way} {path}/{key}"


def _containers(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        yield path, value
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from _containers(inner, f"{path}/{key}")


def _changed(random: Random, value: Any) -> Any:
    """Another value instead of this one, alike or of another kind."""
    match value:
        case bool():
            return not value
        case int():
            return random.choice([value + 1, value - 1, -value, str(value), float(value), None])
        case str() if value:
            at = random.randrange(len(value))
            letter = random.choice("0a9fZя ")
            cut, put = value[:at] + value[at + 1 :], value[:at] + letter + value[at + 1 :]
            return random.choice([cut, put, value + letter, value.upper(), "", None, [value]])
        case str() | None:
            return random.choice(["x", 0, "2025-11-24T06:00:00.000Z", False])
        case _:
            return random.choice([None, [], {}, "x", 1])
