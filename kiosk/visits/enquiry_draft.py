"""What has been typed of an enquiry so far, and what it will say as an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.catalogue.topics import Topic
from kiosk.point.saying import new_request_id
from kiosk.proof.acts import school_year
from kiosk.proof.forms import Journal
from kiosk.proof.page import is_late, year_in_words
from kiosk.proof.people import Channel, Role
from kiosk.visits.enquiries import Enquiry
from kiosk.words.errors import HelpPointError
from kiosk.words.i18n import _
from kiosk.words.moments import past_moment
from kiosk.words.people import channel_name, journal_name, role_name
from kiosk.words.personal_names import tidy_class, tidy_name
from kiosk.words.text import fold

CHANNELS = (Channel.EMAIL, Channel.MESSAGE, Channel.ONLINE, Channel.IN_PERSON)
"""In the order in which they are offered: what a desk writes down most often comes first."""


@dataclass
class Draft:
    """An enquiry as far as a specialist has got."""

    journal: Journal
    channel: Channel = CHANNELS[0]
    role: Role | None = None
    who: str = ""
    """The name; behind a comma the class."""
    room: str = ""
    topic: Topic | None = None
    words: str = ""
    """What it is about where that is no topic."""
    result: str = ""
    is_open: bool = False
    """Whether it was said that nobody has helped yet."""
    when: str = ""
    """The time of asking as it was typed; empty for now."""
    sheet: str = ""
    request_id: str = field(default_factory=new_request_id)

    @property
    def name(self) -> str:
        return tidy_name(self.who.partition(",")[0])

    @property
    def school_class(self) -> str:
        """What stands behind the comma, of a role that has a class."""
        has_class = self.role is not None and self.role.has_class
        return tidy_class(self.who.partition(",")[2]) if has_class else ""

    def take_topic(self, typed: str, topics: Sequence[Topic]) -> None:
        """Words that are found in one topic alone mean that topic; any others stand for
        themselves."""
        found = matching(typed, topics)
        self.topic = found[0] if len(found) == 1 else None
        self.words = "" if self.topic else typed.strip()

    def enquiry(self, now: datetime) -> Enquiry:
        """What is to be written down. Raises what ``past_moment`` raises."""
        return Enquiry(
            journal=self.journal,
            channel=self.channel,
            asked=past_moment(self.when, now),
            name=self.name,
            role=self.role,
            school_class=self.school_class,
            room=self.room,
            topic=self.topic.code if self.topic else None,
            words=self.words,
            result=self.result,
            sheet=self.sheet,
            request_id=self.request_id,
        )

    def lines(self, now: datetime) -> list[tuple[str, str]]:
        """What the entry will say, label by label, as far as it is known."""
        who = [self.name, _inside(role_name(self.role)) if self.role else "", self.school_class]
        volume = f"{journal_name(self.journal)}, {year_in_words(school_year(now.date()))}"
        is_request = self.journal is Journal.REQUESTS
        return [
            (_("Journal"), volume),
            (_("When it was asked"), f"{self._when(now)}, {_inside(channel_name(self.channel))}"),
            *([(_("Room"), self.room)] if is_request else []),
            (_("Topic"), self.topic.title if self.topic else self.words),
            (_("Name"), ", ".join(filter(None, who))),
            (_("What was done"), self.result or (_("Not done yet") if self.is_open else "")),
            *([(_("In print"), _("entered later"))] if self.is_late(now) else []),
        ]

    def _when(self, now: datetime) -> str:
        try:
            return f"{past_moment(self.when, now):%d.%m.%Y %H:%M}"
        except HelpPointError:
            return "?"

    def is_late(self, now: datetime) -> bool:
        """Whether it will be marked as entered later."""
        try:
            asked = past_moment(self.when, now)
        except HelpPointError:
            return False
        minutes = (f"{each:%Y-%m-%dT%H:%M}" for each in (asked, now))
        return bool(self.sheet.strip()) or is_late(*minutes)


def _inside(words: str) -> str:
    """Words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def matching(typed: str, topics: Sequence[Topic]) -> list[Topic]:
    """The topics in whose titles every typed word begins a word."""
    wanted = fold(typed).split()
    return [
        topic
        for topic in topics
        if wanted
        and all(any(word.startswith(part) for word in fold(topic.title).split()) for part in wanted)
    ]
