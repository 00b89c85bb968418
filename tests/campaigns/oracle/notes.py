"""Checkpoints in a bundle and from outside, and codes that somebody typed."""

from __future__ import annotations

import base64
import hashlib
from random import Random

from tests.campaigns.oracle.bundle import Files
from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, right, unsettled, wrong
from tests.campaigns.oracle.made import Key, note, signed


@wrong("a checkpoint that is none")
def other_note(random: Random, case: Case) -> Did:
    """Over another size or head, under another name, by another key, or altered."""
    way = random.choice(
        ["size", "head", "name", "key", "letter", "missing", "twice", "epoch", "old"]
    )
    stranger = Key(random.randbytes(32))
    at = random.randrange(100)
    before = case.sealed[:-1]
    epoch = sum(act.kind == "epoch_begun" for act in case.made.acts[:-1])
    older = note(case.made, before, epoch)

    def change(files: Files) -> None:
        name = next(name for name in files if name.startswith("checkpoints/"))
        text = files[name].decode()
        origin, size, head, when = text.split("\n")[:4]
        match way:
            case "size":
                size = str(int(size) - 1)
            case "head":
                head = base64.b64encode(bytes(32)).decode()
            case "name":
                origin = f"help-point/{'0' * 32}"
            case "epoch":
                origin += "/7"
            case "letter":
                files[name] = (text[:at] + "7" + text[at + 1 :]).replace("\n7", "\n8").encode()
            case "missing":
                del files[name]
            case "old":
                files[name] = older.encode()
            case "twice":
                files[name] = text.replace("\n\n", "\n\n\n").encode()
        if way in ("size", "head", "name", "key", "epoch"):
            key = stranger if way == "key" else case.made.keys[case.made.kiosk]
            files[name] = _noted(origin, size, head, when, key).encode()

    case.packed.append(change)
    return Did("checkpoint", way)


def _noted(origin: str, size: str, head: str, at: str, key: Key) -> str:
    text = f"{origin}\n{size}\n{head}\n{at}\n"
    mark = hashlib.sha256(origin.encode() + b"\n\x01" + key.public).digest()[:4]
    signature = base64.b64encode(mark + signed(key.seed, text.encode())).decode()
    return f"{text}\n\u2014 {origin} {signature}\n"


def _kept(random: Random, case: Case) -> tuple[int, int, bytes]:
    """Epoch, size and head of a checkpoint that was kept while the ledger grew."""
    size = random.randint(1, len(case.sealed))
    epoch = sum(act.kind == "epoch_begun" for act in case.made.acts[:size])
    return epoch, size, case.sealed[size - 1].tail


def _keep(case: Case, origin: str, size: object, head: bytes, key: Key | None = None) -> None:
    key = key or case.made.keys[case.made.kiosk]
    head_text = base64.b64encode(head).decode()
    case.outside.append(_noted(origin, str(size), head_text, "2026-01-01T00:00:00.000Z", key))


def _origin(case: Case, epoch: object) -> str:
    return f"help-point/{case.made.uid}" + (f"/{epoch}" if epoch else "")


@right("a checkpoint that was kept outside")
def kept_outside(random: Random, case: Case) -> Did:
    epoch, size, head = _kept(random, case)
    _keep(case, _origin(case, epoch), size, head)
    way = random.choice(["as it was", "Windows lines", "a witness", "empty lines"])
    match way:
        case "Windows lines":
            case.outside[0] = case.outside[0].replace("\n", "\r\n")
        case "a witness":
            case.outside[0] += "\u2014 witness AAAAAAAA\n"
        case "empty lines":
            case.outside[0] = f"\n{case.outside[0]}\n"
    return Did("checkpoint", way)


@right("a checkpoint of what was left behind")
def left_behind(random: Random, case: Case) -> Did:
    """Of an epoch that is over, no longer than the epoch says that it was."""
    begun = case.made.of_kind("epoch_begun")
    if not begun:
        raise NotHere
    act = random.choice(begun)
    kept = case.made.acts.index(act)
    size = random.randint(kept, max(kept, act.body["left_size"]))
    if size > act.body["left_size"]:
        raise NotHere
    _keep(case, _origin(case, act.body["epoch"] - 1), size + 0, random.randbytes(32))
    if size == kept:
        raise NotHere  # where both histories are one, the head counts
    return Did("epoch_begun", f"{size} of {act.body['left_size']}")


@wrong("a checkpoint that the ledger does not have")
def not_had(random: Random, case: Case) -> Did:
    """Another head, more acts than there are or were left, another name, another key."""
    epoch, size, head = _kept(random, case)
    now = case.tables.epochs
    way = random.choice(["head", "cut", "left", "next epoch", "point", "key", "name"])
    match way:
        case "head":
            _keep(case, _origin(case, epoch), size, random.randbytes(32))
        case "cut":
            _keep(case, _origin(case, now), len(case.sealed) + random.randint(1, 9), head)
        case "left":
            begun = case.made.of_kind("epoch_begun")
            if not begun:
                raise NotHere
            act = random.choice(begun)
            _keep(case, _origin(case, act.body["epoch"] - 1), act.body["left_size"] + 90, head)
        case "next epoch":
            _keep(case, _origin(case, now + 1), size, head)
        case "point":
            _keep(case, f"help-point/{random.randbytes(16).hex()}", size, head)
        case "key":
            _keep(case, _origin(case, epoch), size, head, Key(random.randbytes(32)))
        case _:
            _keep(case, f"other/{case.made.uid}" + (f"/{epoch}" if epoch else ""), size, head)
    return Did("checkpoint", way)


@unsettled("a checkpoint that is spelled otherwise")
def note_spelled(random: Random, case: Case) -> Did:
    epoch, size, head = _kept(random, case)
    origins = [f"/0{epoch}", f"/+{epoch}", f"/{epoch}/", f"/{epoch}/0", "/0", "/-1", "/x", "/"]
    origin = _origin(case, 0) + random.choice(origins)
    spelt = random.choice([size, f"0{size}", f"+{size}", f" {size}", 0, -size, f"{size}.0"])
    if random.random() < 0.5:
        origin = _origin(case, epoch)
    else:
        spelt = size
    _keep(case, origin, spelt, random.choice([head, head, head + b"\0", b""]))
    return Did("checkpoint", f"{origin[44:]!r} {spelt!r}")


def _code(case: Case, seq: int) -> str:
    """The code of the checkpoint that an act made, as it is read aloud."""
    made, size = case.made, seq
    epoch = sum(act.kind == "epoch_begun" for act in made.acts[:size])
    text = note(made, case.sealed[:size], epoch).partition("\n\n")[0] + "\n"
    digits = base64.b32encode(hashlib.sha256(text.encode()).digest())[:20].decode()
    return "-".join(digits[start : start + 4] for start in range(0, 20, 4))


LOOKALIKE = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")


@right("a checkpoint's code, typed as people type")
def typed_code(random: Random, case: Case) -> Did:
    """In small letters, with Russian letters and digits that look alike, with other dashes."""
    made = [seq for seq, act in enumerate(case.made.acts, 1) if act.kind == "checkpoint_made"]
    if not made:
        raise NotHere
    code = _code(case, random.choice(made))
    way = random.choice(["small", "Russian", "digits", "dashes", "spaces", "З for 3"])
    match way:
        case "small":
            code = code.lower()
        case "Russian":
            code = code.translate(LOOKALIKE)
        case "digits":
            code = code.translate(str.maketrans("OIB", "018"))
        case "dashes":
            code = code.replace("-", random.choice(["–", "—", "−", ""]))
        case "spaces":
            code = f"  {code.replace('-', ' ')} "
        case _:
            if "3" not in code:
                raise NotHere
            code = code.replace("3", "З")
    case.typed = code
    return Did("checkpoint_made", way)


_KNOWN = len("ABCD-EFGH-IJKL")
"""The oracle knows so much of a code."""


@wrong("a code that no checkpoint has")
def unknown_code(random: Random, case: Case) -> Did:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    code = "".join(random.choice(alphabet) for _ in range(20))
    made = [seq for seq, act in enumerate(case.made.acts, 1) if act.kind == "checkpoint_made"]
    if made and random.random() < 0.7:
        code = _code(case, random.choice(made))
        at = random.choice([at for at, letter in enumerate(code[:_KNOWN]) if letter != "-"])
        others = alphabet.replace(code[at], "")
        code = code[:at] + random.choice(others) + code[at + 1 :]
    case.typed = code
    return Did("checkpoint_made", code)


@unsettled("a strange text instead of a code")
def strange_code(random: Random, case: Case) -> Did:
    case.typed = random.choice(["-", "код", "????", "0", "З" * 20, "A" * 400, "\u0000"])
    return Did("checkpoint_made", repr(case.typed[:12]))
