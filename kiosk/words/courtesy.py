"""Whether free text is courteous (clause 3.3): no insults, no obscene words, in no disguise.

Words are judged by stems and endings from ``courtesy.txt``, which is read when the first text is
judged. Personal names are none of its business: Козел and Уродов are people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

_ENDINGS = {
    "m": ",а,у,ом,ем,е,ы,и,ов,ев,ей,ам,ами,ах",
    "f": ",а,ы,у,е,ой,ою,ам,ами,ах",
    "k": "а,и,ы,у,е,ой,ою,ей,ам,ами,ах",
    "i": "ь,и,ью,ей,ям,ями,ях,ам,ами,ах",
    "o": "о,а,у,ом,е,ам,ами,ах",
    "ok": "ок,ка,ку,ком,ке,ки,ков,кам,ками,ках",
    "ec": "ец,ца,цу,цом,цем,це,цы,цов,цев,цам,цами,цах",
    "j": "й,я,ю,ем,е,и,ев,ям,ями,ях",
    "a": "ый,ий,ой,ая,ое,ые,ие,ого,ому,ым,им,ом,ую,ых,их,ыми,ими",
}
"""The endings of a class of words, as the data file calls them."""
_SURNAME = re.compile(r"козел|(?:жоп|сук)ин(?:а|у|ым|е|ой|ы|ых)?|.{3,}[ое]в(?:а|у|ым|е|ой|ы|ых)?")
"""With a capital these are people."""
_COMMON = re.compile(r"[а-яёА-ЯЁa-zA-Z0-9 .,:;!?()«»—-]*")
"""Text that needs no other care than small letters."""
_DROPPED = frozenset(("Mn", "Me", "Cf", "Cc", "Co"))
_PLAIN = re.compile(r"[^\w@$*]*[а-я]+[^\w@$*]*")
"""A word, with signs around it that hide no letter."""
_CYRILLIC, _LATIN = re.compile(r"[а-я]+"), re.compile(r"[a-z]+")
_MASK = re.compile(
    r"(?<=[а-я])[^\w\s]+(?=[а-я])|(?<=[а-я])\*+|(?<=[а-я])_+(?=[а-я])|^\*(?=[а-я]{3})"
)
_RUNS = re.compile(r"([аеиоуыэюя])\1+|(.)\2{2,}")
_DOUBLED = re.compile(r"(?:(.)\1+)+")
_FOREIGN = re.compile(r"[a-z0-9@$!]")
_ALL_SHAPES = re.compile(r"\W*(?=.*[a-z])[abcehkmoptxyu0346@$]+\W*")
"""Latin letters that may all be meant for Cyrillic ones."""
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DRAWN = (("}|{", "ж"), (">|<", "ж"), ("|-|", "н"), (")(", "х"), ("/\\", "л"))
"""Letters that are drawn with several signs."""


def _reading(pairs: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in pairs.split()}


_BOTH = "aа cс dд eе iи kк mм oо rг sс tт vв zз 0о 3з 4ч 6б 9я @а $с !и "
_READINGS = tuple(
    _reading(_BOTH + pairs)
    for pairs in (
        "bв gд hн nп pр uи xх yу 1и",
        "bб gг hх nн pп uу xх yу 1л fф lл jй rр",
        "bб gг hн nи pр uц xх yу 1й 3е lл rр",
    )
)
"""What Latin letters, digits and signs among Cyrillic letters stand for: by shape, by sound, and by
a mixture of both."""
_ALIKE = {ord(a): b for a, b in ("ёе", "іи", "їи", "єе", "ґг")}


class _Rules(NamedTuple):
    """What the data file says."""

    roots: re.Pattern[str]
    words: frozenset[str]
    known: frozenset[str]
    """Words that are known behind signs, and glued to «ты»."""
    lines: str
    """All words, one a line."""
    short: frozenset[str]
    after: re.Pattern[str]
    latin: re.Pattern[str]


@cache
def _rules() -> _Rules:
    lines: dict[str, list[str]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, *stems = line.split()
            lines.setdefault(key, []).extend(stems)
    prefix, roots, opened = ("|".join(lines[key]) for key in ("prefix", "root", "open"))
    eb = "|".join(lines["eb"])
    forms = {
        stem + ending
        for key, endings in _ENDINGS.items()
        for stem in lines[key]
        for ending in endings.split(",")
    }
    to, after = "|".join(lines["to"]), "|".join(lines["after"])
    words = forms.union(lines["word"])
    known = lines["masked"]
    return _Rules(
        roots=re.compile(rf"(?:{prefix})?(?:{roots})|(?:{prefix})??(?<![св])(?:{eb})|(?:{opened})"),
        words=frozenset(words),
        known=frozenset(known),
        lines="\n".join(words.union(known)),
        short=frozenset(lines["short"]),
        after=re.compile(rf"\b(?:{to})(?: же| просто| совсем| такой| такая)? (?:{after})\b"),
        latin=re.compile("|".join(lines["latin"])),
    )


def courteous(text: str) -> bool:
    """True when nothing in the text is an insult or an obscene word."""
    words = [(_lowered(word), word) for word in text.split()]
    tokens = [token for token, _word in words]
    return not (
        any(_rude_token(token, word) for token, word in words)
        or any(_rude_word(word) for word in _spaced_out(tokens))
        or _rules().after.search(" ".join(_CYRILLIC.findall(" ".join(tokens))))
    )


def obscene(word: str) -> bool:
    """True for a word with an obscene root, whatever may be an insult aside."""
    return bool(_rules().roots.match(_lowered(word)))


def _lowered(word: str) -> str:
    """Small letters without marks, ё as е, Ukrainian letters as the Russian ones; й stays."""
    if _COMMON.fullmatch(word):
        return word.lower().translate(_ALIKE)
    kept = "".join(
        c
        for c in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word).casefold())
        if c == "\u0306" or not (unicodedata.category(c) in _DROPPED or c in "'’ʼ`")
    )
    return unicodedata.normalize("NFC", kept).translate(_ALIKE)


def _rude_token(token: str, word: str) -> bool:
    """Judge what stands between two spaces; ``word`` is how it was typed."""
    if _PLAIN.fullmatch(token):
        found = _CYRILLIC.findall(token)[0]
        return not (_capitalised(word) and _SURNAME.fullmatch(found)) and _rude_word(found)
    return (
        any(_rules().latin.fullmatch(one) for one in _LATIN.findall(token))
        or any(_rude_word(reading) for reading in _readings(token))
        or _masked(token)
    )


def _capitalised(word: str) -> bool:
    """True for one capital at the beginning, whatever signs stand before it."""
    return _EDGES.sub("", word)[:1].isupper() and not word.isupper()


def _rude_word(word: str) -> bool:
    """Judge a word of small Cyrillic letters; one letter repeated is read as one."""
    rules = _rules()
    once = _RUNS.sub(r"\1\2", word)
    if _DOUBLED.fullmatch(word):
        once = re.sub(r"(.)\1+", r"\1", word)
    return any(
        rules.roots.match(one)
        or one in rules.words
        or (one.startswith(("ты", "вы")) and one[2:] in rules.known)
        for one in {word, once}
    )


def _readings(token: str) -> Iterator[str]:
    """The words that a token with more than letters may stand for."""
    yield from _CYRILLIC.findall(token)
    if _CYRILLIC.search(token):
        for signs, letter in _DRAWN:
            token = token.replace(signs, letter)
    yield "".join(_CYRILLIC.findall(token))
    if _CYRILLIC.search(token) and _FOREIGN.search(token):
        readings = _READINGS
    elif _ALL_SHAPES.fullmatch(token):
        readings = _READINGS[:1]
    else:
        return
    for reading in readings:
        read = token.rstrip("!").translate(reading)
        yield from _CYRILLIC.findall(read)
        yield "".join(_CYRILLIC.findall(read))


def _masked(token: str) -> bool:
    """True for a known word some of whose letters are hidden behind signs."""
    if not _MASK.search(token) or sum(map(str.isalpha, token)) < (1 if "**" in token else 2):
        return False
    pattern = "".join(
        f".{{{len(part)},{len(part) + 1}}}" if not part.isalnum() else re.escape(part)
        for part in re.findall(r"[а-я]+|[^а-я]+", token.strip(".,;:!?()«»\"'"))
    )
    rules = _rules()
    lines = rules.lines if sum(map(str.isalpha, token)) > 2 else "\n".join(rules.known)
    return bool(re.search(rf"^{pattern}$", lines, re.M))


def _spaced_out(tokens: list[str]) -> Iterator[str]:
    """Words that were typed with spaces between their letters or syllables."""
    short = _rules().short
    pieces = [piece for piece in (_EDGES.sub("", token) for token in tokens) if piece]
    for piece, following in pairwise(pieces):
        if len(piece) <= 3 and len(piece + following) <= 9 and not {piece, following} & short:
            yield from _as_one(piece + following)
    run: list[str] = []
    for piece in [*pieces, ""]:
        if 1 <= len(piece) <= 3:
            run.append(piece)
            continue
        for start in range(len(run)):
            for end in range(start + 3, min(len(run), start + 10) + 1):
                part = run[start:end]
                if all(len(one) == 1 for one in part) or not short.intersection(part):
                    yield from _as_one("".join(part))
        run = []


def _as_one(token: str) -> Iterator[str]:
    return iter([token]) if _CYRILLIC.fullmatch(token) else _readings(token)
