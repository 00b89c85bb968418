"""What people do at the kiosk from home to home, each step waiting for its screen."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.machine.settings import Settings
from kiosk.proof.forms import Journal
from kiosk.proof.people import Duty, Role
from kiosk.words.i18n import _, pgettext
from kiosk.words.people import role_name
from kiosk.words.phrases import RESULTS
from tests.terminal.person import ENTER, ESCAPE, F10, Person, command

Who = tuple[str, str, str]
"""A specialist's name, login and PIN."""


def at_home(person: Person) -> None:
    person.read("Where to get a login")


def fill(person: Person, *lines: str) -> None:
    """One line after the other, each with Enter."""
    for line in lines:
        person.type(line)
        enter(person, last=line is lines[-1])


def enter(person: Person, *, last: bool = True) -> None:
    """Enter, and unless it was the last field, the marker is seen to move on."""
    field = person.field
    person.press(ENTER)
    person.terminal.wait_until(lambda: last or person.field not in (field, 0), what="next field")


def choose_pin(person: Person, pin: str) -> None:
    person.type_hidden(pin)
    enter(person, last=False)
    person.type_hidden(pin, fields=2)
    person.press(ENTER)


def enrol_on_the_command_line(home: Path, database: str, chief: Who, teacher: Who) -> None:
    """``kiosk enrol`` in a terminal of its own, while the kiosk goes on."""
    person = Person(command("--database", database, "enrol"), home)
    said = {
        _("Duty"): Duty.TEACHER.value,
        _("Short login"): teacher[1],
        _("Full name"): teacher[0],
        _("Post"): "учитель",
        _("Administrator's login"): chief[1],
        _("Administrator's PIN"): chief[2],
        _("New PIN, better 8 digits, at least 6"): teacher[2],
        _("The same PIN again"): teacher[2],
    }
    for question, answer in said.items():
        person.terminal.wait_for(f"{question}:", timeout=20)
        person.terminal.send(answer + ENTER)
    assert person.terminal.wait_for_end() == 0
    assert chief[2].encode() not in person.terminal.raw
    assert teacher[2].encode() not in person.terminal.raw
    person.leave()


def agree_on_the_command_line(home: Path, database: str, chief: Who, who: Who) -> None:
    """``kiosk agreement`` after both sides have signed the paper today."""
    today = f"{datetime.now(UTC).astimezone(ZoneInfo(Settings().zone)):%d.%m.%Y}"
    words = ("agreement", who[1], "--signed", today)
    person = Person(command("--database", database, *words), home)
    said = {_("Administrator's login"): chief[1], _("Administrator's PIN"): chief[2]}
    for question, answer in said.items():
        person.terminal.wait_for(f"{question}:", timeout=20)
        person.terminal.send(answer + ENTER)
    assert person.terminal.wait_for_end() == 0
    person.leave()


def sign_in(
    person: Person,
    role: Role,
    name: str,
    school_class: str = "",
    *,
    topic: str = "",
    words: str = "",
) -> None:
    """From home to the ticket; ``topic`` is a digit, ``words`` are one's own."""
    person.choose(_("Sign in for a consultation"))
    person.read("Who are you?")
    person.choose(role_name(role).split("(")[0].strip())
    person.read("What is your question about?")
    if words:
        fill(person, words)
    else:
        person.press(topic)
    person.read("What is your name?")
    fill(person, name, *([school_class] if school_class else []))
    person.read("Is everything right?")
    person.read(name)
    person.press(ENTER)
    person.read("You are signed in")


def file_request(person: Person, room: str, problem: str, name: str, *, kind: str = "") -> None:
    """From home to the ticket; ``kind`` is a digit, without it the problem is said at once."""
    person.choose(_("File a technical request"))
    person.read("In which room is the problem?")
    fill(person, room)
    person.read("What kind of problem is it?")
    if kind:
        person.press(kind)
    else:
        fill(person, problem)
    person.read("What exactly happens?")
    if kind:
        person.type(problem)
    person.press(ENTER)
    person.read("Who asks?")
    fill(person, name)
    person.read("Is everything right?")
    person.press(ENTER)
    person.read("Your request is filed")


def sign_in_by_finger(person: Person, name: str, school_class: str) -> None:
    """The same without a single key."""
    before = person.presses
    person.touch(_("Sign in for a consultation"))
    person.read("Who are you?")
    person.touch(role_name(Role.PUPIL))
    person.read("What is your question about?")
    person.touch("дневник")
    person.read("What is your name?")
    spell(person, name)
    person.touch_key(pgettext("keyboard key", "Enter"))
    for done, button in enumerate(school_class.split("-")):
        person.touch_key(button)
        _see_typed(person, school_class if done else button)
    person.touch_key(pgettext("keyboard key", "Enter"))
    person.read("Is everything right?")
    person.read(name)
    person.touch(_("Yes, sign me in"))
    person.read("You are signed in")
    person.touch(_("Done"))
    at_home(person)
    assert person.presses == before


def log_in(person: Person, who: Who) -> None:
    """From home to the desk, by name and PIN."""
    person.press(F10)
    person.read("Specialist: choose your name")
    person.choose(who[0])
    person.read("Your PIN")
    person.type_hidden(who[2])
    person.press(ENTER)
    person.read("Desk: {name}", name=who[0])


def log_out(person: Person) -> None:
    person.press(ESCAPE)
    at_home(person)


def help_next(person: Person, who: Who, journal: Journal, *, sign: bool = True) -> None:
    """Call whoever is first, help, complete with the first ready phrase, and sign."""
    begin(person)
    person.choose(" ".join(RESULTS[journal][0].split()[:2]))
    finish(person, who, sign=sign)


def help_in_own_words(person: Person, who: Who, result: str, note: str) -> None:
    """The same with words of one's own and a note."""
    begin(person)
    fill(person, result)
    person.read("A note for the journal, if one is needed")
    fill(person, note)
    finish(person, who, sign=True)


def begin(person: Person) -> None:
    """Call the next, start, and come to the question of what was done."""
    person.read("Call the next")
    person.choose(_("Call the next"))
    person.read("Called: {label}", label="")
    person.choose(_("Start").split()[0])
    person.read("Being helped: {label}", label="")
    person.choose(_("Complete"))
    person.read("Something else, in your own words")


def finish(person: Person, who: Who, *, sign: bool) -> None:
    person.read("Will be signed")
    if sign:
        person.type_hidden(who[2])
        person.press(ENTER)
        person.read("Digest of the signature")
        person.press(ENTER)
    else:
        person.press(ESCAPE)
    person.read("Desk: {name}", name=who[0])
    person.read("Call the next")


def spell(person: Person, words: str) -> None:
    """Touch letter after letter on the keyboard of the screen, and see each one arrive."""
    for done, letter in enumerate(words, start=1):
        _bring_layer(person, letter)
        person.touch_key(pgettext("keyboard key", "Space") if letter == " " else letter)
        _see_typed(person, words[:done].strip())


def _bring_layer(person: Person, letter: str) -> None:
    """Digits, letters or one capital, whichever the letter stands on; a word begins with one."""
    if letter.isdigit() != _shows(person, "789"):
        person.touch_key("123" if letter.isdigit() else "Аа")
        person.terminal.wait_until(lambda: letter.isdigit() == _shows(person, "789"))
    if letter.isupper():
        person.terminal.wait_until(lambda: _shows(person, "ФЫВ"))


def _shows(person: Person, caps: str) -> bool:
    """True while these keys stand side by side."""
    return " ".join(caps) in person.screen


def _see_typed(person: Person, words: str) -> None:
    line = re.compile(rf"[│┃]\s+{re.escape(words)}\s")
    person.terminal.wait_until(lambda: bool(line.search(person.terminal.text())), what=words)
