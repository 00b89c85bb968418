"""The codes that visitors take along can be read off the screen of the real program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import ImageColor, ImageOps

from kiosk.proof.people import Role
from kiosk.setup.starter import starter_guides
from kiosk.words.i18n import _
from screens.frame.themes import THEMES
from tests.example import copied, made_in
from tests.terminal.person import ENTER, F4, Person, command, decoded
from tests.terminal.ways import at_home, sign_in

GUIDES = {guide.titles["ru"]: guide.url for guide in starter_guides()}
pytestmark = pytest.mark.xdist_group("four kiosks with guides")
ACCESS = "https://example.org/ej/vhod"


@pytest.fixture(
    scope="module",
    params=[(theme, size) for theme in THEMES for size in ((80, 24), (120, 40))],
    ids=lambda param: f"{param[0]}-{param[1][0]}x{param[1][1]}",
)
def person(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Person]:
    """Somebody at home in the example day, in a theme and a size."""
    theme, (cols, rows) = request.param
    home = tmp_path_factory.mktemp("scan")
    example = copied(made_in(tmp_path_factory.getbasetemp()), home)
    config = home / "kiosk.toml"
    config.write_text(f'database = "{example.database}"\ntheme = "{theme}"\n', "utf-8")
    person = Person(command("--config", str(config)), home, cols=cols, rows=rows)
    at_home(person)
    paper = ImageColor.getrgb(THEMES[theme].background or "")
    assert person.terminal.picture().getpixel((1, person.terminal.picture().height // 2)) == paper
    yield person
    person.leave()


def test_the_code_of_a_guide_can_be_scanned_and_an_inverted_one_cannot(person: Person) -> None:
    person.choose(_("Guides"))
    person.read("For whom is the guide?")
    person.choose(_("All guides"))
    title = next(iter(GUIDES))
    person.read(title)
    person.press(ENTER)
    person.read("Point your phone's camera at the code")
    assert person.codes() == [GUIDES[title]]
    assert GUIDES[title] in person.screen.replace(" ", "")
    assert decoded(ImageOps.invert(person.terminal.picture())) == []
    person.press(F4)
    at_home(person)


def test_the_code_on_a_ticket_can_be_scanned_and_an_inverted_one_cannot(person: Person) -> None:
    sign_in(person, Role.TEACHER, "Ли Яна", topic="1")
    assert person.codes() == [ACCESS]
    assert decoded(ImageOps.invert(person.terminal.picture())) == []
    person.press(ENTER)
    at_home(person)
