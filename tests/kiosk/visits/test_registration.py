from __future__ import annotations

import pytest

from db.engine import current
from db.models import Act, Entry, TicketCounter, Volume
from kiosk.catalogue.topics import topics
from kiosk.journal.numbers import years
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.proof.forms import Journal
from kiosk.proof.people import Channel, Role
from kiosk.verification.everything import verify
from kiosk.visits import registration
from kiosk.words.errors import ClockDoubted, Discourteous, MissingWords
from tests.people import Clock, Staff, ask, consult, help_and_sign


def test_a_visitor_walks_away_with_a_number_and_a_ticket(any_point: HelpPoint) -> None:
    first, second = consult(any_point), consult(any_point)
    assert (first.number, first.label, first.year) == (1, "К-01", 2025)
    assert (second.number, second.label) == (2, "К-02")


def test_the_journals_count_each_on_its_own(any_point: HelpPoint) -> None:
    consult(any_point)
    request = ask(any_point)
    assert (request.number, request.label) == (1, "Т-01")


def test_the_same_submission_again_gives_the_same_slip(any_point: HelpPoint) -> None:
    slips = [consult(any_point, request_id="pressed twice") for _ in range(3)]
    assert len({(slip.number, slip.label) for slip in slips}) == 1
    assert Entry.select().count() == 1
    assert Volume.get().last_number == 1
    assert consult(any_point).number == 2


def test_a_submission_can_be_repeated_after_it_was_served(point: HelpPoint, staff: Staff) -> None:
    slip = consult(point, request_id="slow network")
    help_and_sign(point, staff.teacher, slip)
    assert consult(point, request_id="slow network").number == slip.number


def test_request_ids_do_not_repeat() -> None:
    assert len({new_request_id() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "said",
    [
        {"name": ""},
        {"name": " \u200b\u3164 "},
        {"words": ""},
        {"words": "\x1b"},
        {"topic": "no-such-topic"},
        {"role": Role.GUARDIAN},
        {"role": Role.PUPIL, "school_class": "  "},
    ],
)
def test_an_empty_field_keeps_a_visitor_from_signing_in(
    point: HelpPoint, said: dict[str, object]
) -> None:
    whole: dict[str, object] = {
        "request_id": new_request_id(),
        "role": Role.TEACHER,
        "topic": None,
        "words": "Вопрос",
        "name": "Имя",
    }
    with pytest.raises(MissingWords):
        registration.sign_in(point, **{**whole, **said})  # type: ignore[arg-type]
    assert Entry.select().count() == 0
    assert Volume.select().count() == 0
    assert consult(point).number == 1


@pytest.mark.parametrize("field", ["room", "description", "name"])
def test_an_empty_field_keeps_a_request_from_being_filed(point: HelpPoint, field: str) -> None:
    said = {"room": "215", "description": "Нет связи", "name": "Имя"} | {field: "\u00a0"}
    with pytest.raises(MissingWords):
        registration.file_request(
            point,
            request_id=new_request_id(),
            topic=None,
            room=said["room"],
            description=said["description"],
            name=said["name"],
        )
    assert Entry.select().count() == 0


def test_what_is_typed_is_kept_clean(any_point: HelpPoint) -> None:
    registration.sign_in(
        any_point,
        request_id=new_request_id(),
        role=Role.GUARDIAN,
        topic=None,
        words="Не\u200b вижу\nоценки \x1b[31m",
        name="  Королёва\u202e  Анна ",
        school_class=" 5-А\t",
    )
    row = Entry.get()
    assert row.topic_title == "Не вижу оценки [31m"
    assert row.name == "Королёва Анна"
    assert row.school_class == "5-А"


def test_only_guardians_and_pupils_have_a_class(point: HelpPoint) -> None:
    registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.TEACHER,
        topic=None,
        words="Вопрос",
        name="Имя",
        school_class="5-А",
    )
    assert Entry.get().school_class == ""


def test_a_chosen_topic_is_kept_in_russian_and_brings_its_guide(point: HelpPoint) -> None:
    offered = topics(point, Journal.CONSULTATIONS, Role.GUARDIAN)
    slips = [
        registration.sign_in(
            point,
            request_id=new_request_id(),
            role=Role.GUARDIAN,
            topic=topic.code,
            name="Королёва Анна",
            school_class="5-А",
            channel=Channel.EMAIL,
        )
        for topic in offered
    ]
    assert [row.topic_title for row in Entry.select().order_by(Entry.number)] == [
        topic.title for topic in offered
    ]
    assert {row.channel for row in Entry.select()} == {"email"}
    assert any(slip.guide for slip in slips)


def test_a_topic_of_the_other_journal_is_none(point: HelpPoint) -> None:
    kind = topics(point, Journal.REQUESTS)[0].code
    with pytest.raises(MissingWords):
        registration.sign_in(
            point, request_id=new_request_id(), role=Role.TEACHER, topic=kind, name="Имя"
        )


def test_the_ledger_keeps_no_personal_value_in_the_clear(any_point: HelpPoint) -> None:
    consult(any_point, "Артёменко Татьяна Юрьевна")
    ask(any_point, "Учительская", description="Принтер жуёт бумагу")
    bodies = b"".join(bytes(act.body) for act in Act.select())
    for value in ("Артёменко", "Учительская", "Принтер", "отметку", "Лысенко"):
        assert value.encode() not in bodies


def test_tickets_begin_anew_every_day_and_numbers_do_not(
    any_point: HelpPoint, clock: Clock
) -> None:
    consult(any_point)
    consult(any_point)
    clock.wait(days=1)
    slip = consult(any_point)
    assert (slip.label, slip.number) == ("К-01", 3)
    assert TicketCounter.select().count() == 2


def test_a_new_school_year_opens_a_volume_numbered_from_one(
    any_point: HelpPoint, clock: Clock
) -> None:
    assert (consult(any_point).number, consult(any_point).number) == (1, 2)
    clock.now = clock.now.replace(year=2026, month=8, day=31, hour=20, minute=59)
    assert consult(any_point).number == 3
    clock.wait(minutes=1)  # midnight of 1 September at the point
    slip = consult(any_point)
    assert (slip.number, slip.year) == (1, 2026)
    assert ask(any_point).number == 1
    assert years(any_point, Journal.CONSULTATIONS) == [2026, 2025]
    assert verify(any_point).wrong is None


def test_an_act_before_its_predecessor_is_refused(any_point: HelpPoint, clock: Clock) -> None:
    consult(any_point)
    clock.wait(seconds=-2.001)
    with pytest.raises(ClockDoubted) as refusal:
        consult(any_point)
    assert "24.11.2025 09:00" in refusal.value.sentence()
    assert Entry.select().count() == 1
    clock.wait(seconds=3)
    assert consult(any_point).number == 2


def test_a_clock_that_stumbles_by_a_moment_is_borne(any_point: HelpPoint, clock: Clock) -> None:
    consult(any_point)
    clock.wait(seconds=-1.9)
    assert consult(any_point).number == 2
    stamps = [act.at for act in Act.select().order_by(Act.seq)]
    assert stamps == sorted(stamps)
    assert verify(any_point).wrong is None


@pytest.mark.parametrize("said", [{"words": "ж0па"}, {"role": Role.PUPIL, "school_class": "ж0па"}])
def test_nothing_rude_reaches_the_journal_of_consultations(
    point: HelpPoint, said: dict[str, str]
) -> None:
    told = {"role": Role.TEACHER, "topic": None, "words": "Отметки", "name": "Ли Яна", **said}
    with pytest.raises(Discourteous):
        registration.sign_in(point, request_id=new_request_id(), **told)  # type: ignore[arg-type]
    assert Entry.select().count() == 0


@pytest.mark.parametrize("said", [{"room": "ж0па"}, {"description": "д у р а к и"}])
def test_nothing_rude_reaches_the_journal_of_requests(
    point: HelpPoint, said: dict[str, str]
) -> None:
    told = {"room": "214", "topic": None, "description": "Нет сети", "name": "Ли Яна", **said}
    with pytest.raises(Discourteous):
        registration.file_request(point, request_id=new_request_id(), **told)  # type: ignore[arg-type]
    assert Entry.select().count() == 0


def test_a_name_and_a_class_are_kept_tidy(point: HelpPoint) -> None:
    registration.sign_in(
        point,
        request_id=new_request_id(),
        role=Role.PUPIL,
        topic=None,
        words="Отметки",
        name=" козел  анна",
        school_class="5 A",
    )
    entry = Entry.get()
    assert (entry.name, entry.school_class) == ("Козел Анна", "5-А")


def test_a_sign_in_takes_no_statement_that_sqlite_has_to_prepare(point: HelpPoint) -> None:
    topic = topics(point, Journal.CONSULTATIONS, Role.TEACHER)[0].code
    connection, prepared = current().connection(), list[object]()

    def prepares(*what: object) -> int:
        prepared.append(what)
        return 0

    def enter() -> registration.Slip:
        request = new_request_id()
        return registration.sign_in(
            point, request_id=request, role=Role.TEACHER, topic=topic, name="Лысенко Ольга"
        )

    for number in range(200):
        connection.execute(f"SELECT {number}")  # more than the driver keeps by itself
    connection.set_authorizer(prepares)
    enter()
    assert prepared
    prepared.clear()
    assert enter().guide
    assert prepared == []
