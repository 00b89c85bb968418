"""What screens with something to type share: the keys, and the keyboard on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from textual.binding import Binding

from kiosk.words.i18n import _, language
from screens.frame.screen import ROOMY_ROWS, Answer, KioskScreen
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
        """A keyboard for the languages that visitors choose from, the one in use first; keys three
        rows high if there is room."""
        keyboard = OnScreenKeyboard([*dict.fromkeys((language(), *self.kiosk.settings.spoken))])
        roomy = self.is_page or self.app.size.height >= ROOMY_ROWS
        keyboard.key_height = 3 if roomy else 2
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
