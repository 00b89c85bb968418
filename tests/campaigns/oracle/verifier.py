#!/usr/bin/env python3
# mypy: ignore-errors
# Plain functions without type annotations, for any Python from 3.8 on.
"""Проверка журнала пункта помощи. Нужен только Python 3.8 или новее, ничего больше.
Check a journal of a help point. It needs Python 3.8 or newer and nothing else.

    python3 verify.py                          the unpacked files beside this one
    python3 verify.py FILE.zip                 a bundle that was not unpacked
    python3 verify.py --checkpoint NOTE...     also checkpoints kept elsewhere: files or folders
    python3 verify.py --code ABCD-EFGH-IJKL    also a checkpoint's code, written down elsewhere
    python3 verify.py --head HEX               also a head or a digest, written down elsewhere
    python3 verify.py --page C25-1-20-140-ABCD-EFGH-IJKL      also a code printed on a page

Exit status: 0 all agrees, 1 something is wrong (the first such place is named), 2 not checked or
not to be decided from this bundle.

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
UNREADABLE_FILE = (OSError, ValueError, OverflowError, struct.error)


class Wrong(Exception):
    """A rule that does not hold, in English; ``RUSSIAN`` has the Russian."""


class Unusable(Exception):
    """Nothing can be checked: why, in Russian and in English."""


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


LOOKALIKES = str.maketrans("АВЕЗКМНОРСТУХ–—−", "ABE3KMHOPCTYX---")
"""Russian capitals that look like Latin letters and digits, and dashes that are not the key's."""
DIGITS = str.maketrans("OIL", "011")
LETTERS = str.maketrans("018", "OIB")
"""What base32 has instead of the digits that it lacks."""


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
NO_EVIDENCE = ("README.txt", "verify.py")
LIMIT = 2**30
"""How many bytes the files of a bundle may have together."""
ZONES = {
    2: "Europe/Kaliningrad",
    3: "Europe/Moscow Europe/Simferopol Europe/Kirov Europe/Volgograd",
    4: "Europe/Samara Europe/Saratov Europe/Astrakhan Europe/Ulyanovsk",
    5: "Asia/Yekaterinburg",
    6: "Asia/Omsk",
    7: "Asia/Novosibirsk Asia/Barnaul Asia/Tomsk Asia/Novokuznetsk Asia/Krasnoyarsk",
    8: "Asia/Irkutsk",
    9: "Asia/Chita Asia/Yakutsk Asia/Khandyga",
    10: "Asia/Vladivostok Asia/Ust-Nera",
    11: "Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk",
    12: "Asia/Kamchatka Asia/Anadyr",
}
"""The time zones of Russia by their hours before UTC, for a Python without time zones. Source: IANA
tz database, 2025b."""
FIXED_SINCE = "2020-12-27"
"""Since this day none of them has changed; the last to change was Volgograd."""
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
    "a kiosk's key is enrolled by the first act alone": "ключ киоска вносят только первым актом",
    "somebody else's key signed this": "подписано чужим ключом",
    "the signer does not keep this journal": "подписавший не ведёт этот журнал",
    "the signer is not responsible for this journal": "подписавший не ответственный за этот журнал",
    "no administrator signed this act": "акт не подписан администратором",
    "the kiosk did not sign this act": "акт не подписан киоском",
    "the key does not fit its name": "ключ не соответствует своему имени",
    "this is another help point": "это другой пункт помощи",
    "it is not about this person's key": "соглашение о чужом ключе",
    "the epochs do not follow one another": "эпохи идут не подряд",
    "the volume was opened before": "том уже открыт",
    "the volume is closed or was never opened": "том закрыт или не был открыт",
    "the signature covers another opening": "подписано другое открытие тома",
    "the closing counts other entries": "в акте закрытия другое число записей",
    "only a signed entry is corrected, once": "исправляют подписанную запись, и один раз",
    "the entry that should replace it does not": "указанная взамен запись её не заменяет",
    "it corrects an entry that was not replaced": "запись исправляет ту, что не заменена",
    "the entry had ended before": "запись уже завершена",
    "an entry is opened once, first of all": "запись открывают один раз, первым её актом",
    "the entry stands in a volume of another year": "запись стоит в томе другого года",
    "its number does not follow the last one": "номер не следует за последним",
    "the signature covers another entry": "подписано содержание другой записи",
    "it names an entry that has not ended": "названа запись, которая не завершена",
    "the signature under the checkpoint is wrong": "подпись под контрольной точкой неверна",
    "the ledger was cut before its checkpoint": "реестр обрезан до контрольной точки",
    "these are not the offsets of the time zone": "это не сдвиги часового пояса",
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
        self.outside, self.undecided, self.lost = [], [], {}
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
        why = "a kiosk's key is enrolled by the first act alone"
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
            need(type(body["left_size"]) is int, "it cannot be read")
            self.left[body["epoch"]] = body["left_size"]
            self.lost.setdefault(body["left_head"], max(0, body["left_size"] - (seq - 1)))
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
                need(ended or volume in self.closed, "it names an entry that has not ended")
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
        self.note_code(seq, self.tails[-1].hex(), "вершина реестра", "head of the ledger")
        self.note_code(seq, short_digest(signature), "отпечаток подписи", "digest of a signature")
        if body["kind"] == "entry_signed":
            self.stamps[place_of(body)] = (body["at"], key, short_digest(signature))
        elif body["kind"] == "volume_closed":
            self.note_code(seq, body["rows"], "отпечаток тома", "digest of a volume")
        elif body["kind"] == "checkpoint_made":
            note = note_text(self.origin(len(self.epochs)), seq, self.tails[-1], body["at"])
            code = base32(sha256(note.encode()))
            self.note_code(seq, code, "контрольная точка", "checkpoint")

    def note_code(self, seq, code, ru, en):
        self.codes[code.replace("-", "").upper()] = seq, ru, en

    def find_code(self, typed):
        """The act that a code stands for, and what the code is; None where there is no such act."""
        mark = re.sub(r"[\s-]", "", typed.upper().translate(LOOKALIKES))
        tries = (mark, mark.translate(DIGITS), mark.translate(LETTERS))
        return next((self.codes[each] for each in tries if each in self.codes), None)

    def origin(self, epoch):
        """The name of the ledger in checkpoints; a restored backup goes on under a new name."""
        return f"help-point/{self.uid}" + (f"/{epoch}" if epoch else "")

    def check_note(self, data):
        """A checkpoint (C2SP signed note): the kiosk signed this size and this head. Returns the
        size, 0 for a ledger that was left behind when a backup was restored, or None for a
        checkpoint that is newer than this ledger."""
        text, _, lines = data.decode().replace("\r\n", "\n").strip("\n").rpartition("\n\n")
        origin, size, head, at = text.split("\n")
        size, head, key = int(size), base64.b64decode(head), self.keys[self.kiosk]
        why, known = "the signature under the checkpoint is wrong", 0
        for line in lines.split("\n"):
            dash, name, signature = line.split(" ")
            raw = base64.b64decode(signature)
            spelt = base64.b64encode(raw).decode() == signature
            need(dash == "—" and name and spelt and len(raw) > 4, why)
            if name == origin and raw[:4] == sha256(origin.encode(), b"\n\x01", key)[:4]:
                known += 1  # the other lines are of keys that nobody here knows
                need(signature_holds(key, text.encode() + b"\n", raw[4:]), why)
        need(known and note_text(origin, size, head, at) == text + "\n", why)
        epoch = int(origin[len(self.origin(0)) + 1 :] or 0)
        now = sum(seq <= size for seq in self.epochs)
        differs = "the ledger differs from the checkpoint"
        need(origin == self.origin(epoch) and epoch >= 0 and size > 0, differs)
        if epoch > len(self.epochs) or (epoch == len(self.epochs) and size >= len(self.tails)):
            return None
        if epoch < now:
            need(size <= self.left[epoch + 1], "the ledger was cut before its checkpoint")
            return 0
        need(epoch == now and self.tails[size] == head, differs)
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
    """The offsets of the time zone at the times of all acts: [since, seconds] where they change."""
    ledger.where = ("journal.json, «zone»",) * 2
    try:
        zone = zoneinfo.ZoneInfo(name)
    except (AttributeError, LookupError, OSError):  # no zoneinfo, or not this zone
        fixed = {zone: hours for hours, names in ZONES.items() for zone in names.split()}
        if name not in fixed or min(ledger.times) < FIXED_SINCE:
            ru = f"Часовой пояс {name} этому Python неизвестен: даты сличить не с чем."
            en = f"This Python does not know the time zone {name}: the dates were not checked."
            ledger.undecided.append((ru, en))
            return
        zone = datetime.timezone(datetime.timedelta(hours=fixed[name]))
    offsets = []
    for at in sorted(set(ledger.times)):
        moment = instant(at).replace(tzinfo=datetime.timezone.utc).astimezone(zone)
        seconds = int(moment.utcoffset().total_seconds())
        if not offsets or offsets[-1][1] != seconds:
            offsets.append([at, seconds])
    same = spelled(offsets) == spelled(ledger.offsets)
    need(same, "these are not the offsets of the time zone")


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
        if "number" in body and place_of(body) in ledger.destroyed:
            need(given["text"] == given["salt"] == "", "destroyed words are still here")
        else:
            need(given["salt"], "the words were changed")
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


def check_acts(ledger, content):
    """Every act from the first, one in a line."""
    *lines, rest = content.split(b"\n")
    for seq, line in enumerate(lines, 1):
        ledger.where = act_name(seq, {})
        ledger.take(seq, parsed(line.decode()))
    ledger.where = act_name(len(lines) + 1, {})
    need(lines and rest == b"", "it cannot be read")


def check_notes(ledger, files, outside):
    """The checkpoints in the bundle, one of them over the last act, and those from outside."""
    sizes = []
    for name in sorted(name for name in files if name.endswith(".checkpoint")):
        ledger.where = (name, name)
        sizes.append(ledger.check_note(files[name]))
        need(sizes[-1] is not None, "the ledger was cut before its checkpoint")
    ledger.where = ("checkpoints",) * 2
    need(len(ledger.times) in sizes, "no checkpoint covers the last act")
    for name, note in outside:
        ledger.where = (name, name)
        size = ledger.check_note(note)
        if size is None:
            ru = "контрольная точка новее пакета: он выгружен раньше неё или обрезан"
            en = "the checkpoint is newer than the bundle, which was made earlier or cut off"
            ru, en = f"{name}: {ru}. Выгрузите пакет заново.", f"{name}: {en}. Export a new one."
            ledger.undecided.append((ru, en))
        else:
            ledger.outside.append(size)


def check(files, outside=()):
    """Check the files of a bundle, by name, and notes from outside, as pairs of name and text.
    Returns the ledger with the parsed files; raises Wrong, in Russian and in English. What cannot
    be decided stands in ``ledger.undecided``."""
    ledger = Ledger("", [])

    def document(name):
        ledger.where = (name, name)
        return parsed(files[name].decode())

    try:
        journal = document("journal.json")
        ledger = Ledger(journal["point"], journal["zone"]["offsets"])
        ledger.journal = journal
        check_acts(ledger, files["acts.jsonl"])
        check_zone(ledger, journal["zone"]["name"])
        keys = document("keys.json")
        check_people(ledger, keys)
        check_agreements(ledger, document("agreements.json"))
        check_volume(ledger, journal)
        check_successors(ledger)
        ledger.book = document("book.json")
        check_book(ledger, keys)
        check_notes(ledger, files, outside)
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


# ---- What is said in the end ----


def say(*lines):
    """Print lines; what stands in the files cannot move about on the screen."""
    sys.stdout.write("".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", "?", line) + "\n" for line in lines))


def headline(ledger):
    """The verdict on the bundle in Russian and in English."""
    times, lost = len(ledger.epochs), sum(ledger.lost.values())
    if ledger.undecided:
        return "НЕ РЕШЕНО", "CANNOT DECIDE"
    if times:
        ru = f"СХОДИТСЯ, НО ВОССТАНОВЛЕНО ИЗ КОПИИ (раз: {times}, утрачено актов: {lost})"
        return ru, f"AGREES, BUT RESTORED FROM A COPY (times: {times}, acts lost: {lost})"
    return "ВСЁ СОШЛОСЬ", "ALL AGREES"


def report(ledger, proved):
    """What was checked, and what a reader has to know besides; Russian first. ``proved`` says
    whether something kept outside agreed."""
    journal, outside = ledger.journal, ledger.outside
    volume = journal["journal"], journal["year"]
    (ru, en), rows = volume_name(volume), journal["rows"]
    signed = sum(row["state"] == "signed" for row in rows)
    say(f"{' / '.join(headline(ledger))}: {ru} / {en}")
    for ru, en in ledger.undecided:
        say(f"  {ru}", f"  {en}")
    say(f"  {journal['school']}. {journal['name']}")
    for ru, en, count in (
        ("актов", "acts", len(ledger.times)),
        ("подписей", "signatures", ledger.signatures),
        ("записей в томе", "entries in the volume", len(rows)),
        ("из них подписано", "of them signed", signed),
        ("исправлено", "corrected", sum(place[:2] == volume for place in ledger.corrected)),
        ("данные уничтожены", "data destroyed", sum(bool(row["destroyed_at"]) for row in rows)),
        ("подписано не в день исполнения", "signed on a later day", ledger.late),
        ("подписано без соглашения", "signed without an agreement", ledger.unagreed),
        ("отставание часов подтверждено", "clock set-backs confirmed", ledger.clock_steps),
        ("внешних контрольных точек", "checkpoints from outside", len(outside)),
        ("из них из оставленной истории", "of a history left behind", outside.count(0)),
    ):
        if count:
            say(f"  {ru} / {en}: {count}")
    say(f"  ключ киоска / the kiosk's key: {ledger.kiosk}")
    say(f"  вершина реестра / head of the ledger: {ledger.tails[-1].hex()}")
    if not proved:
        ru = "Без внешней контрольной точки не видно, не обрезан ли реестр и не написан ли заново."
        en = "Only a checkpoint from outside shows whether the ledger was cut off or written anew."
        say(f"  {ru}", f"  {en}")


def page_of(ledger, typed):
    """What a typed page code says: first and last row, size of the ledger, and the mark; None for
    what is no code of a page of this volume."""
    journal, year = ledger.journal["journal"], ledger.journal["year"]
    code = typed.upper().translate(LOOKALIKES).strip()
    form = r"([CR])(\w\w)-(\w{1,9})-(\w{1,9})-(\w{1,9})-?(\w{4})-?(\w{4})-?(\w{4})"
    tries = (re.fullmatch(form, re.sub(*each, code)) for each in ((r"\s", ""), (r"[\s-]+", "-")))
    letter, *parts = next((page.groups() for page in tries if page), ("",))
    numbers = [part.translate(DIGITS) for part in parts[:4]]
    ours = [letter, *numbers[:1]] == [JOURNALS[journal][0], f"{year % 100:02}"]
    if ours and all(re.fullmatch("[0-9]+", number) for number in numbers):
        first, last, size = map(int, numbers[1:])
        if 1 <= first <= last and size:
            return first, last, size, grouped("".join(parts[4:]).translate(LETTERS))
    return None


def check_page(ledger, typed):
    """A code printed on a page: do the rows have this digest? Says so and shows the rows; returns
    the exit status."""
    said = page_of(ledger, typed)
    if said is None:
        say(f"НЕ ПРОВЕРЕНО / NOT CHECKED: {typed}")
        say("  Это не код страницы этого тома.", "  This is not the code of a page of this volume.")
        return 2
    first, last, size, mark = said
    volume = ledger.journal["journal"], ledger.journal["year"]
    rows = ledger.book["rows"][first - 1 : last]
    if size >= len(ledger.tails):
        say(f"НЕ РЕШЕНО / CANNOT DECIDE: {typed}")
        say("  Страница новее пакета, или он обрезан, или код набран с ошибкой.")
        say("  The page is newer than the bundle, or that was cut off, or the code is mistyped.")
        return 2
    begun = [row for row in rows if ledger.rows[volume][row["number"]][0][0] <= size]
    right = mark == base32(ledger.digest(volume, first, last, size))
    right = right and len(begun) == last - first + 1
    left = any(seq <= size <= ledger.left[epoch] for epoch, seq in enumerate(ledger.epochs, 1))
    if right:
        say(f"КОД СТРАНИЦЫ ВЕРЕН / THE PAGE'S CODE IS RIGHT: {typed}")
    elif left:
        say(f"НЕ РЕШЕНО / CANNOT DECIDE: {typed}")
        say("  Страница могла быть напечатана до восстановления из копии; её актов здесь нет.")
        say("  The page may be of before a copy was restored; then its acts are not here.")
    else:
        say(f"КОД СТРАНИЦЫ НЕ СХОДИТСЯ / THE PAGE'S CODE DIFFERS: {typed}")
    say("  Код не доказывает, что напечатано на бумаге. Сличите строки на ней с этими:")
    say("  A code does not prove what is printed beside it. Compare the rows on paper with these:")
    for row in rows:
        stamp = row["signature"] or {"signer": "не подписано"}
        remark = [f"[{row['remark']}]"] if row["remark"] else []
        say("    " + " · ".join([*row["cells"].values(), *stamp.values(), *remark]))
    return 0 if right else 2 if left else 1


def tell_code(ledger, typed, found):
    """What a code written down elsewhere stands for; the exit status."""
    if found:
        seq, ru, en = found
        say(f"НАЙДЕНО / FOUND: {typed}: {ru} / {en}, акт / act {seq}")
        return 0
    acts = len(ledger.times)
    ru = f"Набрано с ошибкой, новее пакета (в нём актов: {acts}), или реестр не тот."
    en = f"Mistyped, newer than the bundle (it has acts: {acts}), or this is another ledger."
    say(f"НЕТ В ПАКЕТЕ / NOT IN THE BUNDLE: {typed}", f"  {ru}", f"  {en}")
    return 2


# ---- How the files come in ----


def is_ours(name):
    """True for the name of a file that a bundle can have."""
    note = re.fullmatch(r"checkpoints/[0-9]{6,}\.checkpoint", name)
    return bool(name in EVIDENCE or name in NO_EVIDENCE or note)


def foreign(name):
    ru = f"В пакете лишний файл, его никто не проверяет: {name!r}"
    return Unusable(ru, f"A file that does not belong here and is not checked: {name!r}")


LOCAL, CENTRAL, END = map(struct.Struct, ("<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"))
"""The records of a zip (PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16)."""


def unzipped(data):
    """The files in a zip by name. Every byte of it has one meaning: the files one after another
    from the first byte on, one directory that says the same of them, and the end. So no other
    program finds other files in it. Raises Unusable, and Wrong for a damaged file."""
    files, heads, at, room = {}, [], 0, LIMIT
    ru = "Это не тот zip, который выгрузил киоск: в нём есть что-то помимо файлов пакета."
    strange = Unusable(ru, "Not the zip that the kiosk wrote: there is something else in it.")
    while data[at : at + 4] == b"PK\3\4":
        head = LOCAL.unpack_from(data, at)
        flags, method, (crc, packed, size, named, extra) = head[2], head[3], head[6:]
        heads.append((at, head[1:], data[at + LOCAL.size : at + LOCAL.size + named]))
        at += LOCAL.size + named + packed
        name, room = heads[-1][2].decode("latin-1"), room - size
        if not is_ours(name) or name in files:
            raise foreign(name)
        if flags & ~6 or method not in (0, 8) or extra or at > len(data):
            raise strange
        if room < 0:
            raise Unusable("Пакет слишком велик.", "The bundle is too large.")
        files[name] = data[at - packed : at], method, size, crc
    directory = at
    for start, head, name in heads:
        said = CENTRAL.unpack_from(data, at)
        at += CENTRAL.size + len(name)
        same = said[0] == b"PK\1\2" and said[2:12] == head and data[at - len(name) : at] == name
        if not same or said[12:14] != (0, 0) or said[16] != start:
            raise strange
    end = (0, 0, len(heads), len(heads), at - directory, directory, 0)
    if data[at:] != END.pack(b"PK\5\6", *end):
        raise strange
    return {name: inflated(name, *file) for name, file in files.items()}


def inflated(name, packed, method, size, crc):
    """The content of a file in a zip; never more than the size that was announced."""
    try:
        machine = zlib.decompressobj(-15)
        content = machine.decompress(packed, size + 1) if method else packed
        whole = not method or (machine.eof and not machine.unused_data)
    except zlib.error:
        content, whole = b"", False
    if not whole or len(content) != size or zlib.crc32(content) != crc:
        raise Wrong(f"{name}: файл повреждён", f"{name}: the file is damaged")
    return content


def unpacked(folder):
    """The evidence in the folder where a bundle was unpacked, by name. Raises Unusable for names
    that another computer takes for those of the evidence."""
    inside = [*folder.iterdir(), *folder.glob("checkpoints/*")]
    for name in (file.relative_to(folder).as_posix() for file in inside):
        twin = name.casefold().rstrip(". ") in (*EVIDENCE, "checkpoints")
        if not is_ours(name) and name != "checkpoints" and (twin or "/" in name):
            raise foreign(name)
    found = [folder / name for name in EVIDENCE] + sorted(folder.glob("checkpoints/*"))
    return {file.relative_to(folder).as_posix(): read(file) for file in found}


def read(file):
    if file.stat().st_size > LIMIT:
        raise Unusable(f"Файл слишком велик: {file}", "The file is too large.")
    return file.read_bytes()


def load(path):
    """The files of a bundle by name, from a zip or from the folder where it was unpacked."""
    try:
        files = unpacked(path) if path.is_dir() else unzipped(read(path))
    except UNREADABLE_FILE as error:
        raise Unusable(f"Пакет не читается: {error}", "The bundle cannot be read.") from error
    if not set(EVIDENCE) <= set(files):
        raise Unusable("В пакете не те файлы.", "The bundle has not the right files.")
    return files


def load_notes(names):
    """The checkpoints in files and folders, as pairs of name and text."""
    notes = []
    for path in map(pathlib.Path, names):
        try:
            files = sorted(path.glob("*.checkpoint")) if path.is_dir() else [path]
            notes.extend((str(file), read(file)) for file in files)
        except OSError as error:
            raise Unusable(f"Файл не читается: {error}", "The file cannot be read.") from error
        if not files or notes[-1][1][:2] == b"PK":
            raise Unusable(f"Это не контрольная точка: {path}", f"No checkpoint: {path}")
    return notes


def tell_foreign(folder):
    """Name what lies in the folder and was not looked at."""
    names = sorted(file.name for file in folder.iterdir() if not is_ours(file.name))
    names = [name for name in names if name != "checkpoints"]
    if names:
        more = " …" if names[5:] else ""
        say(f"  не проверены / not checked: {', '.join(names[:5])}{more}")


def verify(options):
    """Check everything that was asked for; the exit status, of which the worst is 1."""
    path = pathlib.Path(options.bundle)
    ledger = check(load(path), load_notes(options.checkpoint))
    found = [(typed, ledger.find_code(typed)) for typed in options.code]
    report(ledger, any(ledger.outside) or any(code for _, code in found))
    if path.is_dir():
        tell_foreign(path)
    answers = [check_page(ledger, typed) for typed in options.page]
    answers += [tell_code(ledger, *each) for each in found]
    answers += [2 for _ in ledger.undecided]
    return 1 if 1 in answers else max(answers, default=0)


def main():
    parser = argparse.ArgumentParser(description="Проверить журнал / Check a journal")
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("bundle", nargs="?", default=here, help="FILE.zip, или папка / or a folder")
    for names in (["--checkpoint"], ["--page"], ["--code", "--head"]):
        parser.add_argument(*names, nargs="+", action="extend", default=[])
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
