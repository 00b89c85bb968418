#!/usr/bin/env python3
# mypy: ignore-errors
# Plain functions without type annotations, for any Python from 3.8 on.
"""Проверка журнала пункта помощи. Нужен только Python 3.8 или новее, ничего больше.
Check a journal of a help point. It needs Python 3.8 or newer and nothing else.

    python3 verify.py                          the unpacked files beside this one
    python3 verify.py FILE.zip                 a bundle that was not unpacked
    python3 verify.py --checkpoint NOTE        also a checkpoint that was kept elsewhere
    python3 verify.py --page C25-1-20-140-ABCD-EFGH-IJKL      also a code printed on a page
    python3 verify.py --head HEX               also a head, digest or code written down elsewhere

Exit status: 0 all agrees, 1 something is wrong (the first such place is named), 2 not checked.

Every deed at the help point is an act: canonical JSON, hashed together with the act before it
and signed with Ed25519 (class Ledger). Words that people wrote are not in the acts: the acts
hold salted SHA-256 commitments to them (``commitment``). So the acts prove every word in the rows.
"""

from __future__ import annotations

import argparse
import base64
import bisect
import datetime
import functools
import hashlib
import hmac
import json
import pathlib
import re
import struct
import sys
import zipfile
import zlib

try:
    import zoneinfo
except ImportError:  # Python 3.8
    zoneinfo = None

# ---- Ed25519 (RFC 8032, section 5.1): points are (X, Y, Z, T), x = X/Z, y = Y/Z, xy = T/Z ----

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
"""A square root of -1."""
ZERO = (0, 1, 1, 0)
GENERATOR = bytes.fromhex("58" + "66" * 31)


def prepared(point):
    """A point in the form in which it is added to another one."""
    x, y, z, t = point
    return (y - x) % P, (y + x) % P, 2 * z % P, 2 * D * t % P


def add(point, other):
    """The sum of a point and a prepared one; the formula is complete, so it doubles as well."""
    x, y, z, t = point
    minus, plus, z2, t2 = other
    a, b, c, d = (y - x) * minus % P, (y + x) * plus % P, t * t2 % P, z * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def has_small_order(point):
    """True for the eight points that make a signature mean nothing."""
    for _ in range(3):
        point = add(point, prepared(point))
    return point[0] == 0 and point[1] == point[2]


def decoded(data):
    """The point that 32 bytes stand for (5.1.3), or None; only the canonical spelling counts."""
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if (v * x * x + u) % P == 0:
        x = x * ROOT % P
    if (v * x * x - u) % P or (x == 0 and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def multiples(point, bits):
    """For each group of ``bits`` bits of a scalar: the multiples of a point that it can mean."""
    rows = []
    for _ in range(256 // bits):
        step, total, row = prepared(point), ZERO, []
        for _ in range(2**bits):
            row.append(prepared(total))
            total = add(total, step)
        rows.append(row)
        point = total
    return rows


def add_multiple(total, rows, scalar):
    """``total`` plus ``scalar`` times the point that ``rows`` were made of."""
    mask = len(rows[0]) - 1
    for row in rows:
        total = add(total, row[scalar & mask])
        scalar >>= mask.bit_length()
    return total


@functools.lru_cache(maxsize=None)
def base_rows():
    return multiples(decoded(GENERATOR), 8)


@functools.lru_cache(maxsize=256)
def key_rows(public_key):
    """The multiples of the public key's opposite, or None for bytes that are no good key."""
    point = decoded(public_key)
    if point is None or has_small_order(point):
        return None
    x, y, z, t = point
    return multiples((-x % P, y, z, -t % P), 4)


def signature_holds(public_key, message, signature):
    """Verify a signature (5.1.7): R = S·B - k·A, with S below the order and R spelled canonically;
    keys and R of small order are refused, as libsodium does."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    rows = key_rows(public_key)
    if s >= ORDER or rows is None:
        return False
    k = int.from_bytes(hashlib.sha512(r + public_key + message).digest(), "little") % ORDER
    point = add_multiple(add_multiple(ZERO, base_rows(), s), rows, k)
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == r and not has_small_order(point)


# ---- What is wrong, and how values are read ----

UNREADABLE = (KeyError, IndexError, ValueError, TypeError, AttributeError, RecursionError)
UNREADABLE_FILE = (
    *(OSError, EOFError, ValueError, OverflowError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)


class Wrong(Exception):
    """A rule that does not hold, in English; ``RUSSIAN`` has the Russian."""


class Unusable(Exception):
    """Nothing could be checked: why, in Russian and in English."""


def need(holds, why):
    if not holds:
        raise Wrong(why)


def parsed(text):
    """The value of a JSON text in which no key stands twice."""

    def unique(pairs):
        need(len(dict(pairs)) == len(pairs), "it cannot be read")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=unique)


def spelled(value):
    """The canonical JSON of a value; unlike ==, it tells 1, 1.0 and true apart."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unhex(text, size):
    need(re.fullmatch(f"[0-9a-f]{{{2 * size}}}", text), "it cannot be read")
    return bytes.fromhex(text)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def commitment(salt, value):
    """What stands in an act instead of a word. Without salt and word nobody can learn what was
    said; with them nobody can say something else."""
    return sha256(b"helppoint/commitment/v1\0", salt, value.encode()).hex()


def commitments(salt, values):
    """The commitments to some fields; each field's salt is derived from the row's."""
    salts = {field: hmac.new(salt, field.encode(), "sha256").digest() for field in values}
    return {field: commitment(salts[field], value) for field, value in values.items()}


def grouped(code):
    return "-".join((code[:4], code[4:8], code[8:12]))


def base32(digest):
    return grouped(base64.b32encode(digest).decode())


def short_digest(signature):
    """What is printed beside a signature."""
    return grouped(hashlib.sha256(signature).hexdigest().upper())


def numbers_of(words, last):
    """The numbers of «3, 7–9», none of them above ``last``."""
    numbers = []
    for run in words.split(", ") if words else []:
        first, _, end = run.partition("–")
        first, end = int(first), int(end or first)
        need(0 < first <= end <= last, "it names an entry that has not ended")
        numbers.extend(range(first, end + 1))
    return numbers


def instant(at):
    return datetime.datetime.fromisoformat(at[:-1])


def place_of(body):
    """The entry that an act is about: journal, school year, number."""
    place = body["journal"], body["year"], body["number"]
    need([type(value) for value in place] == [str, int, int], "it cannot be read")
    return place


def note_text(origin, size, head, at):
    """The signed part of a checkpoint."""
    return f"{origin}\n{size}\n{base64.b64encode(head).decode()}\n{at}\n"


# ---- Words ----

FORMAT = "helppoint-bundle/1"
EVIDENCE = ("journal.json", "acts.jsonl", "keys.json", "agreements.json", "book.json")
ACT = {"seq", "kind", "at", "body", "hash", "key_id", "signature", "cosignature"}
CORRECTIONS = ("entry_annulled", "entry_replaced")
ENTRY_ACTS = ("entry_opened", "entry_completed", "entry_signed", "entry_left")
VOLUME_ACTS = ("volume_opened", "volume_vouched", "volume_closed")
ADMINISTRATORS = ("agreement_recorded", "data_destroyed", "clock_resolved")
KINDS = (*CORRECTIONS, *ENTRY_ACTS, *VOLUME_ACTS, *ADMINISTRATORS, "kiosk_enrolled", "point_named")
KINDS += ("specialist_enrolled", "checkpoint_made", "epoch_begun")
OPENED_WORDS = ("name", "school_class", "room", "topic_title", "problem")
COMPLETED_WORDS = ("result", "note")
JOURNALS = {
    "requests": ("R", "технические заявки", "technical requests"),
    "consultations": ("C", "консультации", "consultations"),
}
TITLES = {
    "requests": "Журнал регистрации заявок на обслуживание сети Интернет и ПК",
    "consultations": "Журнал оказания консультативной (методической) помощи"
    " при работе с электронным журналом",
}
COLUMNS = {
    "requests": "number:№ пп|opened:Дата обращения|room:Кабинет|problem:Описание проблемы|"
    "completed:Дата выполнения|signature:Подпись|note:Примечание",
    "consultations": "number:№ пп|opened:Дата обращения|topic:Тема консультации|name:ФИО|"
    "completed:Дата проведения|signature:Подпись",
}
ROLES = {
    "administration": "администрация",
    "teacher": "учитель",
    "class_teacher": "классный руководитель",
    "guardian": "родитель",
    "pupil": "ученик",
}
LEFT = {"no_show": "неявка", "cancelled": "отменено"}
NAMELESS = "без ФИО"
RUSSIAN = {
    "it cannot be read": "не читается",
    "the act is missing": "этого акта нет",
    "the act or its place in the chain was changed": "акт или его место в цепочке изменены",
    "kind or time differs from what was signed": "вид или время отличаются от подписанных",
    "the signature is wrong": "подпись неверна",
    "the new key did not sign its enrolment": "новый ключ не подписал своё зачисление",
    "it is dated before the act before it": "акт датирован раньше предыдущего",
    "a kiosk is enrolled by the first act alone": "киоск регистрирует только первый акт",
    "somebody else's key signed this": "подписано чужим ключом",
    "the signer does not keep this journal": "подписавший не ведёт этот журнал",
    "the signer is not responsible for this journal": "подписавший не отвечает за этот журнал",
    "no administrator signed this act": "акт не подписан администратором",
    "the kiosk did not sign this act": "акт не подписан киоском",
    "the key does not fit its name": "ключ не соответствует своему имени",
    "this is another help point": "это другой пункт помощи",
    "it is not about this person's key": "это не о ключе этого человека",
    "the epochs do not follow one another": "эпохи идут не подряд",
    "the volume was opened before": "том уже открыт",
    "the volume is closed or was never opened": "том закрыт или не был открыт",
    "the signature covers another opening": "подписано другое открытие тома",
    "the closing counts other entries": "закрытие считает другие записи",
    "only a signed entry is corrected, once": "исправляют подписанную запись, и один раз",
    "the entry that should replace it does not": "запись, которая должна её заменить, не та",
    "it corrects an entry that was not replaced": "запись исправляет ту, что не заменена",
    "the entry had ended before": "запись уже завершена",
    "an entry is opened once, first of all": "запись открывают один раз и прежде всего",
    "the entry stands in a volume of another year": "запись стоит в томе другого года",
    "its number does not follow the last one": "номер не следует за последним",
    "the signature covers another entry": "подписано содержание другой записи",
    "it names an entry that has not ended": "названа запись, которая не завершена",
    "the signature under the checkpoint is wrong": "подпись под контрольной точкой неверна",
    "the ledger was cut before its checkpoint": "реестр обрезан до контрольной точки",
    "the ledger differs from the checkpoint": "реестр расходится с контрольной точкой",
    "no checkpoint covers the last act": "последний акт не покрыт контрольной точкой",
    "it differs from the ledger": "расходится с реестром",
    "the words were changed": "слова изменены",
    "the entry is missing or does not belong here": "записи нет, или она лишняя",
    "a wording is missing or does not belong here": "формулировки нет, или она лишняя",
    "the drawn signature was changed": "нарисованная подпись изменена",
    "destroyed words are still here": "уничтоженные сведения остались",
    "the printed form differs from the rows": "печатная форма расходится с записями",
}


def act_name(seq, body):
    ru, en = f"Реестр, акт {seq}", f"Ledger, act {seq}"
    if body.get("journal") in JOURNALS and type(body.get("number")) is int:
        entry = entry_name(place_of(body))
        return f"{ru} ({entry[0]})", f"{en} ({entry[1]})"
    return ru, en


def volume_name(volume):
    journal, year = volume
    return tuple(f"{name} {year}/{(year + 1) % 100:02}" for name in JOURNALS[journal][1:])


def entry_name(place):
    ru, en = volume_name(place[:2])
    return f"{ru}, запись № {place[2]}", f"{en}, entry {place[2]}"


def short_name(full):
    """«Иванова Мария Петровна» as «Иванова М. П.»."""
    surname, *given = full.split()[:3] or [""]
    return " ".join([surname, *(part[0] + "." for part in given)])


# ---- The ledger: every act from the first, chained, signed, and allowed ----


class Ledger:
    """What the acts say, gathered one by one; stops at the first act that is wrong."""

    def __init__(self, uid, offsets):
        self.uid, self.offsets, self.since = uid, offsets, [since for since, _ in offsets]
        self.where = ("journal.json",) * 2
        self.tails = [sha256(b"helppoint/genesis/v1\0", uid.encode())]
        self.codes, self.times, self.last_at, self.epochs, self.left = {}, [], "", [], {}
        self.keys, self.owners, self.people, self.held, self.agreements = {}, {}, {}, {}, {}
        self.volumes, self.vouched, self.closed, self.last = {}, {}, {}, {}
        self.entries, self.hashes, self.stamps, self.rows = {}, {}, {}, {}
        self.corrected, self.destroyed, self.worded = {}, {}, {}
        self.point, self.kiosk = {}, ""
        self.signatures = self.late = self.unagreed = self.clock_steps = 0

    def day(self, at):
        """The day of a moment where the help point is."""
        seconds = self.offsets[bisect.bisect(self.since, at) - 1][1]
        return (instant(at) + datetime.timedelta(seconds=seconds)).date()

    def dotted(self, at):
        return f"{self.day(at):%d.%m.%Y}" if at else ""

    def take(self, seq, act):
        """One act: its place in the chain, its time, its signer, its signatures, what it says."""
        self.where = act_name(seq, {})
        need(type(act["seq"]) is int and act["seq"] == seq, "the act is missing")
        need(set(act) == ACT, "it cannot be read")
        body, act_hash = parsed(act["body"]), unhex(act["hash"], 32)
        self.where, kind = act_name(seq, body), body["kind"]
        link = self.tails[-1] + struct.pack(">Q", seq) + sha256(act["body"].encode())
        linked = sha256(b"helppoint/link/v1\0", link) == act_hash
        need(linked, "the act or its place in the chain was changed")
        need(spelled(body) == act["body"] and kind in KINDS, "it cannot be read")
        said = (kind, body["at"]) == (act["kind"], act["at"])
        need(said, "kind or time differs from what was signed")
        self.check_time(seq, body)
        self.check_hand(body, act["key_id"])
        self.learn_key(body)
        signature = unhex(act["signature"], 64)
        self.check_signature(act["key_id"], act_hash, signature, "the signature is wrong")
        second, why = b"", "the new key did not sign its enrolment"
        need((act["cosignature"] is not None) == (kind == "specialist_enrolled"), why)
        if kind == "specialist_enrolled":
            second = unhex(act["cosignature"], 64)
            self.check_signature(body["key"], act_hash, second, why)
        self.gather(seq, body, act_hash.hex())
        self.tails.append(sha256(b"helppoint/tail/v1\0", act_hash, signature, second))
        self.note_codes(seq, body, act["key_id"], signature)

    def check_signature(self, key, act_hash, signature, why):
        """A signature covers the act's hash, and by it every act before."""
        message = b"helppoint/sign/v1\0" + act_hash
        need(key in self.keys and signature_holds(self.keys[key], message, signature), why)
        self.signatures += 1

    def check_time(self, seq, body):
        """Acts follow one another in time, unless an administrator settled a wrong clock."""
        at, kind, backwards = body["at"], body["kind"], body["at"] < self.last_at
        need(instant(at).isoformat(timespec="milliseconds") + "Z" == at, "it cannot be read")
        settled = not backwards or body.get("before") == self.last_at
        why = "it is dated before the act before it"
        need(backwards == (kind == "clock_resolved") and settled, why)
        why = "a kiosk is enrolled by the first act alone"
        need((kind == "kiosk_enrolled") == (seq == 1), why)
        self.last_at = at
        self.times.append(at)

    def check_hand(self, body, hand):
        """Who may sign what: an entry its own specialist, a volume the person responsible, an
        admission or a destruction an administrator, everything else the kiosk."""
        kind, login = body["kind"], self.owners.get(hand)
        if login and self.people[login]["key"] != hand:
            login = None  # a key that was renewed signs nothing more
        person = self.people.get(login, {})
        keeps = body.get("journal") in person.get("journals", "").split()
        administrator = person.get("duty") == "administrator"
        if kind == "entry_signed":
            acts = self.entries[place_of(body)]
            own = login and login == body["specialist"] == acts["entry_completed"]["specialist"]
            need(own, "somebody else's key signed this")
            corrects = "corrects" in acts["entry_opened"]
            need(keeps or corrects, "the signer does not keep this journal")
        elif kind in CORRECTIONS or kind in VOLUME_ACTS[1:]:
            need(login and login == body["specialist"], "somebody else's key signed this")
            own = kind in CORRECTIONS and keeps and self.signer(place_of(body)) == login
            answers = administrator or (person["duty"] == "technical" and keeps)
            need(own or answers, "the signer is not responsible for this journal")
        elif kind in ADMINISTRATORS or (kind == "specialist_enrolled" and self.people):
            need(administrator, "no administrator signed this act")
        elif kind != "kiosk_enrolled":
            need(hand == self.kiosk, "the kiosk did not sign this act")

    def signer(self, place):
        return self.entries.get(place, {}).get("entry_signed", {}).get("specialist")

    def learn_key(self, body):
        """Enrolments bring the public keys that acts are checked with; a new one ends the old."""
        if body["kind"] not in ("kiosk_enrolled", "specialist_enrolled"):
            return
        name, public_key = body["key"], unhex(body["public_key"], 32)
        fits = sha256(public_key).hex()[:16] == name and name not in self.keys
        need(fits, "the key does not fit its name")
        self.keys[name] = public_key
        if body["kind"] == "kiosk_enrolled":
            need(body["point"] == self.uid, "this is another help point")
            self.kiosk = name
        else:
            login = self.owners[name] = body["login"]
            held = {"key_id": name, "public_key": body["public_key"], "enrolled_at": body["at"]}
            self.people[login] = body
            self.held.setdefault(login, []).append(held)

    def gather(self, seq, body, act_hash):
        """Take in what an act says, if it may be said after the acts before it."""
        kind = body["kind"]
        if kind == "point_named":
            self.point = body
        elif kind == "agreement_recorded":
            new = self.owners.get(body["key"]) == body["login"]
            new = new and body["key"] not in self.agreements
            need(new, "it is not about this person's key")
            self.agreements[body["key"]] = body
        elif kind == "clock_resolved":
            self.clock_steps += 1
        elif kind == "epoch_begun":
            self.epochs.append(seq)
            need(body["epoch"] == len(self.epochs), "the epochs do not follow one another")
            self.left[body["epoch"]] = body["left_size"]
        elif kind == "data_destroyed":
            self.gather_destroyed(body)
        elif kind in VOLUME_ACTS:
            self.gather_volume(seq, body, act_hash)
        elif kind in CORRECTIONS:
            self.gather_correction(body)
        elif kind in ENTRY_ACTS:
            self.gather_entry(body, act_hash)
        if kind in CORRECTIONS or kind in ENTRY_ACTS:
            row = self.rows.setdefault(place_of(body)[:2], {}).setdefault(body["number"], [])
            row.append((seq, bytes.fromhex(act_hash)))
        if kind in CORRECTIONS or (kind == "volume_closed" and "committed" in body):
            self.worded.setdefault((body["journal"], body["year"]), []).append((seq, body))

    def gather_destroyed(self, body):
        for name, words in body["entries"].items():
            journal, _, year = name.partition("/")
            volume = journal, int(year)
            for number in numbers_of(words, self.last.get(volume, 0)):
                acts = self.entries[(*volume, number)]
                ended = "entry_completed" in acts or "entry_left" in acts
                need(ended, "it names an entry that has not ended")
                self.destroyed.setdefault((*volume, number), body["at"])

    def gather_volume(self, seq, body, act_hash):
        """A volume is opened once, vouched for once, and closed with what stands in it."""
        volume, kind = (body["journal"], body["year"]), body["kind"]
        if kind == "volume_opened":
            need(volume not in self.volumes, "the volume was opened before")
            need(volume[0] in JOURNALS and type(volume[1]) is int, "it cannot be read")
            self.volumes[volume] = dict(body, hash=act_hash)
            return
        standing = volume in self.volumes and volume not in self.closed
        need(standing, "the volume is closed or was never opened")
        if kind == "volume_vouched":
            first = volume not in self.vouched and body["opened"] == self.volumes[volume]["hash"]
            need(first, "the signature covers another opening")
            self.vouched[volume] = body
            return
        count = self.last.get(volume, 0)
        ends = [
            {"entry_signed", "entry_left"} & set(self.entries[(*volume, number + 1)])
            for number in range(count)
        ]
        unsigned = [number for number, ended in enumerate(ends, 1) if not ended]
        counted = [body["entries"], body["first"], body["last"]] == [count, min(1, count), count]
        counted = counted and numbers_of(body["unsigned"], count) == unsigned
        covers = body["rows"] == self.digest(volume, 1, count, seq - 1).hex()
        covers = covers and body["head"] == self.tails[-1].hex()
        need(counted and covers, "the closing counts other entries")
        self.closed[volume] = dict(body, seq=seq)

    def gather_correction(self, body):
        """Only a signed entry is corrected, and once; a new entry names the one it replaces."""
        place = place_of(body)
        signed = self.hashes.get((place, "entry_signed"))
        first = body["signed"] == signed and place not in self.corrected
        need(first, "only a signed entry is corrected, once")
        if body["kind"] == "entry_replaced":
            new = place_of(dict(body["successor"], journal=place[0]))
            corrects = self.entries.get(new, {}).get("entry_opened", {}).get("corrects")
            fits = corrects == {"year": place[1], "number": place[2]}
            fits = fits and self.signer(new) == body["specialist"]
            need(fits, "the entry that should replace it does not")
        self.corrected[place] = body

    def gather_entry(self, body, act_hash):
        """An entry is opened with the next number, completed, then signed or left, in a volume
        that is not closed."""
        place, kind, day = place_of(body), body["kind"], self.day(body["at"])
        volume, acts = place[:2], self.entries.setdefault(place, {})
        need(not {"entry_signed", "entry_left"} & set(acts), "the entry had ended before")
        standing = volume in self.volumes and volume not in self.closed
        need(standing, "the volume is closed or was never opened")
        opens = (kind == "entry_opened") != ("entry_opened" in acts)
        need(opens, "an entry is opened once, first of all")
        if kind == "entry_opened":
            own = place[1] == day.year - (day.month < 9)  # a school year begins in September
            need(own, "the entry stands in a volume of another year")
            follows = place[2] == self.last.get(volume, 0) + 1
            need(follows, "its number does not follow the last one")
            self.last[volume] = place[2]
        elif kind == "entry_signed":
            for name in ("opened", "completed"):
                covered = body[name] == self.hashes.get((place, "entry_" + name))
                need(covered, "the signature covers another entry")
            self.late += day != self.day(acts["entry_completed"]["at"])
            self.unagreed += self.people[body["specialist"]]["key"] not in self.agreements
        acts[kind], self.hashes[place, kind] = body, act_hash

    def digest(self, volume, first, last, size):
        """One digest over some rows: the hashes of their acts, as they stood at act ``size``."""
        hashed = hashlib.sha256(f"helppoint/rows/v1\0{volume[0]}/{volume[1]}\0".encode())
        for number, acts in sorted(self.rows.get(volume, {}).items()):
            hashes = [act_hash for seq, act_hash in acts if seq <= size]
            if first <= number <= last and hashes:
                hashed.update(f"{number}:".encode() + b"".join(hashes))
        return hashed.digest()

    def note_codes(self, seq, body, key, signature):
        """Remember what people can have written down of this act, and its signature's stamp."""
        self.codes[self.tails[-1].hex()] = self.codes[short_digest(signature)] = seq
        if body["kind"] == "entry_signed":
            self.stamps[place_of(body)] = (body["at"], key, short_digest(signature))
        elif body["kind"] == "volume_closed":
            self.codes[body["rows"]] = seq
        elif body["kind"] == "checkpoint_made":
            note = note_text(self.origin(len(self.epochs)), seq, self.tails[-1], body["at"])
            self.codes[base32(sha256(note.encode()))] = seq

    def origin(self, epoch):
        """The name of the ledger in checkpoints; a restored backup goes on under a new name."""
        return f"help-point/{self.uid}" + (f"/{epoch}" if epoch else "")

    def check_note(self, data):
        """A checkpoint (C2SP signed note): the kiosk signed this size and this head. Returns the
        size, or 0 for a ledger that was left behind when a backup was restored."""
        text, _, line = data.decode().replace("\r\n", "\n").strip("\n").partition("\n\n")
        origin, size, head, at = text.split("\n")
        size, head, key = int(size), base64.b64decode(head), self.keys[self.kiosk]
        dash, name, signature = line.split(" ")
        raw = base64.b64decode(signature)
        read = dash == "—" and base64.b64encode(raw).decode() == signature and name == origin
        read = read and note_text(origin, size, head, at) == text + "\n"
        read = read and raw[:4] == sha256(origin.encode(), b"\n\x01", key)[:4]
        read = read and signature_holds(key, text.encode() + b"\n", raw[4:])
        need(read, "the signature under the checkpoint is wrong")
        epoch = int(origin[len(self.origin(0)) + 1 :] or 0)
        now = sum(seq <= size for seq in self.epochs)
        need(
            origin == self.origin(epoch) and epoch <= now, "the ledger differs from the checkpoint"
        )
        if epoch < now:
            need(size <= self.left[epoch + 1], "the ledger was cut before its checkpoint")
            return 0
        need(0 < size < len(self.tails), "the ledger was cut before its checkpoint")
        need(self.tails[size] == head, "the ledger differs from the checkpoint")
        return size


# ---- The files of the bundle against the ledger ----


def compare(ledger, where, given, expected, why="it differs from the ledger"):
    """Two JSON objects, key by key; the first key that differs is named."""
    for key in sorted(set(given) | set(expected)):
        ledger.where = tuple(f"{name}, «{key}»" for name in where)
        same = key in given and key in expected
        need(same and spelled(given[key]) == spelled(expected[key]), why)
    ledger.where = where


def check_zone(ledger, name):
    """The offsets of the time zone at the times of all acts: [since, seconds] where they change.
    False where this Python knows no time zones and the bundle had to be believed."""
    ledger.where = ("journal.json, «zone»",) * 2
    try:
        zone = zoneinfo.ZoneInfo(name)
    except AttributeError:
        return False
    except zoneinfo.ZoneInfoNotFoundError:
        need(not zoneinfo.available_timezones(), "it cannot be read")
        return False
    offsets = []
    for at in sorted(set(ledger.times)):
        moment = instant(at).replace(tzinfo=datetime.timezone.utc).astimezone(zone)
        seconds = int(moment.utcoffset().total_seconds())
        if not offsets or offsets[-1][1] != seconds:
            offsets.append([at, seconds])
    need(spelled(offsets) == spelled(ledger.offsets), "it cannot be read")
    return True


def check_people(ledger, keys):
    """Keys and their holders; the printed names are those that the enrolments committed to."""
    people = []
    for given, (login, body) in zip(keys["specialists"], sorted(ledger.people.items())):
        ledger.where = (f"keys.json, {login}",) * 2
        said, salts = {"login": login, "keys": ledger.held[login]}, {}
        for word in ("name", "post"):
            said[word], salts[word] = given[word], given["salts"][word]
            fixed = commitment(unhex(salts[word], 32), given[word])
            need(fixed == body["committed"][word], "the words were changed")
        people.append(dict(said, salts=salts, duty=body["duty"], journals=body["journals"]))
    kiosk = {"key_id": ledger.kiosk, "public_key": ledger.keys[ledger.kiosk].hex()}
    need(len(people) == len(ledger.people), "it differs from the ledger")
    compare(ledger, ("keys.json",) * 2, keys, {"kiosk": kiosk, "specialists": people})


def check_agreements(ledger, agreements):
    """Every agreement on electronic signatures is the text whose digest was recorded."""
    ledger.where = ("agreements.json",) * 2
    need(len(agreements) == len(ledger.agreements), "it differs from the ledger")
    for given, (key, body) in zip(agreements, ledger.agreements.items()):
        said = {"key_id": key, "login": body["login"], "date": body["date"]}
        said.update(recorded_at=body["at"], text=given["text"])
        compare(ledger, (f"agreements.json, {key}",) * 2, given, said)
        digest = sha256(given["text"].encode()).hex()
        need(digest == body["digest"], "it differs from the ledger")


def check_row(ledger, place, row):
    """A row says what its acts say, and every word opens the commitment made to it."""
    ledger.where = where = entry_name(place)
    acts, destroyed = ledger.entries[place], ledger.destroyed.get(place)
    opened, completed, signed, left = (acts.get(kind, {}) for kind in ENTRY_ACTS)
    said = {key: row[key] for key in (*OPENED_WORDS, *COMPLETED_WORDS, "salt", "drawing")}
    need(not destroyed or not any(list(said.values())[:-1]), "destroyed words are still here")
    said.update(
        number=place[2],
        request_id=opened["request"],
        state="signed" if signed else "left" if left else "completed" if completed else "open",
        role=opened["role"],
        channel=opened["channel"],
        consent=opened.get("consent", ""),
        left_reason=left.get("reason", ""),
        specialist=(completed or left).get("specialist"),
        opened_at=opened["at"],
        completed_at=completed.get("at"),
        signed_at=signed.get("at"),
        destroyed_at=destroyed,
    )
    compare(ledger, where, row, said)
    for act, fields in ((opened, OPENED_WORDS), (completed, COMPLETED_WORDS)):
        words = {field: row[field] for field in fields}
        if act and not destroyed:
            fixed = commitments(unhex(row["salt"], 32), words)
            compare(ledger, where, fixed, act["committed"], "the words were changed")
        need(act or spelled(words) == spelled(dict.fromkeys(fields, "")), "the words were changed")
    drawing = row["drawing"]
    if drawing is not None:
        need(set(drawing) == {"strokes", "salt"}, "the drawn signature was changed")
        strokes = {"drawing": drawing["strokes"]}
        drawing = commitments(unhex(drawing["salt"], 32), strokes)["drawing"]
    need(drawing == signed.get("drawing"), "the drawn signature was changed")


def check_wordings(ledger, volume, wordings):
    """The reasons of corrections and of the closing, each beside the act that commits to it."""
    acts, why = ledger.worded.get(volume, []), "a wording is missing or does not belong here"
    ledger.where = ("journal.json, «wordings»",) * 2
    need(spelled([each["act"] for each in wordings]) == spelled([seq for seq, _ in acts]), why)
    for given, (seq, body) in zip(wordings, acts):
        ledger.where = act_name(seq, body)
        need(set(given) == {"act", "text", "salt"}, why)
        if given["text"] == given["salt"] == "" and "number" in body:
            need(place_of(body) in ledger.destroyed, "the words were changed")
        else:
            words = commitments(unhex(given["salt"], 32), {"wording": given["text"]})
            need(words == body["committed"], "the words were changed")


def check_volume(ledger, journal):
    """The volume in the bundle: its names, its dates, all its rows and no other."""
    volume = journal["journal"], journal["year"]
    said, count = {"format": FORMAT, "point": ledger.uid}, ledger.last.get(volume, 0)
    zone = {"name": ledger.point.get("zone", journal["zone"]["name"]), "offsets": ledger.offsets}
    said.update(
        school=ledger.point.get("school", ""),
        name=ledger.point.get("name", ""),
        zone=zone,
        journal=volume[0],
        year=volume[1],
        opened_at=ledger.volumes[volume]["at"],
        closed_at=ledger.closed.get(volume, {}).get("at"),
        entries=count,
        rows=journal["rows"],
        wordings=journal["wordings"],
    )
    compare(ledger, ("journal.json",) * 2, journal, said)
    numbers = [row["number"] for row in journal["rows"]] + [0]
    for number, found in enumerate(numbers, 1):
        ledger.where, wanted = entry_name((*volume, number)), number if number <= count else 0
        same = spelled(found) == spelled(wanted)
        need(same, "the entry is missing or does not belong here")
    for number, row in enumerate(journal["rows"], 1):
        check_row(ledger, (*volume, number), row)
    check_wordings(ledger, volume, journal["wordings"])


def check_successors(ledger):
    """Every entry that says which one it stands for is named by the act that replaced that one."""
    for place, acts in ledger.entries.items():
        corrects, ledger.where = acts["entry_opened"].get("corrects"), entry_name(place)
        if corrects is not None:
            old = ledger.corrected.get(place_of(dict(corrects, journal=place[0])), {})
            named = old.get("successor") == {"year": place[1], "number": place[2]}
            need(named, "it corrects an entry that was not replaced")


def check(files, outside=()):
    """Check the files of a bundle, by name, and notes from outside, as pairs of name and text.
    Returns the ledger with the parsed files; raises Wrong, in Russian and in English."""
    ledger = Ledger("", [])
    try:
        journal = parsed(files["journal.json"].decode())
        ledger = Ledger(journal["point"], journal["zone"]["offsets"])
        ledger.journal, lines = journal, files["acts.jsonl"].decode().split("\n")
        for seq, line in enumerate(lines[:-1], 1):
            ledger.take(seq, parsed(line))
        need(lines[-1] == "", "it cannot be read")
        ledger.zone_known = check_zone(ledger, journal["zone"]["name"])
        keys = parsed(files["keys.json"].decode())
        check_people(ledger, keys)
        check_agreements(ledger, parsed(files["agreements.json"].decode()))
        check_volume(ledger, journal)
        check_successors(ledger)
        ledger.book = parsed(files["book.json"].decode())
        check_book(ledger, keys)
        sizes = [0]
        notes = [(name, files[name]) for name in sorted(files) if name.endswith(".checkpoint")]
        for name, note in notes:
            ledger.where = (name, name)
            sizes.append(ledger.check_note(note))
        need(max(sizes) == len(lines) - 1, "no checkpoint covers the last act")
        for name, note in outside:
            ledger.where = (name, name)
            ledger.outside = [*getattr(ledger, "outside", []), ledger.check_note(note)]
    except (Wrong, *UNREADABLE) as error:
        why = str(error) if isinstance(error, Wrong) else "it cannot be read"
        ru, en = ledger.where
        raise Wrong(f"{ru}: {RUSSIAN[why]}", f"{en}: {why}") from error
    return ledger


# ---- The printed form ----


def check_book(ledger, keys):
    """The printed form is made of the rows and of nothing else."""
    journal, why = ledger.journal, "the printed form differs from the rows"
    names = {person["login"]: short_name(person["name"]) for person in keys["specialists"]}
    volume, rows = (journal["journal"], journal["year"]), []
    reasons = {each["act"]: each["text"] for each in journal["wordings"]}
    reasons = {
        place_of(body): reasons[seq]
        for seq, body in ledger.worded.get(volume, ())
        if "number" in body
    }
    for given, row in zip(ledger.book["rows"], journal["rows"]):
        place = (*volume, row["number"])
        printed = {"number": row["number"], "cells": cells_of(ledger, place, row)}
        printed["signature"] = stamp_of(ledger, place, names)
        printed["struck"] = place in ledger.corrected
        printed["remark"] = remark_of(ledger, place, names, reasons.get(place))
        printed["destroyed"] = ledger.dotted(row["destroyed_at"])
        compare(ledger, entry_name(place), given, printed, why)
        rows.append(printed)
    heads = [
        dict(zip(("key", "head"), column.split(":"))) for column in COLUMNS[volume[0]].split("|")
    ]
    said = {"journal": volume[0], "title": TITLES[volume[0]], "school": journal["school"]}
    said.update(point=journal["name"], year=volume[1], columns=heads, rows=rows)
    need(len(rows) == len(journal["rows"]), why)
    compare(ledger, ("book.json",) * 2, ledger.book, said, why)


def stamp_of(ledger, place, names):
    """«Подпись» of a row: a short name, the day, the digest of the signature; or nothing."""
    if place not in ledger.stamps:
        return None
    at, key, digest = ledger.stamps[place]
    return {"signer": names[ledger.owners[key]], "date": ledger.dotted(at), "digest": digest}


def remark_of(ledger, place, names, reason):
    """What became of a row and what it stands for, in words."""

    def named(other):
        year = other["year"]
        of_year = f" за {year}/{(year + 1) % 100:02} учебный год" if year != place[1] else ""
        return f"№ {other['number']}{of_year}"

    said, act = [], ledger.corrected.get(place)
    corrects = ledger.entries[place]["entry_opened"].get("corrects")
    if corrects:
        said.append(f"Взамен записи {named(corrects)}")
    if act:
        what = (
            f"Заменена записью {named(act['successor'])}" if "successor" in act else "Аннулирована"
        )
        said.append(f"{what} ({ledger.dotted(act['at'])}, {names[act['specialist']]})")
        said.extend([f"Причина: {reason}"] if reason else [])
    return ". ".join(said)


def visit_of(ledger, place):
    """The acts of the entry that a visitor came for, however often it was replaced."""
    acts = ledger.entries[place]
    corrects = acts["entry_opened"].get("corrects")
    return visit_of(ledger, place_of(dict(corrects, journal=place[0]))) if corrects else acts


def cells_of(ledger, place, row):
    """The words of a row in the columns of the form."""
    visit = visit_of(ledger, place)
    cells = {
        "number": str(row["number"]),
        "opened": ledger.dotted(visit["entry_opened"]["at"]),
        "completed": ledger.dotted(visit.get("entry_completed", {}).get("at")),
    }
    if row["state"] == "left":
        cells["completed"] = LEFT[row["left_reason"]]
    gone = row["destroyed_at"] and "персональные данные уничтожены " + ledger.dotted(
        row["destroyed_at"]
    )
    if place[0] == "consultations":
        who = ", ".join(filter(None, (ROLES.get(row["role"]), row["school_class"])))
        name = gone or f"{row['name'] or NAMELESS} ({who})"
        return dict(cells, topic="—" if gone else row["topic_title"], name=name)
    topic, problem = row["topic_title"], row["problem"]
    about = f"{topic.rstrip('.')}. {problem}" if topic and problem else topic or problem
    about = gone or f"{about} ({short_name(row['name']) or NAMELESS})"
    notes = ". ".join(text.rstrip(".") for text in (row["result"], row["note"]) if text)
    return dict(cells, room="—" if gone else row["room"], problem=about, note=notes)


# ---- Pages and heads from outside, and what is said in the end ----


def check_page(ledger, typed):
    """A code printed on a page: do the rows have this digest? Shows what they say."""
    journal = ledger.journal["journal"], ledger.journal["year"]
    code = typed.upper().translate(str.maketrans("АВЕКМНОРСТУХ–—−", "ABEKMHOPCTYX---")).strip()
    form = r"([CR])(\w\w)-(\w{1,9})-(\w{1,9})-(\w{1,9})-?(\w{4})-?(\w{4})-?(\w{4})"
    tries = (re.fullmatch(form, re.sub(*each, code)) for each in ((r"\s", ""), (r"[\s-]+", "-")))
    letter, *parts = next((page.groups() for page in tries if page), ("",))
    numbers = [part.translate(str.maketrans("OIL", "011")) for part in parts[:4]]
    ours = [JOURNALS[journal[0]][0], f"{journal[1] % 100:02}"]
    if [letter, *numbers[:1]] != ours or not all(number.isdigit() for number in numbers):
        raise Unusable(f"Это не код страницы этого тома: {typed}", "Not a page of this volume.")
    first, last, size = map(int, numbers[1:])
    mark = grouped("".join(parts[4:]).translate(str.maketrans("01", "OI")))
    for row in ledger.book["rows"][max(0, first - 1) : last]:
        stamp = row["signature"] or {"signer": "не подписано"}
        say("  " + " · ".join([*row["cells"].values(), *stamp.values()]))
    digest = base32(ledger.digest(journal, first, last, size))
    return mark == digest and last <= len(ledger.book["rows"]) and size < len(ledger.tails)


def say(*lines):
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def report(ledger, outside):
    """What was checked, and what a reader has to know besides; Russian first."""
    journal, unagreed = ledger.journal, ledger.unagreed
    volume = journal["journal"], journal["year"]
    (ru, en), rows = volume_name(volume), journal["rows"]
    signed = sum(row["state"] == "signed" for row in rows)
    say(f"ВСЁ СОШЛОСЬ / ALL AGREES: {ru} / {en}", f"  {journal['school']}. {journal['name']}")
    for ru, en, count in (
        ("актов", "acts", len(ledger.times)),
        ("подписей", "signatures", ledger.signatures),
        ("записей в томе", "entries in the volume", len(rows)),
        ("из них подписано", "of them signed", signed),
        ("исправлено", "corrected", sum(place[:2] == volume for place in ledger.corrected)),
        ("данные уничтожены", "data destroyed", sum(bool(row["destroyed_at"]) for row in rows)),
        ("подписано не в день исполнения", "signed on a later day", ledger.late),
        ("подписано без соглашения", "signed without an agreement", unagreed),
        ("часы исправлены", "clock settled", ledger.clock_steps),
        ("восстановлено из копии", "restored from a backup", len(ledger.epochs)),
        ("внешних контрольных точек", "checkpoints from outside", len(outside)),
        ("из них из оставленной истории", "of a history left behind", outside.count(0)),
    ):
        if count:
            say(f"  {ru} / {en}: {count}")
    say(f"  ключ киоска / the kiosk's key: {ledger.kiosk}")
    say(f"  вершина реестра / head of the ledger: {ledger.tails[-1].hex()}")
    if not ledger.zone_known:
        say("  В этом Python нет часовых поясов: сдвиг времени взят из пакета.")
        say("  This Python knows no time zones: the bundle's own offsets were believed.")
    if not any(outside):
        say(
            "  Без внешней контрольной точки не видно, не обрезан ли реестр и не написан ли заново."
        )
        say(
            "  Only a checkpoint from outside shows whether the ledger was cut off or written anew."
        )


def load(path):
    """The files of a bundle by name, from a zip or from the folder where it was unpacked."""
    try:
        if path.is_dir():
            found = [path / name for name in EVIDENCE] + sorted(path.glob("checkpoints/*"))
            return {file.relative_to(path).as_posix(): file.read_bytes() for file in found}
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            files = {name: packed.read(name) for name in names}
    except UNREADABLE_FILE as error:
        raise Unusable(f"Пакет не читается: {error}", "The bundle cannot be read.") from error
    if len(files) != len(names) or not set(EVIDENCE) <= set(files):
        raise Unusable("В пакете не те файлы.", "The bundle has not the right files.")
    return files


def verify(options):
    """Check everything that was asked for; the exit status."""
    files = load(pathlib.Path(options.bundle))
    try:
        notes = [(name, pathlib.Path(name).read_bytes()) for name in options.checkpoint]
    except OSError as error:
        raise Unusable(f"Файл не читается: {error}", "The file cannot be read.") from error
    ledger = check(files, notes)
    report(ledger, getattr(ledger, "outside", []))
    status = 0
    for code in options.page:
        agrees = check_page(ledger, code)
        status = status if agrees else 1
        say(
            f"СТРАНИЦА СОШЛАСЬ / THE PAGE AGREES: {code}"
            if agrees
            else f"СТРАНИЦА НЕ СХОДИТСЯ / THE PAGE DIFFERS: {code}"
        )
    for typed in options.head:
        mark = "".join(typed.split())
        seq = ledger.codes.get(mark.lower()) or ledger.codes.get(mark.upper())
        status = status if seq else 1
        say(
            f"НАЙДЕНО / FOUND: {typed}: акт / act {seq}"
            if seq
            else f"НЕТ В РЕЕСТРЕ / NOT IN THE LEDGER: {typed}"
        )
    return status


def main():
    parser = argparse.ArgumentParser(description="Проверить журнал / Check a journal")
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("bundle", nargs="?", default=here, help="FILE.zip, или папка / or a folder")
    for option in ("checkpoint", "page", "head"):
        parser.add_argument(f"--{option}", action="append", default=[], metavar=option.upper())
    sys.stdout.reconfigure(errors="replace")
    try:
        return verify(parser.parse_args())
    except Wrong as wrong:
        say(f"НЕ СХОДИТСЯ. {wrong.args[0]}", f"DOES NOT AGREE. {wrong.args[1]}")
        return 1
    except Unusable as why:
        say(f"НЕ ПРОВЕРЕНО. {why.args[0]}", f"NOT CHECKED. {why.args[1]}")
        return 2


if __name__ == "__main__":
    sys.exit(main())
