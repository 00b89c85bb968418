"""The rules of acts about specialists: who they are, their keys, agreements, open desks."""

from __future__ import annotations

from .acts import Kind, shifted
from .history import History, Renewal
from .people import Duty
from .rights import (
    by_administrator,
    by_administrator_or_founder,
    by_administrator_or_recovery,
    by_named_administrator,
    by_person,
    by_session,
    holder,
)
from .rule import Rule, Step
from .witness import check_witness
from .wrong import need

LONGEST_SESSION = 12 * 3600
"""Seconds for which a desk stays open at most."""
_CLOCKS_APART = 120


def follow(step: Step) -> None:
    """What says who or what somebody is names the act before it that says so."""
    need(step.body["before"] == step.history.who, "another_before")
    step.history.who = step.act.tail.hex()


def _enrol(step: Step) -> None:
    """A login is given once."""
    follow(step)
    need(step.body["login"] not in step.history.specialists, "enrolled_before")
    _give_key(step, step.known)


def _renew(step: Step) -> None:
    """A new key of somebody ends the one before it and their recovery code, used or not, and
    nothing else changes. Who stood by is neither of the two."""
    follow(step)
    before = step.history.specialists.get(step.body["login"], {})
    need(before.get("key", "") != "", "not_enrolled")
    by = holder(step.history, step.act.key_id)
    check_witness(step, step.body["login"], by)
    said = step.body.get("witness", {"login": ""})
    renewal = Renewal(step.body["login"], step.act.at, by, said["login"])
    step.history.renewed[step.body["key"]] = renewal
    step.history.recovery.pop(step.body["login"], None)
    own = ("key", "public_key", "sealed", "at", "tail")
    _give_key(step, {**before, **{name: step.known[name] for name in own}})


def _give_key(step: Step, person: dict[str, object]) -> None:
    key, login, history = step.body["key"], step.body["login"], step.history
    history.admitted[key] = holder(history, step.act.key_id)
    history.owners[key], history.enrolled[key] = login, step.act.at
    history.specialists[login] = person
    _end_sessions(history, login)


def _prepare_recovery(step: Step) -> None:
    """An administrator has a recovery code ready: its key gives them another one, once. A newer
    code takes the place of the one before."""
    follow(step)
    step.history.recovery[step.body["specialist"]] = step.body["key"]


def _change(step: Step) -> None:
    """Name, post, duty or journals of somebody; the key stays, a recovery code only with an
    administrator."""
    follow(step)
    history, login = step.history, step.body["login"]
    before = history.specialists.get(login, {})
    need(before.get("key", "") != "", "not_enrolled")
    own = ("duty", "journals", "committed")
    history.specialists[login] = {**before, **{name: step.body[name] for name in own}}
    if step.body["duty"] != Duty.ADMINISTRATOR.value:
        history.recovery.pop(login, None)
    _need_administrator(history)


def _dismiss(step: Step) -> None:
    """Who is dismissed has no key and no recovery code any more; what they signed stays signed."""
    follow(step)
    history, login = step.history, step.body["login"]
    before = history.specialists.get(login, {})
    need(before.get("key", "") != "", "not_enrolled")
    history.specialists[login] = {**before, "key": ""}
    history.recovery.pop(login, None)
    _end_sessions(history, login)
    _need_administrator(history)


def _need_administrator(history: History) -> None:
    """There is always an administrator."""
    people = history.specialists.values()
    duties = [person["duty"] for person in people if person["key"] != ""]
    need(Duty.ADMINISTRATOR.value in duties, "no_administrator_left")


def _agree(step: Step) -> None:
    """One agreement for each key that somebody has now, signed between the key's day and today."""
    key, history = step.body["key"], step.history
    is_theirs = holder(history, key) == step.body["login"]
    need(is_theirs and key not in history.agreements, "another_key")
    days = [step.past.day(at, history.zone) for at in (history.enrolled[key], step.act.at)]
    need(f"{days[0]}" <= step.body["date"] <= f"{days[1]}", "agreement_day")
    history.agreements[key] = step.known


def _open_desk(step: Step) -> None:
    """A person's key opens a session for some hours; one that they had open ends."""
    until, at, login = step.body["until"], step.act.at, step.body["specialist"]
    need(at < until <= shifted(at, LONGEST_SESSION + _CLOCKS_APART), "session_hours")
    _end_sessions(step.history, login)
    step.history.sessions[step.body["key"]] = login, until


def _close_desk(step: Step) -> None:
    """The session's key is used for the last time."""
    _forget(step.history, step.act.key_id)


def _end_sessions(history: History, login: str) -> None:
    for key in [key for key, (owner, _) in history.sessions.items() if owner == login]:
        _forget(history, key)


def _forget(history: History, key: str) -> None:
    """The key of a session that is over signs nothing more: there are many of them."""
    del history.sessions[key], history.keys[key]


RULES = {
    Kind.SPECIALIST_ENROLLED: Rule(by_administrator_or_founder, _enrol),
    Kind.KEY_RENEWED: Rule(by_administrator_or_recovery, _renew),
    Kind.RECOVERY_PREPARED: Rule(by_named_administrator, _prepare_recovery),
    Kind.SPECIALIST_CHANGED: Rule(by_administrator, _change),
    Kind.SPECIALIST_DISMISSED: Rule(by_administrator, _dismiss),
    Kind.AGREEMENT_RECORDED: Rule(by_administrator, _agree),
    Kind.DESK_OPENED: Rule(by_person, _open_desk),
    Kind.DESK_CLOSED: Rule(by_session, _close_desk),
}
