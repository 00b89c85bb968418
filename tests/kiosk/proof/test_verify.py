"""The program that reads a bundle: what it is asked, what it says, with which exit status."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kiosk.documents.verifier import pack
from kiosk.proof import verify
from kiosk.proof.bundle_files import foreign_in
from tests.kiosk.proof.eventful import Eventful
from tests.kiosk.proof.reader import edited, run_here, unpack

NO_CODE = "C25-1-2-9-AAAA-AAAA"


def test_the_folder_of_the_program_is_read_where_no_other_is_named(
    eventful_folder: Eventful,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    monkeypatch.setattr(sys, "argv", [str(folder / "verify.pyz")])
    assert verify.main() == 0
    assert capsys.readouterr().out.startswith("ВСЁ СОШЛОСЬ / ALL AGREES: консультации 2025/26")


def test_a_bundle_is_told_in_figures_that_are_not_0(eventful_folder: Eventful) -> None:
    said = run_here(eventful_folder.bundle).stdout.splitlines()
    assert said[1:] == [
        "  Школа-гимназия № 1. Пункт помощи",
        "  актов / acts: 57",
        "  подписей / signatures: 103",
        "  записей в томе / entries in the volume: 10",
        "  из них подписано / of them signed: 7",
        "  исправлено / corrected: 3",
        "  данные уничтожены / data destroyed: 1",
        "  подписано не в день исполнения / signed on a later day: 1",
        "  ПИН-кодов заменено / PINs replaced: 1",
        "  из них без второй подписи / of them without a second signature: 1",
        "  отставание часов подтверждено / clock set-backs confirmed: 1",
        "  ПИН-код заменён / PIN replaced: belaya, 25.11.2025, smirnova;"
        " БЕЗ ВТОРОЙ ПОДПИСИ / WITHOUT A SECOND SIGNATURE",
        *said[13:],
    ]
    assert said[13].startswith("  ключ киоска / the kiosk's key: ")
    assert said[14].startswith("  вершина реестра / head of the ledger: ")
    assert len(said) == 17


def test_what_is_no_code_of_a_page_is_not_checked(eventful_folder: Eventful) -> None:
    ended = run_here(eventful_folder.bundle, "--page", NO_CODE)
    assert ended.returncode == 2
    assert f"НЕ ПРОВЕРЕНО / NOT CHECKED: {NO_CODE}" in ended.stdout
    assert "This is not the code of a page of this volume." in ended.stdout
    assert "Compare the rows" not in ended.stdout


def test_the_worst_answer_counts(eventful_folder: Eventful) -> None:
    wrong, other = "C25-1-2-9-AAAA-AAAA-AAAA-AAAA-AAAA", "AAAA-AAAA-AAAA-AAAA-AAAA"
    ended = run_here(eventful_folder.bundle, "--page", NO_CODE, wrong, "--code", other)
    assert ended.returncode == 1
    assert ended.stdout.startswith("ВСЁ СОШЛОСЬ")
    said = [line for line in ended.stdout.splitlines() if line.startswith(("КОД", "НЕ"))]
    assert [line.partition(" / ")[0] for line in said] == [
        "НЕ ПРОВЕРЕНО",
        "КОД СТРАНИЦЫ НЕ СХОДИТСЯ",
        "НЕТ В ПАКЕТЕ",
    ]


def test_what_stands_in_the_files_cannot_move_about_on_the_screen(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    rows = json.loads(files["journal.json"])
    rows["\x1b[2J\u009b\r\n"] = 1
    packed = pack({**files, "journal.json": json.dumps(rows).encode()})
    (tmp_path / "x.zip").write_bytes(packed)
    ended = run_here(tmp_path / "x.zip")
    assert (ended.returncode, ended.stdout.count("\n")) == (1, 2)
    assert "journal.json, «?[2J???»: it differs from the ledger" in ended.stdout


def test_a_stream_that_cannot_write_russian_is_made_to(
    eventful_folder: Eventful, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "said.txt").open("w", encoding="ascii") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert verify.main([str(eventful_folder.bundle)]) == 0
    assert "?????? / ALL AGREES" in (tmp_path / "said.txt").read_text("ascii")


def test_an_option_that_nobody_knows_is_not_checked(eventful_folder: Eventful) -> None:
    with pytest.raises(SystemExit) as ended:
        run_here(eventful_folder.bundle, "--chekpoint", "x")
    assert ended.value.code == 2


def test_only_the_first_strangers_in_a_folder_are_named(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    folder = unpack(eventful_folder.bundle, tmp_path / "unpacked")
    assert foreign_in(folder) == []
    for number in range(7):
        (folder / f"{number}.pdf").touch()
    ended = run_here(folder)
    assert "не проверены / not checked: 0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf …" in ended.stdout


def test_what_is_wrong_with_an_act_is_told_with_the_entry_that_it_is_about(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    """Act 12 completed consultation 1."""
    lines = files["acts.jsonl"].decode().split("\n")
    act = json.loads(lines[11])
    lines[11] = json.dumps({**act, "signature": "00" * 64})
    (tmp_path / "x.zip").write_bytes(pack({**files, "acts.jsonl": "\n".join(lines).encode()}))
    ended = run_here(tmp_path / "x.zip")
    ru, en = "акт или его место в цепочке изменены", "the act or its place in the chain was changed"
    assert ended.stdout.splitlines() == [
        f"НЕ СХОДИТСЯ. Реестр, акт 12 (консультации 2025/26, запись № 1): {ru}",
        f"DOES NOT AGREE. Ledger, act 12 (consultations 2025/26, entry 1): {en}",
    ]
    lines[11] = json.dumps({**act, "body": "{}"})
    (tmp_path / "x.zip").write_bytes(pack({**files, "acts.jsonl": "\n".join(lines).encode()}))
    assert "Ledger, act 12: the act or its place" in run_here(tmp_path / "x.zip").stdout


def test_a_line_that_is_no_act_is_named(files: dict[str, bytes], tmp_path: Path) -> None:
    for old, new in (('"seq":7,', '"seq":true,'), ('"seq":7,', '"seq":7,"more":1,')):
        packed = pack(edited(files, "acts.jsonl", old, new))
        (tmp_path / "x.zip").write_bytes(packed)
        assert "Ledger, act 7: the act cannot be read" in run_here(tmp_path / "x.zip").stdout


def test_an_act_that_is_missing_is_named_and_no_other(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    lines = files["acts.jsonl"].split(b"\n")
    for acts, said in (
        ([*lines[:6], *lines[7:]], "Ledger, act 7: the act is missing"),
        ([*lines[:7], *lines[6:]], "Ledger, act 7: the act is there twice"),
    ):
        (tmp_path / "x.zip").write_bytes(pack({**files, "acts.jsonl": b"\n".join(acts)}))
        assert run_here(tmp_path / "x.zip").stdout.splitlines()[1] == f"DOES NOT AGREE. {said}"
