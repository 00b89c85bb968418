"""Проверка журнала пункта помощи. Нужен только Python 3.8 или новее, ничего больше.
Check a journal of a help point. It needs Python 3.8 or newer and nothing else.

    python3 -I verify.pyz                          the unpacked files beside this one
    python3 -I verify.pyz FILE.zip                 a bundle that was not unpacked
    python3 -I verify.pyz --checkpoint NOTE...     also checkpoints kept elsewhere: files, folders
    python3 -I verify.pyz --code CODE...           also codes of checkpoints, written down elsewhere
    python3 -I verify.pyz --head HEX...            also heads and digests, written down elsewhere
    python3 -I verify.pyz --page CODE...           also codes printed on pages, typed or scanned

CODE is ABCD-EFGH-IJKL-MNOP-QRST, on a page C25-1-20-140-ABCD-EFGH-IJKL-MNOP-QRST.

Exit status: 0 all agrees, 1 something is wrong (the first such place is named), 2 not checked or
not to be decided from this bundle.

Every deed at the help point is an act: canonical JSON, hashed together with the act before it
and signed with Ed25519. Words that people wrote are not in the acts: the acts hold salted SHA-256
commitments to them. So the acts prove every word in the rows.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Sequence

from . import ed25519
from .acts import Kind
from .bundle import Bundle, check, check_page
from .bundle_files import SHOWN, foreign_in, load, load_notes
from .codes import WHOLE, Shape, bare_code, parse_page_code, shape_of
from .history import Renewal
from .page import UNSIGNED
from .restorations import restorations
from .sentences import (
    CODES,
    COMPARED,
    LATER,
    MISTAKEN,
    NO_CODE,
    PAGES,
    UNDECIDED,
    Pair,
    excuse_of,
    in_both,
    printable,
    sentence_of,
    volume_in_words,
)
from .wrong import Unusable, Wrong

_OPTIONS = {
    "page": (Shape.PAGE,),
    "code": (Shape.CHECKPOINT,),
    "head": (Shape.DIGEST, Shape.STAMP),
}
"""What can be given to an option."""


def main(words: Sequence[str] | None = None) -> int:
    """Check what the command line names, and say so; returns the exit status."""
    parser = argparse.ArgumentParser(description="Проверить журнал / Check a journal")
    here = Path(sys.argv[0]).resolve().parent
    parser.add_argument("bundle", nargs="?", default=here, help="FILE.zip, или папка / or a folder")
    for name in ("checkpoint", *_OPTIONS):
        parser.add_argument(f"--{name}", nargs="+", action="extend", default=[])
    os.environ.pop("PYTHONTZPATH", None)  # zones are not taken from where somebody else says
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        return verify(parser.parse_args(words))
    except Wrong as wrong:
        ru, en = sentence_of(wrong)
        say(f"НЕ СХОДИТСЯ. {ru}", f"DOES NOT AGREE. {en}")
        return 1
    except Unusable as unusable:
        ru, en = excuse_of(unusable)
        say(f"НЕ ПРОВЕРЕНО. {ru}", f"NOT CHECKED. {en}")
        return 2


def verify(options: argparse.Namespace) -> int:
    """Check everything that was asked for; the exit status, of which the worst is 1."""
    path = Path(options.bundle)
    bundle = check(load(path), ed25519.holds, load_notes(options.checkpoint))
    proofs = [typed for typed in options.code + options.head if _is_proof(bundle, typed)]
    report(bundle, any(bundle.outside) or bool(proofs))
    if path.is_dir():
        _tell_foreign(path)
    answers = [_tell(bundle, name, typed) for name in _OPTIONS for typed in vars(options)[name]]
    answers += [2 for _ in bundle.undecided]
    return 1 if 1 in answers else max(answers, default=0)


def say(*lines: str) -> None:
    """Print lines; what stands in the files cannot move about on the screen."""
    sys.stdout.write("".join(printable(line) + "\n" for line in lines))


def headline(bundle: Bundle) -> Pair:
    """The verdict on the bundle."""
    restored = [each for each in restorations(bundle.ledger.epochs) if each.goes_back]
    times, lost = len(restored), sum(each.lost for each in restored)
    if bundle.undecided:
        return "НЕ РЕШЕНО", "CANNOT DECIDE"
    if times:
        ru = f"СХОДИТСЯ, НО ВОССТАНОВЛЕНО ИЗ КОПИИ (раз: {times}, утрачено актов: {lost})"
        return ru, f"AGREES, BUT RESTORED FROM A COPY (times: {times}, acts lost: {lost})"
    return "ВСЁ СОШЛОСЬ", "ALL AGREES"


def figures(bundle: Bundle) -> list[tuple[str, str, int]]:
    """What was counted, each figure with its words."""
    ledger, history, shelf = bundle.ledger, bundle.ledger.history, bundle.shelf
    ended = [entry.ended.kind for entry in ledger.entries.values() if entry.ended]
    destroyed = sum(place[:2] == shelf for place in history.destroyed)
    alone = sum(not renewal.witness for renewal in history.renewed.values())
    return [
        ("актов", "acts", history.acts),
        ("подписей", "signatures", history.signatures),
        ("записей в томе", "entries in the volume", len(ledger.entries)),
        ("из них подписано", "of them signed", ended.count(Kind.ENTRY_SIGNED.value)),
        ("исправлено", "corrected", len(ledger.annulled) + len(ledger.successors)),
        ("данные уничтожены", "data destroyed", destroyed),
        ("подписано не в день исполнения", "signed on a later day", history.late),
        ("подписано без соглашения", "signed without an agreement", history.unagreed),
        ("ПИН-кодов заменено", "PINs replaced", len(history.renewed)),
        ("из них без второй подписи", "of them without a second signature", alone),
        ("отставание часов подтверждено", "clock set-backs confirmed", history.clock_steps),
        ("внешних контрольных точек", "checkpoints from outside", len(bundle.outside)),
        ("из них из оставленной истории", "of a history left behind", bundle.outside.count(0)),
    ]


def report(bundle: Bundle, proved: bool) -> None:
    """What was checked, and what a reader has to know besides; Russian first. ``proved`` says
    whether something kept outside agreed."""
    ru, en = volume_in_words(*bundle.shelf)
    say(f"{' / '.join(headline(bundle))}: {ru} / {en}")
    for code, values in bundle.undecided:
        say(*(f"  {line}" for line in in_both(UNDECIDED[code], values)))
    say(f"  {bundle.journal['school']}. {bundle.journal['name']}")
    for ru, en, count in figures(bundle):
        if count:
            say(f"  {ru} / {en}: {count}")
    history = bundle.ledger.history
    say(*(_renewed(bundle, renewal) for renewal in history.renewed.values()))
    say(f"  ключ киоска / the kiosk's key: {history.kiosk}")
    say(f"  вершина реестра / head of the ledger: {history.head}")
    if not proved:
        ru = "Без внешней контрольной точки не видно, не обрезан ли реестр и не написан ли заново."
        en = "Only a checkpoint from outside shows whether the ledger was cut off or written anew."
        say(f"  {ru}", f"  {en}")


def _renewed(bundle: Bundle, said: Renewal) -> str:
    """Whose PIN was replaced, when, by whom or by a recovery code, and who signed as well."""
    day = bundle.ledger.dotted(said.at)
    second = f"вторая подпись / second signature: {said.witness}"
    alone = "БЕЗ ВТОРОЙ ПОДПИСИ / WITHOUT A SECOND SIGNATURE"
    ends = second if said.witness else alone
    by = said.by or "кодом восстановления / by the recovery code"
    return f"  ПИН-код заменён / PIN replaced: {said.login}, {day}, {by}; {ends}"


def _is_proof(bundle: Bundle, typed: str) -> bool:
    """Whether a code shows what the ledger was: the short digest of a signature does not."""
    return shape_of(typed) is not Shape.STAMP and bundle.ledger.find_code(typed) is not None


def _tell(bundle: Bundle, option: str, typed: str) -> int:
    """What a code comes to that was given to an option; the exit status."""
    shape = shape_of(typed)
    if shape in _OPTIONS[option]:
        return _tell_page(bundle, typed) if shape is Shape.PAGE else _tell_code(bundle, typed)
    sentences = MISTAKEN.get(shape, NO_CODE[option])
    say(f"НЕ ПРОВЕРЕНО / NOT CHECKED: {typed}", *(f"  {line}" for line in sentences))
    return 2


def _tell_page(bundle: Bundle, typed: str) -> int:
    """What a code printed on a page comes to, with its rows; the exit status."""
    page = parse_page_code(typed)
    answer = check_page(bundle, page)
    status, headlines, added = PAGES[answer.code]
    say(f"{' / '.join(headlines)}: {typed}")
    if added[0]:
        say(*(f"  {line}" for line in added))
    else:
        say(f"  {' / '.join(COMPARED[len(page.mark)])}")
    for place, row in enumerate(answer.rows):
        if not place:
            say(
                "  Код не доказывает, что напечатано на бумаге. Сличите строки на ней с этими:",
                "  A code does not prove what is printed beside it."
                " Compare the rows on paper with these:",
            )
        stamp = row["signature"] or {"signer": UNSIGNED[row["state"]]}
        remark = [f"[{row['remark']}]"] if row["remark"] else []
        say("    " + " · ".join([*row["cells"].values(), *stamp.values(), *remark]))
    for place, (number, kind, day) in enumerate(answer.later):
        if not place:
            say("  После печати / After the page was printed:")
        say(f"    № {number}: {' / '.join(LATER[kind])}, {day}")
    return status


def _tell_code(bundle: Bundle, typed: str) -> int:
    """What a code written down elsewhere stands for; the exit status."""
    code = bundle.ledger.find_code(typed)
    if code:
        say(f"НАЙДЕНО / FOUND: {typed}: {' / '.join(CODES[code.what])}, акт / act {code.seq}")
        say(f"  {' / '.join(_compared(typed))}")
        return 0
    acts = bundle.ledger.history.acts
    ru = f"Набрано с ошибкой, новее пакета (в нём актов: {acts}), или реестр не тот."
    en = f"Mistyped, newer than the bundle (it has acts: {acts}), or this is another ledger."
    say(f"НЕТ В ПАКЕТЕ / NOT IN THE BUNDLE: {typed}", f"  {ru}", f"  {en}")
    return 2


def _compared(typed: str) -> Pair:
    """How much of a digest was compared, and whether that says anything of the ledger."""
    shape = shape_of(typed)
    if shape is Shape.STAMP:
        return (
            "сверены 12 знаков: о реестре они ничего не доказывают",
            "compared: 12 digits, which prove nothing of the ledger",
        )
    return COMPARED[WHOLE if shape is Shape.DIGEST else len(bare_code(typed))]


def _tell_foreign(folder: Path) -> None:
    """Name what lies in the folder and was not looked at."""
    names: list[str] = foreign_in(folder)
    if names:
        more = " …" if names[SHOWN:] else ""
        say(f"  не проверены / not checked: {', '.join(names[:SHOWN])}{more}")
