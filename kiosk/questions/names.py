"""Write the next name of several: those that are there already stand above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.questions.field import Field
from kiosk.questions.question import Reply, Sheet
from kiosk.questions.speech import Say, Speech, sentence
from kiosk.questions.write import Answer, Write
from kiosk.words.i18n import _, pgettext
from kiosk.words.numerals import in_words


class WriteNames(Write):
    """Answers with one name in ``field``; an empty one, where it may be empty, ends the list."""

    def __init__(self, heading: Callable[[], str], field: Field, names: Sequence[str]) -> None:
        super().__init__(heading, [field])
        self.names = tuple(names)

    def end_words(self) -> str:
        """How the list is ended, where it may be."""
        return _("Nobody else? Enter with nothing typed.") if self.field.optional else ""

    def sheet(self) -> Sheet:
        written = super().sheet()
        return Sheet(written.heading, [*self.names, *written.rows], field=written.field)

    def load(self) -> Speech:
        if not self.names:
            return super().load()
        count = in_words(len(self.names))
        there = pgettext("spoken", "Names that are there: {n}.").format(n=count)
        return (Say(there), *super().load())

    def again(self) -> Speech:
        """The names as well, for nobody beside to hear."""
        return (*(Say(sentence(name), private=True) for name in self.names), *super().again())

    def help(self) -> list[str]:
        if not (self.field.optional and self.field.value):
            return super().help()
        return [*super().help(), _("A hyphen and Enter: this name goes out of the list.")]

    def read(self, typed: str) -> Reply[Answer]:
        """An empty line keeps the name that is there, so a hyphen stands for none."""
        if typed.strip() == "-" and self.field.optional:
            return Reply(answer={self.field.key: ""})
        return super().read(typed)

    def lines(self) -> list[str]:
        ends = self.end_words()
        return [
            self.heading(),
            *(f"{number} {name}" for number, name in enumerate(self.names, start=1)),
            *([ends] if ends else []),
        ]
