"""Consent to keep a name: asked in a version of the school's wording, and refused without harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.models import Entry
from kiosk.machine.settings import load
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.proof.people import Role
from kiosk.verification.everything import verify
from kiosk.visits import registration
from kiosk.words.consent import LONGEST, Consent, version_of, was_refused
from kiosk.words.errors import CannotRead, MissingWords
from kiosk.words.i18n import use

ASKED = Consent("2026-09", "Согласен на обработку имени.")


def visit(point: HelpPoint, consent: str, name: str = "Ли Яна") -> Entry:
    registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.PUPIL,
        topic=None,
        words="Не вижу отметок",
        name=name,
        school_class="5-А" if name else "",
        consent=consent,
    )
    return Entry.select().order_by(Entry.id.desc()).get()


def test_an_answer_tells_its_version_and_its_wording() -> None:
    other = Consent("2026-09", "Согласна на обработку имени.")
    assert not was_refused(ASKED.answered(True))
    assert was_refused(ASKED.answered(False))
    assert version_of(ASKED.answered(False)) == "2026-09"
    assert ASKED.answered(True) != other.answered(True)
    assert (was_refused(""), version_of("")) == (False, "")


def test_who_agrees_is_named(point: HelpPoint) -> None:
    entry = visit(point, ASKED.answered(True))
    assert (entry.name, entry.school_class) == ("Ли Яна", "5-А")
    assert entry.consent == ASKED.answered(True)
    assert verify(point).wrong is None


@pytest.mark.parametrize("name", ["", "Ли Яна"])
def test_who_refuses_is_signed_in_without_a_name(point: HelpPoint, name: str) -> None:
    entry = visit(point, ASKED.answered(False), name)
    assert (entry.name, entry.school_class) == ("", "")
    assert "ли яна" not in entry.search
    assert verify(point).wrong is None


def test_who_refuses_can_file_a_request(point: HelpPoint) -> None:
    registration.file_request(
        point,
        request_id=new_request_id(),
        room="312",
        topic=None,
        description="Нет сети",
        name="Ли Яна",
        consent=ASKED.answered(False),
    )
    assert Entry.get().name == ""


def test_an_answer_changed_afterwards_is_found(point: HelpPoint) -> None:
    entry = visit(point, ASKED.answered(False))
    database = Entry._meta.database
    for (guard,) in database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'"
    ).fetchall():
        database.execute_sql(f"DROP TRIGGER {guard}")
    Entry.update(consent=ASKED.answered(True)).where(Entry.id == entry.id).execute()
    assert verify(point).wrong is not None


@pytest.mark.parametrize("consent", ["", ASKED.answered(True)])
def test_without_a_refusal_a_name_is_needed(point: HelpPoint, consent: str) -> None:
    with pytest.raises(MissingWords):
        visit(point, consent, name="")


def settings_in(folder: Path, text: bytes | None, version: str = "2026-09") -> Path:
    if text is not None:
        (folder / "consent.txt").write_bytes(text)
    config = folder / "kiosk.toml"
    config.write_text(
        f'consent = "{(folder / "consent.txt").as_posix()}"\nconsent_version = "{version}"\n',
        "utf-8",
    )
    return config


def test_the_wording_is_read_from_its_file(tmp_path: Path) -> None:
    text = "\ufeffСогласен на обработку имени.\n".encode()
    assert load(settings_in(tmp_path, text)).asked == ASKED


def test_translations_are_read_from_beside_it(tmp_path: Path) -> None:
    config = settings_in(tmp_path, "Согласен на обработку имени.".encode())
    (tmp_path / "consent.uk.txt").write_text("\ufeffПогоджуюся.\n", "utf-8")
    (tmp_path / "consent.xx.txt").write_text("Some words", "utf-8")
    asked = load(config).asked
    assert asked is not None
    assert (asked.text, asked.translated) == (ASKED.text, {"uk": "Погоджуюся."})
    use("uk")
    assert asked.in_language().answered(True) == Consent("2026-09", "Погоджуюся.").answered(True)
    use("en")
    assert asked.in_language().answered(True) == ASKED.answered(True)


@pytest.mark.parametrize("text", [b"", b"\xff\xfe\xfa", "а".encode() * (LONGEST + 1)])
def test_a_translation_that_cannot_be_read_keeps_the_kiosk_closed(
    tmp_path: Path, text: bytes
) -> None:
    config = settings_in(tmp_path, "Согласен".encode())
    (tmp_path / "consent.uk.txt").write_bytes(text)
    with pytest.raises(CannotRead, match=r"consent\.uk\.txt"):
        load(config)


def test_a_school_without_a_wording_asks_nobody() -> None:
    assert load(None).asked is None


@pytest.mark.parametrize(
    ("text", "version"),
    [
        (None, "1"),
        (b"", "1"),
        (b"\xff\xfe\xfa", "1"),
        ("а".encode() * (LONGEST + 1), "1"),
        ("Согласен".encode(), ""),
        ("Согласен".encode(), "two words"),
    ],
)
def test_a_wording_that_cannot_be_asked_keeps_the_kiosk_closed(
    tmp_path: Path, text: bytes | None, version: str
) -> None:
    with pytest.raises(CannotRead):
        load(settings_in(tmp_path, text, version))
