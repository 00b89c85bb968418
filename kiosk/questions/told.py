"""What is told rather than asked: a sentence, and whether only one person hears it."""

from __future__ import annotations

from kiosk.questions.question import Question, Reply, Sheet
from kiosk.questions.speech import DONE, TICK, WRONG, Say, Speech, sentence
from kiosk.words.i18n import _, pgettext


class Told(Question[bool]):
    """A sentence that stands until # or Enter."""

    def __init__(self, words: str, *, wrong: bool = True) -> None:
        """``wrong`` is True for what did not go as it should."""
        super().__init__(lambda: words)
        self._tone = WRONG if wrong else DONE

    def sheet(self) -> Sheet:
        return Sheet(self.heading(), [say.text for say in self.keys()])

    def load(self) -> Speech:
        return (self._tone, Say(sentence(self.heading())), *self.keys())

    def again(self) -> Speech:
        return (Say(sentence(self.heading())),)

    def keys(self) -> Speech:
        return (Say(pgettext("spoken", "Pound — go on.")),)

    def press(self, key: str) -> Reply[bool]:
        return Reply((TICK,), answer=True) if key in ("#", "*", "5") else self.wrong_key()

    def lines(self) -> list[str]:
        return [self.heading()]

    def prompt(self) -> str:
        return _("Enter:") + " "

    def read(self, typed: str) -> Reply[bool]:  # noqa: ARG002 - any line goes on
        return Reply(answer=True)


class WhoHears(Told):
    """Whether the words go into headphones: until that is known nothing private is spoken."""

    def __init__(self) -> None:
        super().__init__(_("Is the voice in your headphones?"))

    def load(self) -> Speech:
        return (Say(pgettext("spoken", "Talking mode.")), *self.keys())

    def again(self) -> Speech:
        return self.keys()

    def keys(self) -> Speech:
        return (
            Say(
                pgettext(
                    "spoken",
                    "If you are in headphones — five. If you hear a loudspeaker — pound.",
                )
            ),
        )

    def press(self, key: str) -> Reply[bool]:
        if key == "*":
            return Reply((TICK,), back=True)
        return Reply((TICK,), answer=key == "5") if key in ("5", "#") else self.wrong_key()
