"""Who may sign what. A signature proves whose key it was; these rules, that the key was allowed to.

Specialists are admitted by an administrator, entries signed by their own specialist, volumes by the
person responsible; what is done at a desk is signed by the key of its session. What visitors and
the machine do, and the admission of the first administrator, is the kiosk's to sign.
"""

from __future__ import annotations

from .acts import GRACE, shifted
from .canonical import Body, Value
from .history import Act, History, Past, Place, place_of
from .people import Duty, answers_for, may_correct
from .rule import Step
from .wrong import Wrong, need


def by_kiosk(step: Step) -> None:
    """The kiosk's own key signed it."""
    check_kiosk(step.history, step.act.key_id)


def by_administrator(step: Step) -> None:
    """Somebody who is an administrator now signed it."""
    person = step.history.specialists.get(holder(step.history, step.act.key_id), {})
    need(person.get("duty") == Duty.ADMINISTRATOR.value, "no_administrator")


def by_person(step: Step) -> None:
    """The specialist whom the act names signed it."""
    _speaker(step)


def by_session(step: Step) -> None:
    """The desk of the specialist whom the act names was open; its session signed it."""
    check_session(step.history, step.act, step.body["specialist"])


def by_named_administrator(step: Step) -> None:
    """An administrator signed it, whom the act names."""
    need(_speaker(step)["duty"] == Duty.ADMINISTRATOR.value, "no_administrator")


def by_administrator_or_recovery(step: Step) -> None:
    """An administrator signed it, or the recovery code that the one it is about has ready."""
    if step.act.key_id != step.history.recovery.get(step.body["login"]):
        by_administrator(step)


def by_administrator_or_founder(step: Step) -> None:
    """An administrator admits; the first one, who is an administrator, is admitted by the kiosk."""
    if step.history.specialists:
        by_administrator(step)
    else:
        by_kiosk(step)
        need(step.body["duty"] == Duty.ADMINISTRATOR.value, "no_administrator")


def by_own_specialist(step: Step) -> None:
    """Who completed the entries signed them."""
    for each in step.body["entries"]:
        check_signer(step.history, place_of(each), step.body["specialist"], step.act.key_id)


def by_responsible(step: Step) -> None:
    """The person responsible for the journal signed it, in their own name."""
    person = _speaker(step)
    answers = answers_for(Duty(person["duty"]), kept(person), step.body["journal"])
    need(answers, "not_responsible")


def by_signer_or_responsible(step: Step) -> None:
    """A correction is the signer's, who still keeps the journal, or the responsible person's."""
    person, place = _speaker(step), place_of({**step.body, **step.body.get("corrects", {})})
    signing = step.past.signing(place)
    is_signer = signing is not None and step.history.owners.get(signing.key_id) == person["login"]
    allowed = may_correct(Duty(person["duty"]), kept(person), place[0], is_signer=is_signer)
    need(allowed, "not_responsible")


def check_kiosk(history: History, key: str) -> None:
    """The key with this name is the kiosk's. Raises Wrong."""
    need(key == history.kiosk, "not_the_kiosk")


def check_session(history: History, act: Act, specialist: Value) -> None:
    """An act is signed by the key of a session that this specialist has open. Raises Wrong."""
    login, until = history.sessions.get(act.key_id, ("", ""))
    person = history.specialists.get(login, {})
    need(login != "" and login == specialist and person.get("key") != "", "no_session")
    need(act.at <= until, "no_session")


def dated(step: Step) -> None:
    """The signature bears the day on which it was given (``check_date``)."""
    body = step.body
    check_date(step.history, step.past, step.act.at, body["date"], body["zone"])


def check_date(history: History, past: Past, at: str, date: str, zone: str) -> None:
    """A signature is dated by the day on which it was given where the point is; two minutes of
    grace at midnight. Raises Wrong."""
    need(zone == history.zone, "another_zone")
    if f"{past.day(at, zone)}" != date:
        near = (shifted(at, seconds) for seconds in (-GRACE, GRACE))
        need(any(f"{past.day(each, zone)}" == date for each in near), "another_day")


def check_signer(history: History, place: Place, specialist: Value, key: str) -> None:
    """An entry is signed by who completed it, and in their own journal if it corrects nothing.
    Raises Wrong."""
    login, entry = holder(history, key), history.open.get(place)
    if entry is None or entry.completed is None or not login == specialist == entry.helper:
        raise Wrong("not_the_signer")
    keeps = entry.corrects is not None or place[0] in kept(history.specialists[login])
    need(keeps, "not_the_journal")


def holder(history: History, key: str) -> str:
    """The login whose key this is now; a key that was renewed signs nothing more."""
    login = history.owners.get(key, "")
    return login if history.specialists.get(login, {}).get("key") == key else ""


def keeps(history: History, login: Value, journal: str) -> bool:
    """Whether a login is somebody's who keeps the journal now."""
    person = history.specialists.get(str(login))
    return person is not None and journal in kept(person)


def kept(person: Body) -> list[str]:
    """The journals that somebody keeps, as the enrolment says."""
    return str(person["journals"]).split()


def _speaker(step: Step) -> Body:
    """Who signed, who must be the specialist that the act names."""
    person = step.history.specialists.get(holder(step.history, step.act.key_id))
    if person is None or person["login"] != step.body["specialist"]:
        raise Wrong("not_the_person")
    return person
