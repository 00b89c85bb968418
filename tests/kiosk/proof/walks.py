"""Walks over ledgers of the tests: what they find, and which signatures do not hold."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kiosk.proof.chain import SignedAct
from kiosk.proof.history import History
from kiosk.proof.take import Walk
from kiosk.proof.wrong import Wrong
from kiosk.signing.keys import holds
from tests.kiosk.proof.ledgers import CHIEF, DESK, TEACHER, UID, Said
from tests.kiosk.proof.remembered import Remembered


class Walked(Walk):
    """A walk that remembers the acts."""

    def __init__(self, history: History | None = None, past: Remembered | None = None) -> None:
        self.past = past or Remembered(UID)
        super().__init__(UID, history or History(), self.past)

    def over(self, acts: Sequence[SignedAct]) -> Walked:
        """Take these acts in."""
        for act in acts:
            self.take(act)
            self.past.acts.append(act)
        return self


def taken(acts: Sequence[SignedAct]) -> Walked:
    """A walk to the end of these acts, all of whose signatures hold."""
    walked = Walked().over(acts)
    assert failing(walked) == []
    walked.finish()
    return walked


def failing(walked: Walked) -> list[int]:
    """The acts whose signatures, or some of them, do not hold."""
    return [
        seq for seq, key, message, signature in walked.asked() if not holds(key, message, signature)
    ]


def wrong(*acts: SignedAct) -> tuple[object, ...]:
    """The code and the place of what is wrong with the last act; nothing is with the others."""
    walked = Walked().over(acts[:-1])
    with pytest.raises(Wrong) as caught:
        walked.take(acts[-1])
    return (caught.value.code, *caught.value.where)


def code(said: Said) -> str:
    """The code of what is wrong with the last act alone."""
    found = wrong(*said.acts)
    assert found[1] in ("act", "entry")
    assert found[1:] == ("act", len(said.acts)) or found[0] == "shown_with_another"
    return str(found[0])


def begun() -> Said:
    """A ledger with its kiosk, its administrator and its names."""
    said = Said()
    said.begin()
    said.enrol("chief", CHIEF)
    said.name_point()
    return said


def at_work() -> Said:
    """The same with a teacher, whose desk is open, and a volume of consultations: 6 acts."""
    said = begun()
    said.enrol("teacher", TEACHER, CHIEF)
    said.open_desk("teacher", TEACHER, DESK)
    said.open_volume()
    return said
