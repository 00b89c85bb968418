"""The same fault in the same room: who joins an open request, and what is kept of them."""

from __future__ import annotations

import pytest

from db.engine import close_database
from db.models import Act, Entry, Joined
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from kiosk.point.point import HelpPoint
from kiosk.point.saying import new_request_id
from kiosk.verification.everything import verify
from kiosk.visits import desk, joining, my_ticket, registration
from kiosk.visits.registration import Slip
from kiosk.words.errors import MissingWords, OthersJoined
from kiosk.words.i18n import use
from kiosk.words.names import room_key
from kiosk.words.text import caseless
from tests.campaigns.workers import Say, together
from tests.people import Clock, Staff, ask, at_desk, help_out, staff_of

NETWORK, PRINTER = "internet", "printer"


def report(point: HelpPoint, room: str = "214", kind: str | None = NETWORK) -> Slip:
    return registration.file_request(
        point,
        request_id=new_request_id(),
        room=room,
        topic=kind,
        description="У Лысенко не работает",
        name="Лысенко Ольга Петровна",
    )


def join(point: HelpPoint, slip: Slip, name: str = "Ли Яна", request_id: str = "") -> Slip | None:
    request_id = request_id or new_request_id()
    return joining.join(point, slip.entry, request_id=request_id, name=name)


def offered(point: HelpPoint, room: str, kind: str | None) -> list[int]:
    return [each.entry for each in joining.open_requests(point, room, kind)]


@pytest.mark.parametrize(
    "typed",
    ["214", " 214 ", "каб. 214", "Кабинет № 214", "№214", "к.214", "room 214", "No. 214"],
)
def test_a_room_is_the_same_whichever_way_it_is_typed(typed: str) -> None:
    assert room_key(typed) == room_key("214") == "214"


def test_other_rooms_are_others() -> None:
    rooms = ["214", "24", "214а", "214-1", "библиотека", "кабинет химии", "корпус 2, 14", "К-1б"]
    assert len({room_key(room) for room in rooms}) == len(rooms)
    assert room_key("214-А") == room_key("214 a") == room_key("каб. 214а")
    assert room_key("Библиотека") == room_key("библиотека")


def test_the_same_kind_in_the_same_room_is_offered_while_it_is_open(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    first, other = report(any_point), report(any_point, "каб. 214", PRINTER)
    report(any_point, "215")
    assert offered(any_point, "Каб. 214", NETWORK) == [first.entry]
    assert offered(any_point, "214", None) == [other.entry, first.entry]
    assert offered(any_point, "", None) == []
    at_desk(any_point, any_staff.technician)
    desk.call(any_point, any_staff.technician, first.entry)
    desk.start(any_point, any_staff.technician, first.entry)
    assert offered(any_point, "214", NETWORK) == [first.entry]
    desk.complete(any_point, any_staff.technician, first.entry, result="Заменён кабель")
    assert offered(any_point, "214", NETWORK) == []


def test_what_is_offered_tells_the_kind_and_the_time_alone(point: HelpPoint, staff: Staff) -> None:
    report(point)
    ask(point, "214", description="Лысенко пролила чай")
    own, network = joining.open_requests(point, "214", None)
    assert (own.title, network.title) == ("", "Нет Интернета")
    use("en")
    assert network.title not in ("", "Нет Интернета")
    use("ru")
    assert "Лысенко" not in repr([own, network])
    assert f"{own.opened:%H:%M}" == "09:00"
    for _more in range(5):
        last = report(point)
    assert offered(point, "214", None)[0] == last.entry
    assert len(offered(point, "214", None)) == joining.MOST_OFFERED


def test_joining_takes_no_number_and_shows_the_open_ticket(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    slip = report(any_point)
    before = Act.select().count()
    joined = join(any_point, slip, " ли  яна ")
    assert joined is not None
    assert (joined.label, joined.number, joined.joined) == (slip.label, slip.number, True)
    assert joined.code == ""
    assert (Entry.select().count(), Act.select().count()) == (1, before)
    (visitor,) = desk.waiting(any_point, any_staff.technician)
    assert [(each.name, f"{each.at:%H:%M}") for each in visitor.joined] == [("Ли Яна", "09:00")]
    assert verify(any_point).wrong is None


def test_the_same_request_joins_once(any_point: HelpPoint) -> None:
    slip = report(any_point)
    said = [join(any_point, slip, request_id="one") for _again in range(2)]
    assert said[0] == said[1]
    assert Joined.select().count() == 1


def test_who_refused_to_be_named_joins_without_a_name(point: HelpPoint) -> None:
    slip = report(point)
    asked = {"request_id": "one", "name": "Ли Яна", "consent": "refused 1 0123456789abcdef"}
    assert joining.join(point, slip.entry, **asked)
    assert [each.name for each in joining.joiners(point, slip.entry)] == [""]
    with pytest.raises(MissingWords):
        join(point, slip, " ")


def test_a_request_that_ended_meanwhile_is_not_joined(
    any_point: HelpPoint, any_staff: Staff
) -> None:
    slip = report(any_point)
    help_out(any_point, any_staff.technician, slip)
    assert join(any_point, slip) is None
    assert not Joined.select().exists()


@pytest.mark.parametrize("ending", ["completed", "not needed"])
def test_names_go_when_the_request_ends(
    any_point: HelpPoint, any_staff: Staff, ending: str
) -> None:
    slip, kept = report(any_point), report(any_point, "215")
    assert join(any_point, slip)
    assert join(any_point, kept, "Мирный Пётр")
    if ending == "completed":
        help_out(any_point, any_staff.technician, slip)
    else:
        at_desk(any_point, any_staff.technician)
        desk.call(any_point, any_staff.technician, slip.entry)
        desk.no_show(any_point, any_staff.technician, slip.entry)
    assert [row.name for row in Joined.select()] == ["Мирный Пётр"]


def test_a_request_that_others_joined_is_cancelled_at_the_desk_alone(point: HelpPoint) -> None:
    slip = report(point)
    join(point, slip)
    with pytest.raises(OthersJoined):
        my_ticket.withdraw(point, slip.entry)
    assert my_ticket.look(point, slip.entry).state.value == "waiting"
    assert joining.forget(point, "Ли Яна", caseless) == 1
    my_ticket.withdraw(point, slip.entry)
    assert join(point, slip) is None


def test_kiosks_join_at_once_each_with_a_name_of_its_own(any_place: Place, clock: Clock) -> None:
    slip = report(open_point(any_place, clock=clock))
    close_database()

    def work(number: int, say: Say) -> None:
        kiosk = open_point(any_place, clock=clock)
        for again in range(5):
            name = f"Ли {'абвгд'[again]}{number}"
            say(str(joining.join(kiosk, slip.entry, request_id=name, name=name) is not None))

    assert together(work, 2) == [["True"] * 5] * 2
    point = open_point(any_place, clock=clock)
    assert len({each.name for each in joining.joiners(point, slip.entry)}) == 10


def test_no_name_is_left_where_a_request_ends_while_others_join(
    any_place: Place, clock: Clock
) -> None:
    point = open_point(any_place, clock=clock)
    slips = [report(point, str(room)) for room in range(8)]
    close_database()

    def work(number: int, say: Say) -> None:
        kiosk = open_point(any_place, clock=clock)
        technician = at_desk(kiosk, staff_of(kiosk).technician) if number == 0 else None
        for slip in slips:
            if technician is None:
                say("joined" if join(kiosk, slip) else "ended")
            else:
                desk.call(kiosk, technician, slip.entry)
                desk.no_show(kiosk, technician, slip.entry)

    said = {line for lines in together(work, 3) for line in lines}
    assert said <= {"joined", "ended"}
    open_point(any_place, clock=clock)
    assert Entry.select().where(Entry.state == "left").count() == len(slips)
    assert not Joined.select().exists()
