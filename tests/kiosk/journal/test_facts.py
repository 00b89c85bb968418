"""What the acts of a volume say, fact by fact, and what they commit to without saying it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from db.models import Act, Drawing, Entry
from db.models import Specialist as SpecialistRow
from kiosk.journal.facts import new_request_id
from kiosk.point.point import HelpPoint
from kiosk.proof.canonical import commitment, commitments
from kiosk.proof.people import Role
from kiosk.visits import registration
from kiosk.words.consent import Consent


def said(seq: int) -> dict[str, Any]:
    """The body of an act, without what every act has."""
    body: dict[str, Any] = json.loads(bytes(Act.get(Act.seq == seq).body))
    assert body.pop("v") == 1
    assert body.pop("kind") == Act.get(Act.seq == seq).kind
    assert body.pop("at") == Act.get(Act.seq == seq).at
    return body


def hashed(seq: int) -> str:
    return bytes(Act.get(Act.seq == seq).hash).hex()


def committed(entry: int, **values: str) -> dict[str, Any]:
    return commitments(bytes(Entry.get_by_id(entry).salt), values)


def place(number: int, journal: str = "consultations") -> dict[str, Any]:
    return {"journal": journal, "year": 2025, "number": number}


TOPIC = "Как выставить итоговую отметку"


def test_an_opening_commits_to_what_the_visitor_said(lived_point: HelpPoint) -> None:
    row = Entry.get_by_id(2)
    words = {"name": "Королёва Анна Сергеевна", "school_class": "", "room": ""}
    assert said(14) == {
        **place(2),
        "role": "teacher",
        "channel": "in_person",
        "request": row.request_id,
        "committed": committed(2, **words, topic_title=TOPIC, problem=""),
    }
    assert "Королёва" not in bytes(Act.get(Act.seq == 14).body).decode()
    words = {"name": "Лысенко Ольга Петровна", "school_class": "", "room": "215"}
    assert said(39)["committed"] == committed(10, **words, topic_title="", problem="Нет Интернета")
    assert said(39)["journal"] == "requests"


def test_a_completion_commits_to_what_was_done(lived_point: HelpPoint) -> None:
    done = committed(2, result="Показано", note="")
    assert said(15) == {**place(2), "specialist": "belaya", "committed": done}


def test_a_signature_covers_opening_completion_and_drawing(lived_point: HelpPoint) -> None:
    covered = {"opened": hashed(10), "completed": hashed(11)}
    assert said(12) == {**place(1), "specialist": "belaya", **covered}
    drawing = Drawing.get(Drawing.entry == 2)
    drawn = commitment(bytes(drawing.salt), "drawing", drawing.strokes)
    covered = {"opened": hashed(14), "completed": hashed(15), "drawing": drawn}
    assert said(16) == {**place(2), "specialist": "belaya", **covered}
    assert len(bytes(drawing.salt)) == 32


def test_a_correction_names_the_signature_it_corrects(lived_point: HelpPoint) -> None:
    annulled, replaced = said(20), said(27)
    assert annulled.pop("committed").keys() == replaced.pop("committed").keys() == {"wording"}
    assert annulled == {**place(3), "specialist": "smirnova", "signed": hashed(19)}
    assert replaced == {
        **place(4),
        "specialist": "smirnova",
        "signed": hashed(23),
        "successor": {"year": 2025, "number": 5},
    }
    assert said(24)["corrects"] == {"year": 2025, "number": 4}
    assert (said(26)["opened"], said(26)["completed"]) == (hashed(24), hashed(25))
    assert (said(25)["specialist"], said(26)["specialist"]) == ("smirnova", "smirnova")
    assert said(26)["drawing"] != said(16)["drawing"]
    assert [Act.get(Act.seq == seq).entry_id for seq in (20, 24, 25, 26, 27)] == [3, 5, 5, 5, 4]


def test_an_entry_that_ended_without_help_says_why(lived_point: HelpPoint) -> None:
    assert said(34) == {**place(7), "specialist": "belaya", "reason": "no_show"}


def test_a_volume_is_opened_by_its_first_entry(lived_point: HelpPoint) -> None:
    opened = [said(seq) for seq in (9, 38, 48)]
    assert opened == [
        {"journal": "consultations", "year": 2025},
        {"journal": "requests", "year": 2025},
        {"journal": "consultations", "year": 2026},
    ]


def test_an_enrolment_commits_to_name_post_and_wrapped_key(lived_point: HelpPoint) -> None:
    row = SpecialistRow.get(SpecialistRow.login == "belaya")
    facts = said(42)
    assert facts.pop("public_key")
    assert facts == {
        "login": "belaya",
        "duty": "teacher",
        "journals": "consultations",
        "key": row.key_id,
        "committed": commitments(
            bytes(row.salt),
            {
                "name": "Белая Ирина Викторовна",
                "post": "учитель",
                "pin_salt": bytes(row.pin_salt).hex(),
                "sealed_key": bytes(row.sealed_key).hex(),
            },
        ),
    }


@pytest.mark.parametrize("agreed", [True, False])
def test_an_answer_about_consent_is_a_fact_of_the_opening(point: HelpPoint, agreed: bool) -> None:
    answer = Consent("2026-09", "Согласен.").answered(agreed)
    registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.TEACHER,
        topic=None,
        words="Отметки",
        name="Ли Яна" if agreed else "",
        consent=answer,
    )
    assert said(10)["consent"] == answer
