"""Writing down an enquiry that did not begin at the kiosk: one screen, from the way it came to what
was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.catalogue.topics import Topic, topics
from kiosk.journal.facts import LONGEST
from kiosk.point.point import HelpPoint
from kiosk.proof.forms import Journal
from kiosk.proof.people import Role
from kiosk.questions.choice import Choice
from kiosk.questions.field import Field
from kiosk.visits import enquiries
from kiosk.visits.enquiries import Written
from kiosk.visits.enquiry_draft import CHANNELS, Draft, matching
from kiosk.ways.objections import rude
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.moments import past_moment
from kiosk.words.people import Specialist, channel_name, journal_name, role_name
from kiosk.words.phrases import RESULTS
from kiosk.words.text import SHORT
from screens.desk.completing import WORDS
from screens.desk.labels import labelled
from screens.desk.signing import sign
from screens.frame.host import Host
from screens.frame.specialist import SpecialistScreen
from screens.questions.entry_form import EntryForm, FormInput
from screens.questions.specialist import Choose
from screens.widgets.choices import MOST, Choices
from screens.widgets.key_bar import KeyHint

WAY, WHO, ABOUT, DONE, RECORD = STEPS = ("way", "who", "about", "done", "record")
"""The parts of the screen, one open at a time."""
NOT_YET, SAVE = "not yet", "save"


async def record_enquiry(app: Host, specialist: Specialist) -> None:
    """Ask for everything on one screen and write it down; sign it at once where that is wanted."""
    journals = sorted(specialist.journals)
    journal = journals[0].value
    if len(journals) > 1:
        chosen = await app.push_screen_wait(
            Choose(
                lambda: _("Into which journal?"),
                lambda: [Choice(each.value, journal_name(each)) for each in journals],
            )
        )
        if chosen is None:
            return
        journal = chosen
    screen = EnquiryScreen(specialist, Journal(journal))
    written = await app.push_screen_wait(screen)
    if written is not None and screen.sign_too:
        await sign(app, specialist, written.entry)


class EnquiryScreen(SpecialistScreen[Written]):
    """The way, who, about what, what was done, and when: answers with the entry that was made.

    Choices have the focus first; letters begin the words in the field below them.
    """

    DEFAULT_CSS = """
    #enquiry { height: 1fr; }
    #form { width: 1fr; }
    #form > Vertical { height: auto; }
    #said { height: auto; padding: 0 1; color: $foreground; }
    #entry { display: none; width: 47; height: auto; margin-left: 3; padding: 0 1; }
    #entry { border: solid $secondary; }
    EnquiryScreen.-wide #entry { display: block; }
    EnquiryScreen .title { height: 1; padding: 0 1; text-style: bold; color: $primary; }
    EnquiryScreen.-tall .title { margin-top: 1; }
    EnquiryScreen #message { height: auto; padding: 0 1; color: $error; text-style: bold; }
    EnquiryScreen #found { height: 1; padding: 0 1; color: $secondary; }
    #channels, #record Choices { height: 3; }
    #roles { height: 6; }
    #topics { height: 9; }
    #topics Choices, #results { height: 9; }
    EnquiryScreen.-tall #roles { height: 8; }
    EnquiryScreen.-tall #topics, EnquiryScreen.-tall #topics Choices { height: 12; }
    """
    BINDINGS = [("f5", "record_and_sign", "")]
    says_it_saves = True

    def __init__(self, specialist: Specialist, journal: Journal) -> None:
        super().__init__()
        self._specialist = specialist
        self._draft = Draft(journal)
        self._topics: list[Topic] = []
        self._values = dict.fromkeys(("who", "room", "words", "result", "when", "sheet"), "")
        self._step = WAY
        self.sign_too = False
        """Whether the entry is to be signed at once."""

    @property
    def _is_request(self) -> bool:
        return self._draft.journal is Journal.REQUESTS

    def heading(self) -> str:
        return _("Write down an enquiry")

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="enquiry"):
            with Vertical(id="form"):
                yield Static(id="said", markup=False)
                with Vertical(id=WAY):
                    yield from self._way()
                with Vertical(id=WHO):
                    yield EntryForm(self._who(), self._values)
                with Vertical(id=ABOUT):
                    yield Static(_("What about?"), classes="title")
                    yield Vertical(id="topics")
                    yield EntryForm([self._field("words", _("In own words"))], self._values)
                    yield Static(id="found", markup=False)
                with Vertical(id=DONE):
                    yield Static(_("What was done?"), classes="title")
                    yield Choices(self._results(), columns=2, many=True, id="results")
                    yield EntryForm([self._field("result", _("In own words"))], self._values)
                with Vertical(id=RECORD):
                    yield Choices([Choice(SAVE, _("Write it down"))], many=True, digits=False)
                    yield EntryForm(self._times(), self._values)
                yield Static("", id="message", markup=False)
            yield Static(id="entry", markup=False)

    def _way(self) -> ComposeResult:
        yield Static(_("How did they ask?"), classes="title")
        channels = [Choice(each.value, channel_name(each)) for each in CHANNELS]
        yield Choices(channels, columns=len(CHANNELS), many=True, id="channels")
        if not self._is_request:
            yield Static(_("Who asked?"), classes="title")
            roles = [Choice(role.value, role_name(role)) for role in Role]
            yield Choices(roles, columns=3, many=True, first=len(CHANNELS) + 1, id="roles")

    def _who(self) -> list[Field]:
        if self._is_request:
            return [
                Field("who", lambda: _("Name"), LONGEST["name"]),
                Field("room", lambda: _("Room"), SHORT),
            ]
        label = _("Name; of a parent or pupil the class as well, after a comma")
        return [Field("who", lambda: label, LONGEST["name"] + SHORT)]

    def _results(self) -> list[Choice]:
        phrases = RESULTS[self._draft.journal][: MOST - 1]
        return [*(Choice(phrase, phrase) for phrase in phrases), Choice(NOT_YET, _("Not done yet"))]

    def _field(self, key: str, label: str) -> Field:
        return Field(key, lambda: label, WORDS, optional=True, objection=rude)

    def _times(self) -> list[Field]:
        return [
            Field(
                "when",
                lambda: _("When was it asked? Empty: just now"),
                SHORT,
                optional=True,
                example=lambda: _("10:40, yesterday 16:30, 27.11 10:40"),
                objection=self._objection_to_time,
            ),
            Field("sheet", lambda: _("Code of the row of paper"), SHORT, optional=True),
        ]

    def _objection_to_time(self, typed: str) -> str:
        try:
            past_moment(typed, self._now())
        except HelpPointError as error:
            return error.sentence()
        return ""

    def _now(self) -> datetime:
        point = self.kiosk.point
        return point.clock().astimezone(point.zone)

    def key_hints(self) -> Sequence[KeyHint]:
        return [
            KeyHint("Esc", _("Back"), "back"),
            KeyHint("Enter", _("Next"), "next"),
            KeyHint("F5", _("Write down and sign"), "record_and_sign"),
        ]

    def after_compose(self) -> None:
        self._open(self._step)

    # One part after the other

    def _open(self, step: str) -> None:
        """Show one part, with what was said before above it, and put the marker where it begins."""
        self._step = step
        for each in STEPS:
            self.query_one(f"#{each}").display = each == step
        self._say("")
        self._tell()
        part = self.query_one(f"#{step}", Vertical)
        choices = part.query(Choices)
        if choices:
            choices.first().focus_first()
        else:
            part.query_one(EntryForm).focus_first()

    def _tell(self) -> None:
        """What is known so far: above the open part, and as the entry it will be."""
        lines = self._draft.lines(self._now())
        known = [(label, words) for label, words in lines[1:] if words]
        at = STEPS.index(self._step)
        said = known if self._step == RECORD else known[max(0, at - 2) : at]
        wide = self.has_class("-wide")
        self.query_one("#said", Static).update(labelled([] if wide else said))
        self.query_one("#entry", Static).update(labelled([(a, b or "…") for a, b in lines]))

    def _say(self, sentence: str) -> None:
        self.query_one("#message", Static).update(Content(sentence))

    def action_back(self) -> None:
        at = STEPS.index(self._step)
        if at == 0:
            self.dismiss(None)
        else:
            self._open(STEPS[at - 1])

    def action_next(self) -> None:
        part = self.query_one(f"#{self._step}", Vertical)
        if isinstance(self.focused, FormInput):
            part.query_one(EntryForm).go_on()
        else:
            for choices in part.query(Choices):
                choices.action_press()

    def on_key(self, event: events.Key) -> None:
        """Digits choose, letters begin the words of the open part."""
        if not event.character or isinstance(self.focused, FormInput):
            return
        part = self.query_one(f"#{self._step}", Vertical)
        if event.character in "123456789":
            event.stop()
            for choices in part.query(Choices):
                if self._step != RECORD and choices.press_number(int(event.character)):
                    return
        elif event.is_printable and event.key != "space" and self._step in (ABOUT, DONE):
            event.stop()
            field = part.query_one(FormInput)
            field.focus()
            field.insert_text_at_cursor(event.character)

    @on(Choices.Chosen, "#channels")
    def choose_channel(self, message: Choices.Chosen) -> None:
        self._draft.channel = next(each for each in CHANNELS if each.value == message.answer)
        self._tell()
        if self._is_request:
            self._choose_role(None)

    @on(Choices.Chosen, "#roles")
    def choose_role(self, message: Choices.Chosen) -> None:
        self._choose_role(Role(message.answer))

    def _choose_role(self, role: Role | None) -> None:
        self._draft.role = role
        self._open(WHO)
        self.run_worker(self._offer_topics(role), group="topics", exclusive=True)

    async def _offer_topics(self, role: Role | None) -> None:
        """The topics of the journal for this role; those that have no digit are found by words."""
        try:
            found = await self.kiosk.act(topics, self.kiosk.point, self._draft.journal, role)
        except HelpPointError:
            found = []
        self._topics = found
        place = self.query_one("#topics", Vertical)
        await place.remove_children()
        if found:
            offered = [Choice(topic.code, topic.title) for topic in found[:MOST]]
            await place.mount(Choices(offered, columns=3, many=True))

    @on(Choices.Chosen, "#topics Choices")
    def choose_topic(self, message: Choices.Chosen) -> None:
        self._draft.topic = next(each for each in self._topics if each.code == message.answer)
        self._draft.words = ""
        self._open(DONE)

    @on(Choices.Chosen, "#results")
    def choose_result(self, message: Choices.Chosen) -> None:
        self._draft.is_open = message.answer == NOT_YET
        self._draft.result = "" if self._draft.is_open else message.answer
        self._open(RECORD)

    @on(Choices.Chosen, "#record Choices")
    def write_down(self) -> None:
        self.sign_too = False
        self.begin(self._record)

    def action_record_and_sign(self) -> None:
        """Where everything else is said and it is done."""
        if self._step == RECORD and self._draft.result:
            self.sign_too = True
            self.begin(self._record)

    @on(EntryForm.Typed)
    def follow(self) -> None:
        """What is typed is seen in the entry at once."""
        draft, values = self._draft, self._values
        draft.who, draft.room = values["who"], values["room"]
        draft.when, draft.sheet = values["when"], values["sheet"]
        if self._step == ABOUT:
            draft.take_topic(values["words"], self._topics)
            found = [topic.title for topic in matching(values["words"], self._topics)]
            self.query_one("#found", Static).update(Content(" · ".join(found[:3])))
        elif self._step == DONE:
            draft.result, draft.is_open = values["result"].strip(), False
        self._tell()

    @on(EntryForm.Filled)
    def go_on(self) -> None:
        if self._step == RECORD:
            self.query_one("#record Choices", Choices).focus_first()
        elif self._is_missing():
            self.say_what_is_missing()
        else:
            self._open(STEPS[STEPS.index(self._step) + 1])

    def _is_missing(self) -> bool:
        """Whether the open part still wants a choice or words."""
        draft, step = self._draft, self._step
        about = draft.topic or draft.words
        return (step == ABOUT and not about) or (step == DONE and not draft.result)

    @on(EntryForm.StillEmpty)
    def say_what_is_missing(self) -> None:
        self._say(_("Please choose, or write in your own words."))

    @on(EntryForm.Objection)
    def say_why_not(self, message: EntryForm.Objection) -> None:
        self._say(message.sentence)

    async def _record(self) -> None:
        """Write it down; whatever is refused, everything that was typed is kept."""
        button = self.query_one("#record Choices", Choices)
        button.wait(SAVE, _("Writing it down…"))
        point, who = self.kiosk.point, self._specialist
        written = await self.kiosk.submit(_write_down, point, who, self._draft, self._now())
        if written is None:
            button.ask_again()
        else:
            self.dismiss(written)


def _write_down(point: HelpPoint, who: Specialist, draft: Draft, now: datetime) -> Written:
    """In the help point's own thread: a time that cannot be is refused like anything else."""
    return enquiries.write_down(point, who, draft.enquiry(now))
