"""What the acts of a volume say, fact by fact, and what they commit to without saying it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from db.models import Act, Drawing, Entry, Wording
from db.models import Specialist as SpecialistRow
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.proof.acts import COMMON, MEANINGS, Kind
from kiosk.proof.canonical import commitment, commitments
from kiosk.proof.chain import key_id, key_message
from kiosk.proof.people import Role
from kiosk.signing.keys import holds
from kiosk.visits import registration
from kiosk.words.consent import Consent


def said(seq: int) -> dict[str, Any]:
    """The facts of an act, without what every act says (``test_ledger`` compares that)."""
    body: dict[str, Any] = json.loads(bytes(Act.get(Act.seq == seq).body))
    return {name: value for name, value in body.items() if name not in COMMON}


def given(seq: int) -> dict[str, Any]:
    """What the database gave an act, besides time and place in the ledger."""
    act = Act.get(Act.seq == seq)
    facts: dict[str, Any] = json.loads(bytes(act.given))
    assert (facts.pop("at"), facts.pop("seq")) == (act.at, act.seq)
    return facts


def tail(seq: int) -> str:
    """What was chained to an act."""
    return bytes(Act.get(Act.seq == seq).tail).hex()


def words_of(seq: int) -> dict[str, Any]:
    """The commitments of an act to the words that stand beside it."""
    act = Act.get(Act.seq == seq)
    rows = Wording.select().where(Wording.act == act.id)
    return {row.word: commitment(bytes(row.salt), row.word, row.text) for row in rows}


def signature(seq: int, who: str, kind: Kind) -> dict[str, Any]:
    """What every signature under a journal says besides what it signs."""
    at = Act.get(Act.seq == seq).at
    return {
        "specialist": who,
        "date": at[:10],
        "zone": "Europe/Simferopol",
        "meaning": MEANINGS[kind],
        "committed": words_of(seq),
    }


def committed(entry: int, **values: str) -> dict[str, Any]:
    return commitments(bytes(Entry.get_by_id(entry).salt), values)


def place(number: int, journal: str = "consultations") -> dict[str, Any]:
    return {"journal": journal, "year": 2025, "number": number}


TOPIC = "Как выставить итоговую отметку"


def test_an_opening_commits_to_what_the_visitor_said(lived_point: HelpPoint) -> None:
    act = Act.get(Act.seq == 15)
    words = {"name": "Королёва Анна Сергеевна", "school_class": "", "room": ""}
    assert said(15) == {
        "journal": "consultations",
        "year": 2025,
        "role": "teacher",
        "channel": "in_person",
        "committed": committed(2, **words, topic_title=TOPIC, problem=""),
    }
    assert given(15) == {"number": 2, "day": "2025-11-24", "series": "К", "ticket": 2}
    assert act.request == Entry.get_by_id(2).request_id
    assert "Королёва" not in bytes(act.body).decode()
    words = {"name": "Лысенко Ольга Петровна", "school_class": "", "room": "215"}
    assert said(40)["committed"] == committed(10, **words, topic_title="", problem="Нет Интернета")
    assert said(40)["journal"] == "requests"
    assert given(40) == {"number": 1, "day": "2025-11-25", "series": "Т", "ticket": 1}


def test_a_completion_commits_to_what_was_done(lived_point: HelpPoint) -> None:
    done = committed(2, result="Показано", note="")
    assert said(16) == {**place(2), "specialist": "belaya", "committed": done}
    assert given(16) == {}


def test_a_signature_covers_opening_completion_and_drawing(lived_point: HelpPoint) -> None:
    covered = {"opened": tail(10), "completed": tail(12)}
    signed = signature(13, "belaya", Kind.ENTRY_SIGNED)
    assert said(13) == {**signed, "entries": [{**place(1), **covered}]}
    drawing = Drawing.get(Drawing.entry == 2)
    drawn = commitment(bytes(drawing.salt), "drawing", drawing.strokes)
    covered = {"opened": tail(15), "completed": tail(16), "drawing": drawn}
    signed = signature(17, "belaya", Kind.ENTRY_SIGNED)
    assert said(17) == {**signed, "entries": [{**place(2), **covered}]}
    assert signed["committed"].keys() == {"signer", "signer_post"}
    assert len(bytes(drawing.salt)) == 32
    assert [Act.get(Act.seq == seq).entry_id for seq in (13, 17)] == [None, None]
    assert [Entry.get_by_id(entry).signed_seq for entry in (1, 2)] == [13, 17]


def test_a_correction_names_the_signature_it_corrects(lived_point: HelpPoint) -> None:
    signed = signature(22, "smirnova", Kind.ENTRY_ANNULLED)
    assert said(22) == {**signed, **place(3), "signed": tail(21)}
    assert signed["committed"].keys() == {"signer", "signer_post", "wording"}
    assert Act.get(Act.seq == 22).entry_id == 3


def test_a_restatement_says_whole_what_is_to_stand_for_an_entry(lived_point: HelpPoint) -> None:
    signed = signature(27, "smirnova", Kind.ENTRY_RESTATED)
    words = {"name": "Мельник Данил Олегович", "school_class": "", "room": "", "problem": ""}
    of_row = committed(5, **words, topic_title=TOPIC, result="Показано", note="")
    assert signed["committed"].keys() == {"signer", "signer_post", "wording"}
    assert said(27) == {
        **signed,
        "journal": "consultations",
        "year": 2025,
        "role": "teacher",
        "channel": "in_person",
        "corrects": {"year": 2025, "number": 4, "signed": tail(26)},
        "committed": {**signed["committed"], **of_row},
    }
    assert given(27) == {"number": 5}
    assert (Act.get(Act.seq == 27).entry_id, Entry.get_by_id(5).corrects_id) == (5, 4)


def test_the_signature_of_a_successor_names_what_it_stands_for(lived_point: HelpPoint) -> None:
    (covered,) = said(28)["entries"]
    assert covered.pop("drawing") != said(17)["entries"][0]["drawing"]
    assert covered == {
        **place(5),
        "opened": tail(27),
        "completed": tail(27),
        "corrects": {"year": 2025, "number": 4},
    }
    assert said(28)["specialist"] == "smirnova"
    assert (Act.get(Act.seq == 28).entry_id, Entry.get_by_id(5).signed_seq) == (None, 28)


def test_an_entry_that_ended_without_help_says_why(lived_point: HelpPoint) -> None:
    assert said(35) == {**place(7), "specialist": "belaya", "reason": "no_show"}


def test_a_volume_is_opened_by_its_first_entry(lived_point: HelpPoint) -> None:
    opened = [said(seq) for seq in (9, 39, 52)]
    assert opened == [
        {"journal": "consultations", "year": 2025},
        {"journal": "requests", "year": 2025},
        {"journal": "consultations", "year": 2026},
    ]


def proved(point: HelpPoint, seq: int, login: str) -> bool:
    """Whether the new key of an act signed that it is there."""
    body = json.loads(bytes(Act.get(Act.seq == seq).body))
    public_key = bytes.fromhex(body["public_key"])
    message = key_message(point.uid, login, public_key)
    return key_id(public_key) == body["key"] and holds(
        public_key, message, bytes.fromhex(body["proof"])
    )


def test_an_enrolment_commits_to_name_and_post_and_names_the_sealed_key(point: HelpPoint) -> None:
    row = SpecialistRow.get(SpecialistRow.login == "belaya")
    facts = said(7)
    assert proved(point, 7, "belaya")
    assert (len(facts.pop("public_key")), len(facts.pop("proof"))) == (64, 128)
    person = {"name": "Белая Ирина Викторовна", "post": "учитель"}
    assert facts == {
        "login": "belaya",
        "duty": "teacher",
        "journals": "consultations",
        "key": row.key_id,
        "sealed": hashlib.sha256(bytes(row.pin_salt) + bytes(row.sealed_key)).hexdigest(),
        "before": tail(5),
        "committed": commitments(bytes(row.salt), person),
    }


def test_a_renewal_says_the_new_key_and_nothing_else(lived_point: HelpPoint) -> None:
    row = SpecialistRow.get(SpecialistRow.login == "belaya")
    facts = said(44)
    assert proved(lived_point, 44, "belaya")
    assert (len(facts.pop("public_key")), len(facts.pop("proof"))) == (64, 128)
    assert facts == {
        "login": "belaya",
        "key": row.key_id,
        "sealed": hashlib.sha256(bytes(row.pin_salt) + bytes(row.sealed_key)).hexdigest(),
        "before": tail(7),
    }


def test_who_and_what_acts_each_name_the_one_before(lived_point: HelpPoint) -> None:
    assert [said(seq)["before"] for seq in (2, 3, 5, 7, 44)] == [
        tail(seq) for seq in (1, 2, 3, 5, 7)
    ]


def test_a_desk_is_opened_with_a_key_and_an_end(lived_point: HelpPoint) -> None:
    facts = said(11)
    assert proved(lived_point, 11, "belaya")
    assert [facts[name] for name in ("specialist", "until")] == [
        "belaya", "2025-11-24T18:00:00.000Z"
    ]  # fmt: skip
    assert Act.get(Act.seq == 12).key_id == facts["key"]
    assert Act.get(Act.seq == 11).key_id == said(7)["key"]


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
