"""Write a few words, field by field: on a keypad letter by letter, on lines a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.questions.field import Field, Part
from kiosk.questions.question import Question, Reply, Sheet
from kiosk.questions.speech import EDGE, TICK, WRONG, Say, Speech, sentence, spoken
from kiosk.words.i18n import _, pgettext
from kiosk.words.letters import letter_name, letters_on, spelled
from kiosk.words.numerals import in_words

Answer = dict[str, str]


class Write(Question[Answer]):
    """Answers with the words by field.

    On a keypad a key turns its letters until another one is pressed: no clock ends a letter, for
    that would punish the slow hand. Key 1 goes on where the next letter is on the same key.
    """

    def __init__(
        self,
        heading: Callable[[], str],
        fields: Sequence[Field],
        *,
        hint: Callable[[], str] = str,
        first: str = "",
    ) -> None:
        """``first`` is the field to begin with, where that is not the first one."""
        super().__init__(heading, hint)
        self.fields, self.first = tuple(fields), first
        self.typed: Answer = {field.key: field.value for field in fields if not field.secret}
        """What was written so far, for whoever goes back and returns; nothing secret."""
        self._values = {field.key: field.value for field in fields}
        self._field = next((n for n, each in enumerate(fields) if each.key == first), 0)
        self._part = 0
        self._turning = ""
        """The key whose letter is still turning, the last one of the text."""
        self._offered = False
        """True after the offer to say it at the desk."""
        self._texts = self._split()

    def keep(self, typed: Answer) -> None:
        self.typed |= typed
        self._values |= typed
        self.fields = tuple(replace(f, value=self._values[f.key]) for f in self.fields)
        self._texts = self._split()

    def pause(self) -> None:
        self._keep()
        self.keep(self.typed)

    # What stands where

    @property
    def field(self) -> Field:
        """The field that is being written."""
        return self.fields[self._field]

    @property
    def secret(self) -> bool:  # type: ignore[override]
        return self.field.secret

    def _parts(self) -> tuple[Part, ...]:
        return self.field.parts or (Part(self.field.label, optional=self.field.optional),)

    @property
    def part(self) -> Part:
        """The part that is being written on a keypad."""
        return self._parts()[self._part]

    def _split(self) -> list[str]:
        """The words of the field, part by part; what is said at the desk is no word yet."""
        parts, value = self._parts(), self._values[self.field.key]
        if not value or value == self.field.later:
            return [""] * len(parts)
        found = value.split(self.field.joint, len(parts) - 1)
        return found + [""] * (len(parts) - len(found))

    @property
    def _text(self) -> str:
        return self._texts[self._part]

    @_text.setter
    def _text(self, text: str) -> None:
        self._texts[self._part] = text[: self.field.limit]

    def _say(self, text: str, aloud: str) -> Say:
        return Say(text, private=self.field.private, aloud=aloud)

    # Voice and keypad

    def sheet(self) -> Sheet:
        shown = "•" * len(self._text) if self.secret else self._text
        return Sheet(self.heading(), field=f"{self.part.ask()}: {shown}▏")

    def load(self) -> Speech:
        hint = (Say(sentence(self.hint())),) if self.hint() and not self._field else ()
        return (*hint, *self._ask())

    def _ask(self) -> Speech:
        """The part is asked for, what stands in it read, and how to write taught once."""
        once = "digits" if self.part.digits else "letters"
        teach = (Say(self.part.teach(), once=self.part.teach()),) if self.part.teach() else ()
        written = (self._written(self._text),) if self._text else ()
        return (Say(sentence(self.part.ask())), *written, Say(self._how(), once=once), *teach)

    def _written(self, text: str) -> Say:
        return self._say(
            pgettext("spoken", "Written: {words}.").format(words=spoken(text)),
            pgettext("spoken", "Something is written."),
        )

    def _how(self) -> str:
        if self.part.digits:
            return pgettext("spoken", "Write digits. Star — erase. Pound — done.")
        return pgettext(
            "spoken",
            "Letters as on a telephone. Press a key until you hear yours."
            " One — next letter on the same key. Star — erase. Pound — done.",
        )

    def again(self) -> Speech:
        ask = Say(sentence(self.part.ask()))
        if not self._text or self.secret:
            return (ask, *self.keys())
        return (ask, self._say(spelled(self._text), pgettext("spoken", "Something is written.")))

    def keys(self) -> Speech:
        back = pgettext("spoken", "Zero — read it. Star with nothing written — back.")
        return (Say(self._how()), Say(back))

    def takes(self, key: str) -> bool:
        return key != "0" or self.part.digits or self.secret

    def press(self, key: str) -> Reply[Answer]:
        offered, self._offered = self._offered, False
        if key == "*":
            return Reply((TICK, *self._ask())) if offered else self._erase()
        if key == "#":
            return self._at_desk() if offered else self._done()
        if self.part.digits or self.secret:
            return self._add(key) if key.isdecimal() else self.wrong_key()
        if key.isdecimal():
            return self._turn(key)
        return self._add(key) if key.isalpha() or key in "-’' " else self.wrong_key()

    @property
    def _full(self) -> bool:
        return len(self._text) >= self.field.limit

    def _add(self, letter: str) -> Reply[Answer]:
        self._turning = ""
        if self._full:
            return Reply((EDGE, *self.keys()))
        self._text += letter
        return self._echo()

    def _turn(self, key: str) -> Reply[Answer]:
        if key == "1" and self._turning and self._turning != "1":
            self._turning = ""
            return Reply((TICK,))
        letters = letters_on(key)
        if key == self._turning:
            at = letters.index(self._text[-1])
            self._text = self._text[:-1] + letters[(at + 1) % len(letters)]
        elif self._full:
            return Reply((EDGE, *self.keys()))
        else:
            self._turning = key
            self._text += letters[0]
        return self._echo()

    def _echo(self) -> Reply[Answer]:
        if self.secret or not self._text:
            return Reply((TICK,))
        aloud = pgettext("spoken", "digit") if self.part.digits else pgettext("spoken", "letter")
        return Reply((TICK, self._say(letter_name(self._text[-1]), aloud)))

    def _erase(self) -> Reply[Answer]:
        self._turning = ""
        if self._text:
            gone, self._text = self._text[-1], self._text[:-1]
            if self.secret:
                self._text = ""
            words = pgettext("spoken", "Erased: {letter}.").format(letter=letter_name(gone))
            return Reply((TICK, self._say(words, pgettext("spoken", "Erased."))))
        if self._part:
            self._part -= 1
        elif self._field:
            self._keep()
            self._field -= 1
            self._texts, self._part = self._split(), 0
        else:
            self._keep()
            return Reply((TICK,), back=True)
        return Reply((TICK, *self._ask()))

    def _done(self) -> Reply[Answer]:
        self._turning = ""
        text, part = self._text.strip(), self.part
        if not text and not part.optional:
            if self.field.optional and not self._part:
                self._texts = [""] * len(self._texts)
                return self._field_done(())
            if self.field.later and not self._part:
                self._offered = True
                return Reply((TICK, Say(_later_offer())))
            return Reply((WRONG, Say(_short(part)), *self._ask()))
        if text and len(text) < part.shortest:
            return Reply((WRONG, Say(_short(part)), *self._ask()))
        if why := part.objection(text):
            self._text = ""
            return Reply((WRONG, Say(why), *self._ask()))
        read = self._read_back(text) if text and not self.secret else ()
        if self._part + 1 < len(self._parts()):
            self._part += 1
            return Reply((*read, *self._ask()))
        return self._field_done(read)

    def _read_back(self, text: str) -> Speech:
        count = in_words(min(len(text), 9999), feminine=True)
        aloud = pgettext("spoken", "Letters: {n}.").format(n=count)
        if self.part.digits:
            aloud = pgettext("spoken", "Done.")
        return (self._say(sentence(text), aloud),)

    def _at_desk(self) -> Reply[Answer]:
        """The field is said at the desk, and with it the empty ones below that can be."""
        self._values[self.field.key] = self.field.later
        while self._field + 1 < len(self.fields):
            below = self.fields[self._field + 1]
            if not below.later or self._values[below.key]:
                break
            self._note()
            self._field += 1
            self._values[below.key] = below.later
        return self._next_field(())

    def _field_done(self, read: Speech) -> Reply[Answer]:
        self._keep()
        value = self._values[self.field.key]
        if value and (why := self.field.objection(value)):
            self._part = 0
            return Reply((WRONG, Say(sentence(why)), *self._ask()))
        return self._next_field(read)

    def _next_field(self, read: Speech) -> Reply[Answer]:
        self._note()
        if self._field + 1 < len(self.fields):
            self._field += 1
            self._texts, self._part = self._split(), 0
            return Reply((*read, *self._ask()))
        return Reply((*read, TICK), answer=dict(self._values))

    def _keep(self) -> None:
        """Put the parts together: a single letter of a later part is an initial."""
        parts = [text.strip() for text in self._texts]
        if self.field.joint == " ":
            first, *others = parts
            parts = [first, *(_initial(text) if len(text) == 1 else text for text in others)]
        self._values[self.field.key] = self.field.joint.join(filter(None, parts))
        self._note()

    def _note(self) -> None:
        if not self.field.secret:
            self.typed[self.field.key] = self._values[self.field.key]

    # Plain lines

    def lines(self) -> list[str]:
        return [self.heading(), *([self.hint()] if self.hint() else [])]

    def prompt(self) -> str:
        return f"{self.field.label()}: "

    def help(self) -> list[str]:
        value = self._values[self.field.key]
        kept = [_("An empty line keeps: {words}").format(words=value)] if value else []
        return [_("Type the words and Enter."), *kept, *super().help()]

    def read(self, typed: str) -> Reply[Answer]:
        field, words = self.field, typed.strip()[: self.field.limit]
        if not words and not field.secret:
            words = self._values[field.key]
        if not words and not field.optional:
            return Reply(line=_("Please fill in this field."))
        if words and words != field.later and (why := field.objection(words)):
            return Reply(line=why)
        self._values[field.key] = words
        reply = self._next_field(())
        return Reply(answer=reply.answer)

    def step_back(self) -> bool:
        self._field, inside = max(0, self._field - 1), self._field > 0
        self._texts, self._part = self._split(), 0
        return inside


def _initial(letter: str) -> str:
    return f"{letter.upper()}." if letter.isalpha() else letter


def _short(part: Part) -> str:
    if part.digits:
        return pgettext("spoken", "Nothing is written yet.")
    if part.shortest > 1:
        return pgettext("spoken", "Too short. Two letters are needed.")
    return pgettext("spoken", "Too short. A letter is needed.")


def _later_offer() -> str:
    return pgettext("spoken", "Without it: you will say it at the desk. Pound — yes. Star — no.")
