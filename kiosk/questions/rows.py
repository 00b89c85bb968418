"""A list of rows that is walked by three keys: what all questions with rows share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from kiosk.questions.choice import Choice
from kiosk.questions.question import (
    Question,
    Reply,
    Sheet,
    chosen_by,
    leaving_keys,
    list_keys,
    numbered,
)
from kiosk.questions.speech import EDGE, TICK, Say, Speech, sentence
from kiosk.words.i18n import _, pgettext
from kiosk.words.numerals import in_words

A = TypeVar("A")


class Rows(Question[A]):
    """Two and eight move the marker, five and # take the row on which it stands."""

    at = 0
    """The row with the marker; -1 stands before the first one."""

    def rows(self) -> Sequence[Choice]:
        """The rows as they are spoken."""
        raise NotImplementedError

    def take(self, choice: Choice) -> Reply[A]:
        """The row was chosen."""
        raise NotImplementedError

    def sheet(self) -> Sheet:
        rows = [choice.words for choice in self.rows()]
        return Sheet(self.heading(), rows, self.at if self.at >= 0 else None)

    def load(self) -> Speech:
        hint = (Say(sentence(self.hint())),) if self.hint() else ()
        return (
            Say(sentence(self.heading())),
            *hint,
            Say(list_keys().text, once="list"),
            *self._row(),
        )

    def again(self) -> Speech:
        return (Say(sentence(self.heading())), *self._row())

    def keys(self) -> Speech:
        rows = len(self.rows())
        place = pgettext("spoken", "Row {row} of {rows}.").format(
            row=in_words(self.at + 1), rows=in_words(rows)
        )
        return (Say(place), list_keys(), leaving_keys())

    def _row(self) -> Speech:
        rows = self.rows()
        if not rows or self.at < 0:
            return ()
        detail = rows[self.at].detail
        return (Say(sentence(rows[self.at].words)), *([Say(sentence(detail))] if detail else []))

    def press(self, key: str) -> Reply[A]:
        rows = self.rows()
        if key == "*":
            return Reply((TICK,), back=True)
        if key in ("2", "8"):
            to = self.at + (1 if key == "8" else -1)
            if not 0 <= to < len(rows):
                return Reply((EDGE, *self._row()) if self.at >= 0 else (EDGE, *self.keys()))
            self.at = to
            return Reply((TICK, *self._row()))
        if key in ("5", "#") and 0 <= self.at < len(rows):
            return self.take(rows[self.at])
        return self.wrong_key()

    def lines(self) -> list[str]:
        hint = [self.hint()] if self.hint() else []
        return [self.heading(), *hint, *numbered(self.rows())]

    def prompt(self) -> str:
        return _("Number or word:") + " "

    def help(self) -> list[str]:
        return [_("Type a row’s number, or how its words begin, and Enter."), *super().help()]

    def read(self, typed: str) -> Reply[A]:
        found = chosen_by(typed, self.rows())
        return Reply(line=found) if isinstance(found, str) else self.take(found)
