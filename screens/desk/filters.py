"""Filters of the journals: each writes words into the search line, and can be kept by name."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journal import saved, search
from kiosk.journal.saved import SavedSearch
from kiosk.proof.forms import Journal
from kiosk.questions.choice import Choice
from kiosk.staff import specialists
from kiosk.words.i18n import _
from kiosk.words.people import Specialist
from kiosk.words.text import SHORT
from screens.frame.host import Host
from screens.questions import Field
from screens.questions.specialist import Choose, Write
from screens.widgets.choices import MOST

STATE, HELPER, KEEP, DROP = "state", "helper", "keep", "drop"
_OFFERED = (3, 0, 2, 6, 7, 5, 11, 12, 13)
"""The states that are offered, by their places in ``search.STATES``."""


async def choose_filter(
    app: Host, specialist: Specialist, journal: Journal, wanted: str
) -> SavedSearch | None:
    """Ask for a filter; what is looked for then, and where, or None where nothing changes.

    ``wanted`` is what is looked for now: a state or a helper is added to it, and it can be kept
    under a name, or kept no longer.
    """
    kept = await app.attempt(saved.saved_searches, app.point, specialist)
    if kept is None:
        return None
    answer = await app.push_screen_wait(
        Choose(lambda: _("Which entries?"), lambda: _choices(kept, journal, wanted))
    )
    words: str | None = ""
    if answer == STATE:
        words = await _choose_state(app)
    elif answer == HELPER:
        words = await _choose_helper(app)
    elif answer == KEEP:
        await _keep(app, specialist, journal, wanted)
        return None
    elif answer == DROP:
        for each in _same(kept, journal, wanted):
            await app.attempt(saved.drop_search, app.point, specialist, each.name)
        return None
    else:
        return next((each for each in kept if f"saved {each.name}" == answer), None)
    return SavedSearch("", journal, f"{wanted} {words}".strip()) if words else None


def _choices(kept: Sequence[SavedSearch], journal: Journal, wanted: str) -> list[Choice]:
    choices = [
        Choice(STATE, _("By state"), _("not signed, waiting, did not come …")),
        Choice(HELPER, _("By who helped")),
        *(Choice(f"saved {each.name}", each.name, each.wanted) for each in kept),
    ]
    if _same(kept, journal, wanted):
        choices.append(Choice(DROP, _("Keep this search no longer"), wanted))
    elif wanted:
        choices.append(Choice(KEEP, _("Keep this search"), wanted))
    return choices


def _same(kept: Sequence[SavedSearch], journal: Journal, wanted: str) -> list[SavedSearch]:
    """The kept searches that look for the same."""
    return [each for each in kept if (each.journal, each.wanted) == (journal, wanted)]


def state_word(message: str) -> str:
    """What a filter writes into the search line for a state."""
    return search.words_for(message)[0]


async def _choose_state(app: Host) -> str | None:
    names = [search.STATES[at][0] for at in _OFFERED]
    return await app.push_screen_wait(
        Choose(
            lambda: _("In which state?"),
            lambda: [Choice(state_word(name), state_word(name)) for name in names],
        )
    )


async def _choose_helper(app: Host) -> str | None:
    people = await app.attempt(specialists.enrolled, app.point)
    if not people:
        return None
    prefix = search.words_for(search.HELPER)[0]
    return await app.push_screen_wait(
        Choose(
            lambda: _("Who helped?"),
            lambda: [
                Choice(f"{prefix} {person.name.split()[0]}", person.name)
                for person in people[:MOST]
            ],
        )
    )


async def _keep(app: Host, specialist: Specialist, journal: Journal, wanted: str) -> None:
    field = Field("name", lambda: _("Name of the search"), SHORT, value=wanted[:SHORT])
    answer = await app.push_screen_wait(
        Write(lambda: _("Under which name?"), [field], hint=lambda: wanted)
    )
    if answer is not None:
        told = specialist, answer["name"], journal, wanted
        await app.attempt(saved.save_search, app.point, *told)
