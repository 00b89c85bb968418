"""What screens with something to type share: the keys, and the keyboard on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from textual import on
from textual.binding import Binding

from kiosk.words.i18n import _, language
from screens.frame.screen import ROOMY_ROWS, Answer, KioskScreen
from screens.questions.entry_form import EntryForm, FormInput
from screens.widgets.key_bar import KeyHint
from screens.widgets.on_screen_keyboard import OnScreenKeyboard


class TypingScreen(KioskScreen[Answer], Generic[Answer]):
    """F5 brings the keyboard and takes it away; «next» is Enter for those without one."""

    DEFAULT_CSS = """
    #message { height: auto; max-height: 2; padding: 0 1; color: $error; text-style: bold; }
    TypingScreen.-tall OnScreenKeyboard { dock: bottom; }
    """
    BINDINGS = [Binding("f5", "keyboard", show=False)]

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Enter", self.enter_words(), "next"),
            KeyHint("F5", _("Keyboard"), "keyboard"),
            *(hint for hint in self.language_hint() if hint.cap != "F3"),
        ]

    def keyboard(self, *, shown: bool) -> OnScreenKeyboard:
        """A keyboard for the languages that visitors choose from, the one in use first; keys as
        large as a finger needs on this display, if there is room."""
        keyboard = OnScreenKeyboard([*dict.fromkeys((language(), *self.kiosk.settings.spoken))])
        roomy = self.is_page or self.app.size.height >= ROOMY_ROWS
        finger = self.kiosk.finger
        keyboard.key_width, keyboard.key_height = finger.width, max(3, finger.height)
        if not roomy:
            keyboard.key_width, keyboard.key_height = 0, 2
        keyboard.display = shown
        return keyboard

    def enter_words(self) -> str:
        """What Enter does here."""
        return _("Next")

    def action_next(self) -> None:
        """What Enter does, for a finger on the key bar."""

    async def speak_again(self) -> None:
        """A keyboard that was brought stays, in the new language."""
        shown = bool(self.query_one(OnScreenKeyboard).display)
        await super().speak_again()
        if self.ready:
            self.show_keyboard(shown)

    def action_keyboard(self) -> None:
        self.show_keyboard(not self.query_one(OnScreenKeyboard).display)

    def show_keyboard(self, shown: bool) -> None:
        self.set_class(shown, "-keyboard")
        self.query_one(OnScreenKeyboard).display = shown

    def on_mouse_down(self) -> None:
        """A visitor's first finger on the form brings the keyboard."""
        if self.is_page and self.ready and isinstance(self.focused, FormInput):
            self.show_keyboard(True)

    def on_descendant_focus(self) -> None:
        for keyboard in self.query(OnScreenKeyboard):
            keyboard.typing = False
        self.fit_keyboard()

    @on(EntryForm.Typed)
    def fit_keyboard(self) -> None:
        """Let the keyboard offer what the field asks for: buttons, or a capital where a word
        begins."""
        line = self.focused
        if not isinstance(line, FormInput) or line.asked is None:
            return
        for keyboard in self.query(OnScreenKeyboard):
            keyboard.buttons = line.asked.buttons
            keyboard.chosen = tuple(line.asked.chosen(line.value, b) for b in line.asked.buttons)
            before = line.value[: line.cursor_position]
            keyboard.shift = line.asked.capitals and (not before or before[-1] in " -")

    @on(OnScreenKeyboard.Picked)
    def take_button(self, message: OnScreenKeyboard.Picked) -> None:
        line = self.focused
        if isinstance(line, FormInput) and line.asked is not None:
            line.value = line.asked.with_button(line.value, message.button)
            line.cursor_position = len(line.value)
