"""What can be wrong with a catalogue of ``kiosk/locale``, read beside the program."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kiosk.commands.help import WORDS
from kiosk.words.languages import LANGUAGES, LOCALE

ROOT = Path(__file__).parents[1]
BORROWED = WORDS
"""Another library's sentences, which may say less in translation."""
_FIELD = re.compile(r"\{[^{}]*\}")

Id = tuple[str, tuple[str, ...]]
"""Context and English forms of a message."""


def written(code: str) -> bytes:
    """A catalogue as its translator writes it."""
    return (LOCALE / code / "LC_MESSAGES" / "kiosk.po").read_bytes()


def catalogue(code: str, po: bytes) -> Catalog:
    """A catalogue as Babel reads it; it knows nothing of some languages."""
    return read_po(io.BytesIO(po), locale=code)


@cache
def said_in_code() -> frozenset[Id]:
    """Everything that the program marks for translation."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    said = set()
    for floor in ("kiosk", "screens"):
        found = extract_from_dir(ROOT / floor, [("**.py", "python")], keywords=keywords)
        for _file, _line, message, _comments, context in found:
            said.add((context or "", (message,) if isinstance(message, str) else tuple(message)))
    return frozenset(said)


def id_of(message: Message) -> Id:
    """What stands for a message in the program."""
    forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    return message.context or "", forms


def texts(message: Message) -> tuple[str, ...]:
    """The translation in every form."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def faults(code: str, po: bytes, *, whole: bool = True) -> Iterator[str]:
    """What is wrong with a catalogue; unless it is to be ``whole``, it may lack translations."""
    read = catalogue(code, po)
    kept = {id_of(message): message for message in read if message.id}
    yield from (f"not in the catalogue: {forms}" for _c, forms in said_in_code() - kept.keys())
    yield from (f"not said any more: {forms}" for _c, forms in kept.keys() - said_in_code())
    yield from (f"obsolete: {message.id}" for message in read.obsolete.values())
    language = LANGUAGES[code]
    if (read.num_plurals, _bare(read.plural_expr)) != (language.forms, _bare(language.plural)):
        yield f"another plural rule: {read.plural_forms}"
    for (_context, forms), message in kept.items():
        yield from (f"{fault}: {forms[0]}" for fault in _of(message, whole))


def _bare(rule: str) -> str:
    """A rule without the spaces and brackets that make no difference."""
    return rule.replace(" ", "").removeprefix("(").removesuffix(")")


def _of(message: Message, whole: bool) -> Iterator[str]:
    said = texts(message)
    if message.fuzzy:
        yield "doubtful"
    if not any(said) and not whole:
        return
    if not all(said):
        yield "not translated"
        return
    wanted = [_fields(form) for form in id_of(message)[1]]
    for named in map(_fields, said):
        if named not in wanted and not (message.id in BORROWED and {*named} <= {*wanted[0]}):
            yield "other fields"


def _fields(text: str) -> list[str]:
    return sorted(_FIELD.findall(text))


def stale(code: str, po: bytes, compiled: Mapping[str, str]) -> Iterator[str]:
    """What the compiled catalogue says otherwise than the written one."""
    for message in catalogue(code, po):
        context, forms = id_of(message)
        key = f"{context}\4" * bool(context) + "\0".join(forms)
        if message.id and all(texts(message)) and compiled.get(key) != "\0".join(texts(message)):
            yield forms[0]
