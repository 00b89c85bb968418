"""Fingers on the drawn keys: what arrives in the field, and that the focus never moves."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.theme import Theme
from textual.widgets import Input

from kiosk.words import i18n
from kiosk.words.languages import LANGUAGES, offered
from kiosk.words.personal_names import tidy_name
from screens.frame.themes import THEMES
from screens.widgets.key_grid import KeyGrid
from screens.widgets.keyboard_layouts import LAYOUTS
from screens.widgets.on_screen_keyboard import OnScreenKeyboard
from screens.widgets.pin_pad import PinPad


class Host(App[None]):
    """A field and a keyboard; it notes what Enter submitted and which keys the App saw."""

    BINDINGS = [("enter", "noop"), ("ё", "yo")]

    def __init__(self, keyboard: KeyGrid, field: Input | None = None) -> None:
        super().__init__()
        self.keyboard = keyboard
        self.field = field or Input()
        self.submitted: list[str] = []
        self.seen: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.field
        yield self.keyboard

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.seen.append(event.key)
        await super().on_event(event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.submitted.append(event.value)


async def tap(pilot: Pilot[None], code: str) -> None:
    """A finger on a key, as the driver reports it: a press through ``App.on_event``."""
    app = pilot.app
    keyboard = app.query_one(KeyGrid)
    region = keyboard.region_of(code)
    assert region is not None, f"no key {code!r}"
    at = keyboard.content_region.offset + region.offset + (region.width // 2, region.height // 2)
    for kind in (events.MouseDown, events.MouseUp):
        event = kind(None, at.x, at.y, 0, 0, 1, False, False, False, at.x, at.y)
        event.set_sender(app)
        app.post_message(event)
        await pilot.pause()
    await pilot.pause()


async def tap_all(pilot: Pilot[None], codes: str) -> None:
    for code in codes:
        await tap(pilot, code)


async def test_cyrillic_letters_reach_the_field_and_the_focus_stays_there() -> None:
    app = Host(OnScreenKeyboard())
    async with app.run_test(size=(80, 24)) as pilot:
        await tap(pilot, "shift")
        await tap_all(pilot, "юля ёж")
        assert app.field.value == "Юля ёж"
        assert app.focused is app.field


async def test_shift_holds_for_one_letter_and_is_shown() -> None:
    app = Host(OnScreenKeyboard())
    async with app.run_test(size=(80, 24)) as pilot:
        await tap(pilot, "shift")
        assert app.keyboard.keys()[0][0].label == "Й"
        assert app.keyboard.keys()[2][0].held
        await tap_all(pilot, "йй")
        assert app.field.value == "Йй"
        assert not app.keyboard.keys()[2][0].held


async def test_length_and_restriction_of_the_field_hold() -> None:
    app = Host(OnScreenKeyboard(), Input(max_length=3, restrict=r"[а-я]*"))
    async with app.run_test(size=(80, 24)) as pilot:
        await tap_all(pilot, "к.отик")
        assert app.field.value == "кот"


async def test_erasing_arrows_and_enter_work_as_on_real_keys() -> None:
    app = Host(OnScreenKeyboard())
    async with app.run_test(size=(80, 24)) as pilot:
        await tap_all(pilot, "коьт")
        await tap(pilot, "left")
        await tap(pilot, "backspace")
        await tap(pilot, "right")
        await tap(pilot, "enter")
        assert app.submitted == ["кот"]


async def test_the_app_sees_the_keys_that_a_real_keyboard_sends() -> None:
    app = Host(OnScreenKeyboard())
    async with app.run_test(size=(80, 24)) as pilot:
        for code in ("а", ".", "-", " ", "backspace"):
            await tap(pilot, code)
    assert app.seen == ["а", "full_stop", "minus", "space", "backspace"]


async def test_layers_change_and_come_back() -> None:
    app = Host(OnScreenKeyboard(("ru", "en")))
    async with app.run_test(size=(80, 24)) as pilot:
        await tap(pilot, "language")
        await tap_all(pilot, "a@b")
        await tap(pilot, "digits")
        await tap_all(pilot, "7№")
        await tap(pilot, "language")
        await tap(pilot, "ж")
        assert app.field.value == "a@b7№ж"


async def test_crimean_tatar_capitals_are_its_own() -> None:
    app = Host(OnScreenKeyboard(("crh_Latn",)))
    async with app.run_test(size=(80, 24)) as pilot:
        for letter in "iıñöüğşçâ":
            await tap(pilot, "shift")
            await tap(pilot, letter)
            await tap(pilot, letter)
        assert app.field.value == "İiIıÑñÖöÜüĞğŞşÇçÂâ"


async def test_ukrainian_names_are_typed_letter_by_letter() -> None:
    name = "Ґєї'на Іщенко"
    app = Host(OnScreenKeyboard(("uk",)))
    async with app.run_test(size=(80, 24)) as pilot:
        for letter in name:
            if letter.isupper():
                await tap(pilot, "shift")
            await tap(pilot, letter.lower())
        assert app.field.value == name
        assert tidy_name(app.field.value) == "Ґєї’на Іщенко"


def test_every_language_has_its_letters_and_its_own_name() -> None:
    assert LAYOUTS.keys() == LANGUAGES.keys()
    for code, layout in LAYOUTS.items():
        assert LANGUAGES[code].name.startswith(layout.name)


@pytest.mark.parametrize(("code", "letters"), [
    ("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    ("crh_Cyrl", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("crh_Latn", "aâbcçdefgğhıijklmnñoöpqrsştuüvyz"),
    ("en", "abcdefghijklmnopqrstuvwxyz"),
])  # fmt: skip
def test_every_letter_of_the_alphabet_has_one_key(code: str, letters: str) -> None:
    layout = LAYOUTS[code]
    keys = layout.top + layout.middle + layout.bottom
    assert set(letters) <= set(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("key_height", "rows"), [(2, 8), (3, 12)])
async def test_the_keyboard_fills_the_width_and_its_rows(key_height: int, rows: int) -> None:
    keyboard = OnScreenKeyboard()
    keyboard.key_height = key_height
    app = Host(keyboard)
    async with app.run_test(size=(80, 24)):
        assert app.keyboard.size == (80, rows)
        for row in range(4):
            keys = app.keyboard._placed(row)
            assert sum(region.width for _, region in keys) == 80
            assert min(region.width for _, region in keys) >= 6


@pytest.mark.parametrize("code", LAYOUTS)
@pytest.mark.parametrize("digits", [False, True])
@pytest.mark.parametrize("language", offered())
@pytest.mark.parametrize("width", [80, 72])
async def test_no_label_is_cut(code: str, digits: bool, language: str, width: int) -> None:
    i18n.use(language)
    try:
        keyboard = OnScreenKeyboard(("ru", *[other for other in LAYOUTS if other != "ru"]))
        keyboard.layout_code, keyboard.digits = code, digits
        app = Host(keyboard)
        async with app.run_test(size=(width, 24)):
            for row in range(4):
                for key, region in app.keyboard._placed(row):
                    assert len(key.label) <= region.width - 1, key
    finally:
        i18n.use("ru")


@pytest.mark.parametrize("code", LAYOUTS)
async def test_where_twelve_keys_do_not_fit_all_letters_stand_on_two_pages(code: str) -> None:
    keyboard = OnScreenKeyboard((code, "en"))
    keyboard.key_width, keyboard.key_height = 8, 4
    app = Host(keyboard)
    async with app.run_test(size=(72, 24)) as pilot:
        assert keyboard.size == (72, 12)
        seen: list[str] = []
        for _page in range(2):
            for row in range(3):
                placed = keyboard._placed(row)
                assert min(region.width for _, region in placed) >= 8
                assert all(len(key.label) < region.width for key, region in placed)
                seen += [key.code for key, _ in placed]
            await tap(pilot, "page")
        assert set(LAYOUTS[code].alphabet) | {"-", "."} <= set(seen)
        await tap(pilot, "digits")
        await tap_all(pilot, "7?")
        await tap(pilot, "language")
        await tap_all(pilot, "ab")
        assert app.field.value == "7?ab"


@pytest.mark.parametrize(("width", "rows"), [(5, 3), (8, 3)])
async def test_buttons_stand_in_place_of_letters_until_somebody_types(
    width: int, rows: int
) -> None:
    keyboard = OnScreenKeyboard()
    keyboard.key_width = width
    keyboard.buttons = (tuple("1234567"), tuple("АБВ"), ("11",)) if width == 5 else NUMBERS
    keyboard.chosen = ("5",)
    app = Host(keyboard)
    async with app.run_test(size=(72, 24)) as pilot:
        placed = [keyboard._placed(row) for row in range(rows)]
        assert [key.code for row in placed for key, _ in row if key.held] == ["5"]
        assert min(region.width for row in placed for _, region in row) >= width
        await tap(pilot, "А")
        assert app.field.value == ""
        await tap(pilot, "typing")
        await tap(pilot, "б")
        assert app.field.value == "б"


NUMBERS = (tuple(map(str, range(1, 12))), tuple("АБВГДЕЖЗИКЛ"))


async def test_a_pressed_key_is_shown_and_let_go() -> None:
    app = Host(OnScreenKeyboard())
    async with app.run_test(size=(80, 24)) as pilot:
        await tap(pilot, "д")
        assert app.keyboard.pressed == "д"
        await pilot.pause(0.3)
        assert app.keyboard.pressed is None


async def test_the_right_button_and_the_edge_type_nothing() -> None:
    app = Host(OnScreenKeyboard())
    async with app.run_test(size=(80, 24)) as pilot:
        at = app.keyboard.region.offset
        event = events.MouseDown(None, at.x, at.y, 0, 0, 3, False, False, False, at.x, at.y)
        event.set_sender(app)
        app.post_message(event)
        await pilot.pause()
        assert app.field.value == ""


async def test_the_pin_pad_types_digits_only() -> None:
    app = Host(PinPad("Enter"), Input(password=True, max_length=4))
    async with app.run_test(size=(80, 24)) as pilot:
        await tap_all(pilot, "190")
        await tap(pilot, "backspace")
        await tap_all(pilot, "2567")
        await tap(pilot, "enter")
        assert app.submitted == ["1925"]
        assert app.keyboard.size == (30, 12)


def themes() -> list[Theme | None]:
    return [*THEMES.values(), None]


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name if theme else "stock")
async def test_labels_stand_out_in_every_theme(theme: Theme | None) -> None:
    app = Host(OnScreenKeyboard())
    async with app.run_test(size=(80, 24)) as pilot:
        if theme:
            app.register_theme(theme)
            app.theme = theme.name
            await pilot.pause()
        for part in ("key", "special", "pressed"):
            styles = app.keyboard.get_component_styles(f"key-grid--{part}")
            assert contrast(styles.background.rgb, styles.color.rgb) >= 4.5, part


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2.2."""

    def light(colour: tuple[int, int, int]) -> float:
        parts = [part / 255 for part in colour]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
