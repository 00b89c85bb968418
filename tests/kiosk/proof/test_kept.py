"""Journals of earlier days: what was written is read, judged and printed as it was then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.engine import close_database
from db.models import Act
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.proof.acts import EpochCause, Kind
from kiosk.staff.specialists import enrolled
from kiosk.verification.everything import verify
from kiosk.words import i18n
from tests.histories import settled
from tests.kept import AFTER, FOLDER, place_in, said
from tests.kiosk.proof.reader import run
from tests.kiosk.tampering import tamper
from tests.people import Clock, consult, help_and_sign

KEPT = sorted(folder for folder in FOLDER.iterdir() if folder.is_dir())


def opened(folder: Path, to: Path) -> HelpPoint:
    """A copy of kept journals to read, with keys that nobody else can."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    place = place_in(to)
    place.keys.chmod(0o700)
    i18n.use("ru")
    return open_point(place, clock=Clock(AFTER))


@pytest.fixture(params=KEPT, ids=lambda folder: folder.name)
def kept(request: pytest.FixtureRequest) -> Path:
    """Each folder of kept journals in turn."""
    folder: Path = request.param
    return folder


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_database()


def test_every_kind_of_act_was_kept(tmp_path: Path) -> None:
    kinds: set[str] = set()
    for folder in KEPT:
        opened(folder, tmp_path / folder.name)
        kinds |= {act.kind for act in Act.select(Act.kind)}
        close_database()
    assert kinds == {kind.value for kind in Kind}


def test_they_say_what_they_said(kept: Path, tmp_path: Path) -> None:
    then = json.loads((kept / "said.json").read_text("utf-8"))
    assert then["wrong"] is None
    assert said(opened(kept, tmp_path)) == then


def test_a_changed_word_of_them_is_still_found(kept: Path, tmp_path: Path) -> None:
    point = opened(kept, tmp_path)
    tamper(place_in(tmp_path), "UPDATE wording SET text = text || ' ' WHERE word = 'signer'")
    assert verify(point).wrong is not None


def test_they_are_gone_on_with(kept: Path, tmp_path: Path) -> None:
    point = opened(kept, tmp_path)
    settled(point, cause=EpochCause.MOVED)
    (chief,) = [person for person in enrolled(point) if person.is_administrator]
    help_and_sign(point, chief, consult(point))
    assert verify(point).wrong is None


def test_the_program_of_today_judges_their_bundles_alike(
    kept: Path, tmp_path: Path, pyz: Path
) -> None:
    bundles = sorted(kept.glob("*.zip"))
    assert bundles
    for bundle in bundles:
        ended = run(pyz, bundle, folder=tmp_path)
        assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
