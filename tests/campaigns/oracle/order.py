"""Acts dropped, repeated, moved and redated; signed by other hands; spelled otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, unsettled, wrong
from tests.campaigns.oracle.facts import moved_somehow, some_act
from tests.campaigns.oracle.made import Act, Body, Key, spelled
from tests.campaigns.oracle.pen import moved

# ---- order ----


@unsettled("an act dropped")
def dropped(random: Random, case: Case) -> Did:
    act = some_act(random, case.made)
    case.made.acts.remove(act)
    return Did(act.kind, f"act {act.name}")


@unsettled("an act repeated")
def repeated(random: Random, case: Case) -> Did:
    act = some_act(random, case.made)
    again = act.copy(case.made.new_name())
    at = case.made.acts.index(act) + random.choice([1, 1, random.randint(1, 30)])
    at = min(at, len(case.made.acts))
    if random.random() < 0.7:
        again.body["at"] = case.made.acts[at - 1].body["at"]
    case.made.add(again, at)
    return Did(act.kind, f"act {act.name} again at {at + 1}")


@unsettled("an act moved")
def moved_act(random: Random, case: Case) -> Did:
    """To a neighbour's place or far away; perhaps dated as it now stands."""
    acts, act = case.made.acts, some_act(random, case.made)
    old = acts.index(act)
    new = old + random.choice([-1, 1, random.randint(-20, 20)])
    new = max(0, min(len(acts) - 1, new))
    if new == old:
        raise NotHere
    acts.remove(act)
    acts.insert(new, act)
    if random.random() < 0.7 and new:
        act.body["at"] = acts[new - 1].body["at"]
    return Did(act.kind, f"from {old + 1} to {new + 1}")


@unsettled("some acts in another order")
def shuffled(random: Random, case: Case) -> Did:
    """A few neighbours, all dated as the first of them."""
    acts = case.made.acts
    start = random.randrange(1, len(acts) - 4)
    some = acts[start : start + random.randint(2, 4)]
    at = some[0].body["at"]
    random.shuffle(some)
    for act in some:
        act.body["at"] = at
    acts[start : start + len(some)] = some
    return Did(some[0].kind, f"{len(some)} from {start + 1}")


@unsettled("cut off anywhere")
def cut_anywhere(random: Random, case: Case) -> Did:
    acts = case.made.acts
    opened = next(number for number, act in enumerate(acts) if act.kind == "volume_opened")
    size = random.randint(opened + 1, len(acts) - 1)
    kind = acts[size - 1].kind
    del acts[size:]
    return Did(kind, f"{size} acts are left")


@unsettled("an act redated")
def redated(random: Random, case: Case) -> Did:
    act = some_act(random, case.made)
    before = act.body["at"]
    act.body["at"] = moved_somehow(random, str(before))
    return Did(act.kind, f"{before} → {act.body['at']}")


@unsettled("all acts from here on redated")
def later_redated(random: Random, case: Case) -> Did:
    """A day, a summer or a moment later, or earlier."""
    start = random.randrange(1, len(case.made.acts))
    passed = random.choice([{"days": 1}, {"days": 200}, {"minutes": -1}, {"milliseconds": 1}])
    for act in case.made.acts[start:]:
        for name in ("at", "before"):
            if name in act.body:
                act.body[name] = moved(act.body[name], **passed)
    return Did(case.made.acts[start].kind, f"from {start + 1} {passed}")


# ---- hands ----


@unsettled("an act signed by another real key")
def another_hand(random: Random, case: Case) -> Did:
    act = some_act(random, case.made)
    act.hand = random.choice([key for key in case.made.keys if key != act.hand])
    return Did(act.kind, "the kiosk" if act.hand == case.made.kiosk else "a person")


@wrong("an act signed by a key that nobody enrolled")
def stranger(random: Random, case: Case) -> Did:
    act, key = some_act(random, case.made), Key(random.randbytes(32))
    case.made.keys[key.name] = key
    if random.random() < 0.5:
        act.hand = key.name
        return Did(act.kind, "under its own name")
    case.made.keys[f"{key.name}'"] = key
    act.columns["key_id"], act.hand = act.hand, key.name
    return Did(act.kind, "under another's name")


ORDER = 2**252 + 27742317777372353535851937790883648493


@wrong("a signature that is none")
def bad_signature(random: Random, case: Case) -> Did:
    """Cut, flipped, of another act, or with the order of the curve added to it."""
    act = some_act(random, case.made)
    position = case.made.acts.index(act)
    signature = case.sealed[position].signature
    other = random.choice([one.signature for one in case.sealed if one.signature != signature])
    way = random.choice(["cut", "flipped", "another's", "order added", "zeros", "long"])
    s = int.from_bytes(signature[32:], "little") + ORDER
    forms = {
        "cut": signature[:63],
        "flipped": bytes([signature[0] ^ 1]) + signature[1:],
        "another's": other,
        "order added": signature[:32] + s.to_bytes(32, "little"),
        "zeros": bytes(64),
        "long": signature + b"\0",
    }
    act.columns["signature"] = forms[way]
    vars(case).pop("sealed")
    return Did(act.kind, way)


@wrong("changed and not signed anew")
def not_signed_anew(random: Random, case: Case) -> Did:
    """The chain fits or does not; the signature is that of before."""
    act = some_act(random, case.made)
    stood = case.sealed[case.made.acts.index(act)]
    vars(case).pop("sealed")
    act.columns["signature"] = stood.signature
    chained = random.random() < 0.5
    if not chained:
        act.columns["hash"] = stood.hash
    name = random.choice([name for name in act.body if name not in ("kind", "at", "v")] or ["v"])
    act.body[name] = random.choice(["иначе", 7])
    return Did(act.kind, f"{name}, {'chained' if chained else 'not chained'}")


# ---- columns and spelling ----


@wrong("a column that differs from what was signed")
def other_column(random: Random, case: Case) -> Did:
    act = some_act(random, case.made)
    seq = case.made.acts.index(act) + 1
    name = random.choice(["kind", "at", "seq", "hash", "key_id"])
    others = {
        "kind": random.choice(["checkpoint_made", "entry_signed", "note_made", ""]),
        "at": random.choice(
            ["2025-11-24T06:00:00.001Z", "", moved_somehow(random, act.body["at"])]
        ),
        "seq": random.choice([seq + 1, seq - 1, 0, 10**6]),
        "hash": random.randbytes(32),
        "key_id": random.choice(list(case.made.keys)),
    }
    if others[name] in (act.body.get(name), act.hand):
        raise NotHere
    act.columns[name] = others[name]
    return Did(act.kind, f"{name} {others[name]!r}"[:60])


def _spaced(body: Body) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _unsorted(body: Body) -> bytes:
    turned = dict(sorted(body.items(), reverse=True))
    return json.dumps(turned, ensure_ascii=False, separators=(",", ":")).encode()


def _escaped(body: Body) -> bytes:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("kind", "\\u006bind", 1).encode()


def _doubled(body: Body) -> bytes:
    return b'{"at":"2025-11-24T06:00:00.000Z",' + spelled(body)[1:]


def _more(body: Body) -> bytes:
    return spelled(body) + b"\n"


def _marked(body: Body) -> bytes:
    return b"\xef\xbb\xbf" + spelled(body)


def _led(body: Body) -> bytes:
    return b" " + spelled(body)


def _latin(body: Body) -> bytes:
    return spelled(body).replace(b"{", b'{"\xff":1,', 1)


def _a_list(body: Body) -> bytes:
    return b"[" + spelled(body) + b"]"


def _large(body: Body) -> bytes:
    return spelled(body)[:-1] + b',"z":' + b"9" * 5000 + b"}"


def _infinite(body: Body) -> bytes:
    return spelled(body)[:-1] + b',"z":NaN}'


def _undone(body: Body) -> bytes:
    return spelled({**body, "z": "е\u0308"})


def _surrogate(body: Body) -> bytes:
    return spelled(body)[:-1] + b',"z":"\\ud800"}'


SPELLINGS: dict[str, Callable[[Body], bytes]] = {
    "spaces": _spaced,
    "keys in another order": _unsorted,
    "an escaped letter": _escaped,
    "a key twice": _doubled,
    "a line more": _more,
    "a byte order mark": _marked,
    "a space before": _led,
    "a byte that is no UTF-8": _latin,
    "a list": _a_list,
    "a number of 5,000 digits": _large,
    "not a number": _infinite,
    "a lone surrogate": _surrogate,
}


@wrong("an act spelled otherwise")
def spelled_strangely(random: Random, case: Case) -> Did:
    """The same facts in other bytes, which are chained and signed as they are."""
    act: Act = some_act(random, case.made)
    name = random.choice(list(SPELLINGS))
    act.spelling = SPELLINGS[name]
    return Did(act.kind, name)


@unsettled("a letter in two code points, or a key that is not ASCII")
def uncomposed(random: Random, case: Case) -> Did:
    """``canonical`` writes neither; the bytes are in order all the same."""
    act = some_act(random, case.made)
    way = random.choice(["letter", "key", "large"])
    if way == "letter":
        act.spelling = _undone
    elif way == "key":
        act.body["заметка"] = "иначе"
    else:
        act.body["z"] = 2**60
    return Did(act.kind, way)
