"""What asks for nothing but to be read: the end of a way."""

from __future__ import annotations

from kiosk.questions.question import Question, Reply, Sheet
from kiosk.questions.speech import DONE, TICK, Say, Speech, sentence
from kiosk.words.i18n import _, pgettext


class ToRead(Question[bool]):
    """Says its lines until somebody finishes. A subclass names the lines, and says them ``again``
    with the keys at the end."""

    def sheet(self) -> Sheet:
        return Sheet(self.heading(), self.lines()[1:])

    def load(self) -> Speech:
        return (DONE, Say(sentence(self.heading())), *self.again())

    def remind(self) -> Speech:
        return self.again()

    def keys(self) -> Speech:
        return (Say(pgettext("spoken", "Zero — repeat. Pound — finish.")),)

    def press(self, key: str) -> Reply[bool]:
        return Reply((TICK,), answer=True) if key in ("#", "*") else self.wrong_key()

    def prompt(self) -> str:
        return _("Enter to finish:") + " "

    def help(self) -> list[str]:
        return self.lines()

    def read(self, typed: str) -> Reply[bool]:  # noqa: ARG002 - any line ends it
        return Reply(answer=True)
