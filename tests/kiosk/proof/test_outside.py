"""What was kept away from the kiosk, against a bundle: checkpoints, codes, printed pages."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import pytest

from db.engine import close_database, current
from db.models import Act, Ledger
from kiosk.documents.bundle import write_bundle
from kiosk.machine.place import Place
from kiosk.point.checkpoints import MadeCheckpoint, make_checkpoint
from kiosk.point.epochs import LeftHistory, Settling, begin_epoch, history_of
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import EpochCause
from kiosk.proof.bundle import Bundle, check
from kiosk.proof.codes import code_of
from kiosk.proof.forms import Journal
from kiosk.proof.note import Checkpoint, read_note, write_note
from kiosk.proof.sentences import sentence_of
from kiosk.proof.verify import headline
from kiosk.proof.wrong import Wrong
from kiosk.signing.keys import Signer, holds
from kiosk.staff.access import unlock
from kiosk.verification.everything import verify
from tests.copies import rehome
from tests.kiosk.proof.eventful import Eventful, unpacked
from tests.kiosk.proof.reader import Ended, run, run_here
from tests.people import PINS, Clock, Staff, consult, help_and_sign

CUT = ("обрезан до контрольной точки", "DOES NOT AGREE")


@pytest.fixture
def kept(eventful_folder: Eventful, eventful_place: Place) -> Checkpoint:
    """The checkpoint that was kept outside."""
    key = open_point(eventful_place, clock=Clock()).keyring.kiosk.public_key
    close_database()
    return read_note(eventful_folder.note.read_text("utf-8"), key, holds)


@pytest.mark.as_written
@pytest.mark.parametrize("as_folder", [True, False])
def test_checkpoints_from_outside_are_taken_from_files_and_folders(
    eventful_folder: Eventful, tmp_path: Path, pyz: Path, *, as_folder: bool
) -> None:
    binder = tmp_path / "binder"
    binder.mkdir()
    (binder / "other.txt").write_text("no note", "utf-8")
    for name in ("a.checkpoint", "b.checkpoint"):
        shutil.copy(eventful_folder.note, binder / name)
    notes = [binder] if as_folder else sorted(binder.glob("*.checkpoint"))
    ended = run(pyz, eventful_folder.bundle, "--checkpoint", *notes, folder=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "checkpoints from outside: 2" in ended.stdout
    assert "внешней контрольной точки" not in ended.stdout


def test_what_is_no_checkpoint_is_not_taken_for_one(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    for wrong in (tmp_path / "empty", tmp_path / "nowhere.checkpoint", eventful_folder.bundle):
        ended = run_here(eventful_folder.bundle, "--checkpoint", wrong)
        assert ended.returncode == 2, ended.stdout + ended.stderr
        assert ended.stdout.startswith("НЕ ПРОВЕРЕНО")


def test_an_honest_bundle_is_not_accused_by_a_newer_checkpoint(eventful_folder: Eventful) -> None:
    assert run_here(eventful_folder.earlier).returncode == 0
    ended = run_here(eventful_folder.earlier, "--checkpoint", eventful_folder.note)
    assert ended.returncode == 2
    assert ended.stdout.startswith("НЕ РЕШЕНО / CANNOT DECIDE")
    assert "контрольная точка новее пакета" in ended.stdout
    assert "the checkpoint is newer than the bundle" in ended.stdout
    assert not any(word in ended.stdout for word in (*CUT, "ALL AGREES"))


def test_what_is_wrong_is_said_even_beside_a_newer_checkpoint(
    eventful_folder: Eventful, tmp_path: Path
) -> None:
    foreign = tmp_path / "foreign.checkpoint"
    note = eventful_folder.note.read_text("utf-8")
    foreign.write_text(note.replace("help-point/", "help-punkt/"), "utf-8")
    notes = (eventful_folder.note, foreign)
    ended = run_here(eventful_folder.earlier, "--checkpoint", *notes)
    assert ended.returncode == 1
    assert f"{foreign}: the signature under the checkpoint is wrong" in ended.stdout


def test_a_bundle_cut_below_its_own_checkpoint_is_wrong(files: dict[str, bytes]) -> None:
    (own,) = [name for name in files if name.startswith("checkpoints/")]
    cut = b"".join(files["acts.jsonl"].splitlines(keepends=True)[:-1])
    with pytest.raises(Wrong) as caught:
        check({**files, "acts.jsonl": cut}, holds)
    assert sentence_of(caught.value) == (
        f"{own}: реестр обрезан до контрольной точки",
        f"{own}: the ledger was cut before its checkpoint",
    )


def test_signatures_of_unknown_keys_are_passed_over_as_the_kiosk_does(
    eventful_folder: Eventful, files: dict[str, bytes], kept: Checkpoint
) -> None:
    witness = write_note(kept, Signer(bytes(32))).rpartition("\n\n")[2]
    text, _gap, own = eventful_folder.note.read_text("utf-8").rpartition("\n\n")
    for signatures in (witness + own, own + witness.replace("help-point/", "witness.example/")):
        note = f"{text}\n\n{signatures}".encode()
        assert check(files, holds, [("note", note)]).outside == [kept.size]
    raw = bytearray(base64.b64decode(own.split()[-1]))
    raw[-1] ^= 1
    wrong = " ".join([*own.split()[:-1], base64.b64encode(raw).decode()])
    for signatures in (witness, wrong, own + wrong, own + "— witness.example AAAA", own + "—"):
        with pytest.raises(Wrong) as caught:
            check(files, holds, [("note", f"{text}\n\n{signatures}".encode())])
        assert (caught.value.code, caught.value.where) == (
            "checkpoint_signature",
            ("file", "note"),
        )


def asked(eventful_folder: Eventful, *words: object) -> Ended:
    return run_here(eventful_folder.bundle, *words)


def test_the_code_of_a_checkpoint_is_found_however_it_is_typed(
    eventful_folder: Eventful, kept: Checkpoint
) -> None:
    code = kept.code()
    cyrillic = code.translate(str.maketrans("ABEKMHOPCTYX3", "АВЕКМНОРСТУХЗ"))
    digits = code.translate(str.maketrans("OIB", "018"))
    for typed in (code, code.lower(), code.replace("-", ""), cyrillic, digits.replace("-", "–")):
        ended = asked(eventful_folder, "--code", typed)
        assert ended.returncode == 0, ended.stdout
        assert f"контрольная точка / checkpoint, акт / act {kept.size}" in ended.stdout
        assert "внешней контрольной точки" not in ended.stdout


def test_a_code_that_is_not_there_is_not_decided(
    eventful_folder: Eventful, kept: Checkpoint
) -> None:
    """It is mistyped or newer, or the ledger is another; from a code alone nobody can tell."""
    other = ("A" if kept.code()[0] != "A" else "B") + kept.code()[1:]
    for option, typed in (("--code", other), ("--head", "0" * 64)):
        ended = asked(eventful_folder, option, typed)
        assert ended.returncode == 2
        assert f"НЕТ В ПАКЕТЕ / NOT IN THE BUNDLE: {typed}" in ended.stdout
        assert "внешней контрольной точки" in ended.stdout


def test_what_was_written_down_is_found_in_the_ledger(
    eventful_folder: Eventful, files: dict[str, bytes]
) -> None:
    acts = [json.loads(line) for line in files["acts.jsonl"].decode().splitlines()]
    (closing,) = [json.loads(act["body"]) for act in acts if act["kind"] == "volume_closed"]
    digest = json.loads(files["book.json"])["rows"][0]["signature"]["digest"]
    for mark, said in (
        (closing["seen"]["head"].upper(), "head of the ledger"),
        (closing["rows"], "digest of a volume"),
        (digest.lower(), "digest of a signature"),
        (digest.replace("-", ""), "digest of a signature"),
        (digest.replace("0", "O").replace("A", "А"), "digest of a signature"),
    ):
        ended = asked(eventful_folder, "--head", mark)
        assert (ended.returncode, "FOUND" in ended.stdout) == (0, True), ended.stdout
        assert said in ended.stdout


def page_code(place: Place, first: int, last: int, size: int = -5) -> str:
    """The code of a page with these rows, printed at so many acts, or so many before the last."""
    open_point(place, clock=Clock())
    size = size if size > 0 else Ledger.get().size + size
    head = bytes(Act.get(Act.seq == size).tail)
    close_database()
    return str(code_of(Journal.CONSULTATIONS, 2025, first, last, size, head))


def test_the_code_of_a_page_is_right_and_its_rows_are_shown_to_be_compared(
    eventful_folder: Eventful, eventful_place: Place
) -> None:
    code = page_code(eventful_place, 2, 4)
    typed = code.lower().replace("o", "0").replace("i", "1").replace("c25", "С25")
    for each in (code, typed, code.replace("-", " ")):
        ended = asked(eventful_folder, "--page", each)
        assert ended.returncode == 0, ended.stdout
        assert f"КОД СТРАНИЦЫ ВЕРЕН / THE PAGE'S CODE IS RIGHT: {each}" in ended.stdout
        assert "Сличите строки" in ended.stdout
        assert (
            "[Аннулирована (25.11.2025, Смирнова О. И.). Причина: Записано дважды]" in ended.stdout
        )
        assert "Артёменко" not in ended.stdout


def test_a_page_with_other_rows_differs(eventful_folder: Eventful, eventful_place: Place) -> None:
    code = page_code(eventful_place, 2, 4)
    wrong = [
        code.replace("C25-2", "C25-1"),
        page_code(eventful_place, 2, 10).replace("-10-", "-11-"),
    ]
    wrong.append(page_code(eventful_place, 1, 4, size=1))  # from before there were any rows
    for each in wrong:
        ended = asked(eventful_folder, "--page", each)
        assert ended.returncode == 1, ended.stdout
        assert "КОД СТРАНИЦЫ НЕ СХОДИТСЯ" in ended.stdout
    for foreign in (code.replace("C25", "R25"), code.replace("C25-2", "C25-0")):
        assert asked(eventful_folder, "--page", foreign).returncode == 2


def test_a_page_newer_than_the_bundle_is_not_decided(
    eventful_folder: Eventful, eventful_place: Place
) -> None:
    code = page_code(eventful_place, 2, 4, size=0)
    ended = run_here(eventful_folder.earlier, "--page", code)
    assert ended.returncode == 2
    assert "The page is newer than the bundle" in ended.stdout


def proved(point: HelpPoint, out: Path, *notes: MadeCheckpoint) -> Bundle:
    """What the verifier finds in a new bundle, beside notes from outside."""
    write_bundle(point, Journal.CONSULTATIONS, 2025, out)
    outside = [("note", made.note.encode()) for made in notes]
    return check(unpacked(out), holds, outside)


def go_on(point: HelpPoint, *left: LeftHistory) -> None:
    """An administrator says that a copy was restored."""
    person, key = unlock(point, "smirnova", PINS["smirnova"])
    begin_epoch(point, Settling(person.login, key, EpochCause.RESTORED), *left)


def test_a_restored_backup_says_what_was_lost_and_older_checkpoints_still_count(
    point: HelpPoint, staff: Staff, staffed_place: Place, tmp_path: Path
) -> None:
    """Before the backup the histories are one; what came after it was left behind, and no more."""
    help_and_sign(point, staff.teacher, consult(point))
    shared = make_checkpoint(point)
    backup = Place(str(tmp_path / "backup.sqlite3"), staffed_place.keys)
    current().execute_sql(f"VACUUM INTO '{backup.database}'")
    write_bundle(point, Journal.CONSULTATIONS, 2025, tmp_path / "before.zip")
    consult(point, "Королёва Анна Сергеевна")
    lost = make_checkpoint(point)
    consult(point, "Мельник Денис Олегович")
    beyond = make_checkpoint(point)
    close_database()
    restored = open_point(backup, clock=point.clock)
    go_on(restored, history_of(lost.checkpoint))
    consult(restored, "Ткаченко Галина Петровна")
    found = proved(restored, tmp_path / "x.zip", shared, lost)
    assert found.outside == [shared.checkpoint.size, 0]
    with pytest.raises(Wrong, match="cut_off"):
        proved(restored, tmp_path / "x.zip", beyond)
    ended = run_here(tmp_path / "x.zip")
    gone = lost.checkpoint.size - shared.checkpoint.size
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.startswith(
        f"СХОДИТСЯ, НО ВОССТАНОВЛЕНО ИЗ КОПИИ (раз: 1, утрачено актов: {gone})"
        f" / AGREES, BUT RESTORED FROM A COPY (times: 1, acts lost: {gone}): консультации"
    )
    digest = "-".join(["AAAA"] * 5)
    for size, status in ((lost.checkpoint.size, 2), (lost.checkpoint.size + 1, 1)):
        page = f"C25-1-2-{size}-{digest}"  # of the history left behind, and of none
        assert run_here(tmp_path / "x.zip", "--page", page).returncode == status
    (tmp_path / "late.checkpoint").write_text(make_checkpoint(restored).note, "utf-8")
    words = (tmp_path / "before.zip", "--checkpoint", tmp_path / "late.checkpoint")
    assert run_here(*words).returncode == 2  # made before the restore


def test_acts_lost_once_are_counted_once(
    point: HelpPoint, staff: Staff, staffed_place: Place, tmp_path: Path
) -> None:
    """A copy from before an earlier epoch takes up every number in between."""
    help_and_sign(point, staff.teacher, consult(point))
    backup = Place(str(tmp_path / "backup.sqlite3"), staffed_place.keys)
    current().execute_sql(f"VACUUM INTO '{backup.database}'")
    size = Ledger.get().size
    go_on(point, history_of(make_checkpoint(point).checkpoint))
    last = make_checkpoint(point).checkpoint
    close_database()
    restored = open_point(backup, clock=point.clock)
    go_on(restored, history_of(last))
    found = proved(restored, tmp_path / "x.zip")
    ru, en = headline(found)
    assert f"раз: 1, утрачено актов: {last.size - size})" in ru
    assert f"times: 1, acts lost: {last.size - size})" in en


def test_a_checkpoint_of_an_epoch_that_a_longer_copy_left_behind_accuses_nobody(
    point: HelpPoint, staffed_place: Place, tmp_path: Path
) -> None:
    """A short copy was put back first, and a longer one after it: the checkpoint in between stands
    among acts that are of before its epoch."""
    copies = [Place(str(tmp_path / f"{n}.sqlite3"), staffed_place.keys) for n in range(2)]
    current().execute_sql(f"VACUUM INTO '{copies[0].database}'")
    for _visitor in range(9):
        consult(point)
    current().execute_sql(f"VACUUM INTO '{copies[1].database}'")
    first = make_checkpoint(point)
    close_database()
    point = open_point(copies[0], clock=point.clock)
    go_on(point, history_of(first.checkpoint))
    between = make_checkpoint(point)
    close_database()
    point = open_point(copies[1], clock=point.clock)
    go_on(point, history_of(first.checkpoint), history_of(between.checkpoint))
    assert (between.checkpoint.epoch, between.checkpoint.size) == (1, 10)
    report = verify(point, [between.checkpoint])
    assert (report.wrong, report.left_behind) == (None, [between.checkpoint])
    assert proved(point, tmp_path / "x.zip", between).outside == [0]


def test_two_histories_of_one_kiosk_are_told_apart(
    point: HelpPoint, staff: Staff, staffed_place: Place, tmp_path: Path
) -> None:
    """Somebody set the database back by hand and went on: no epoch speaks of it."""
    consult(point)
    backup = Place(str(tmp_path / "backup.sqlite3"), tmp_path / "backup.keys")
    current().execute_sql(f"VACUUM INTO '{backup.database}'")
    shutil.copytree(staffed_place.keys, backup.keys)
    rehome(Path(backup.database))
    consult(point, "Королёва Анна Сергеевна")
    made = make_checkpoint(point)
    close_database()
    other = open_point(backup, clock=point.clock)
    for name in ("Ткаченко Галина Петровна", "Мельник Денис Олегович"):
        consult(other, name)
    with pytest.raises(Wrong, match="checkpoint"):
        proved(other, tmp_path / "x.zip", made)


def test_a_page_shows_its_rows_as_they_were_and_what_happened_since(
    eventful_folder: Eventful, eventful_place: Place, files: dict[str, bytes]
) -> None:
    """Consultation 3 was annulled, 4 replaced by 5, the data of 6 destroyed, 7 left, 8 helped."""
    acts = [json.loads(line) for line in files["acts.jsonl"].decode().splitlines()]
    opened = {
        json.loads(act["given"])["number"]: act["seq"]
        for act in acts
        if act["kind"] in ("entry_opened", "entry_restated")
        and '"consultations"' in act["body"]
        and json.loads(act["body"])["year"] == 2025
    }
    code = page_code(eventful_place, 2, 8, opened[8])
    ended = asked(eventful_folder, "--page", code)
    assert ended.returncode == 0, ended.stdout
    rows, _title, later = ended.stdout.partition("  После печати / After the page was printed:\n")
    assert [line.split(":")[0].strip() for line in later.splitlines() if "№" in line] == ["№ 8"]
    assert "неявка" in rows
    code = page_code(eventful_place, 4, 4, opened[4])
    rows, _title, later = asked(eventful_folder, "--page", code).stdout.partition("После печати")
    assert [line for line in later.splitlines() if "№ 4" in line][-1].endswith("25.11.2025")
    assert len([line for line in later.splitlines() if "№ 4" in line]) == 3
    assert "Заменена" not in rows
    code = page_code(eventful_place, 6, 6, opened[6])
    said = asked(eventful_folder, "--page", code).stdout
    assert len([line for line in said.splitlines() if "№ 6: " in line]) == 4
    code = page_code(eventful_place, 3, 3, opened[3])
    said = asked(eventful_folder, "--page", code).stdout
    assert len([line for line in said.splitlines() if "№ 3: " in line]) == 3
    assert "[Аннулирована" not in said
