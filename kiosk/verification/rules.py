"""What an act may say after the acts before it: who had the right, what must have come first.

A signature proves whose key it was; these rules prove that this key was allowed to sign.
"""

from __future__ import annotations

from collections.abc import Callable

from db.reading import ActRow
from kiosk.point.record import Kind
from kiosk.proof.canonical import Value
from kiosk.proof.chain import key_id
from kiosk.proof.forms import Journal
from kiosk.verification.told import Body, Discrepancy, Place, Told, act_name, place_of
from kiosk.words.i18n import _
from kiosk.words.people import Duty, answers_for

CORRECTIONS = (Kind.ENTRY_ANNULLED, Kind.ENTRY_REPLACED)
_CLOCK_RESOLVED, _KIOSK_ENROLLED = Kind.CLOCK_RESOLVED.value, Kind.KIOSK_ENROLLED.value


def check_order(told: Told, act: ActRow) -> None:
    """Acts follow one another in time, unless an administrator settled a wrong clock; only the
    first enrols the kiosk."""
    if (act.at < told.last_at) != (act.kind == _CLOCK_RESOLVED):
        raise Discrepancy(act_name(act.seq), _("it is dated before the act before it"))
    if (act.kind == _KIOSK_ENROLLED) != (act.seq == 1):
        raise Discrepancy(act_name(act.seq), _("a kiosk's key is enrolled by the first act alone"))


def check_settled(told: Told, seq: int, body: Body) -> None:
    """A clock is settled by naming the time that was wrong."""
    if body["kind"] == Kind.CLOCK_RESOLVED and body["before"] != told.last_at:
        raise Discrepancy(act_name(seq), _("it confirms another clock time"))


def check_hand(kiosk: str, told: Told, seq: int, body: Body, hand: str) -> None:
    """Specialists are admitted by an administrator, entries signed by their own specialist,
    volumes by the person responsible; everything else, and the admission of the first, is the
    kiosk's to sign, whose key is called ``kiosk``."""
    kind = str(body["kind"])
    check = _HANDS.get(kind)
    if check is None or (kind == Kind.SPECIALIST_ENROLLED and not told.specialists):
        check_kiosk(kiosk, seq, hand)
    else:
        check(told, seq, body, hand)


def check_kiosk(kiosk: str, seq: int, hand: str) -> None:
    """The key called ``kiosk`` signed it."""
    if hand != kiosk:
        raise Discrepancy(act_name(seq), _("the kiosk did not sign this act"))


def check_signer(told: Told, seq: int, place: Place, specialist: Value, hand: str) -> None:
    """An entry is signed by who completed it, and in their own journal if it corrects nothing."""
    login, life = _holder(told, hand), told.open.get(place)
    if life is None or life.completed is None or not login == specialist == life.helper:
        raise Discrepancy(act_name(seq), _("somebody else's key signed this entry"))
    if life.corrects is None and not _keeps(told, login, place[0]):
        raise Discrepancy(act_name(seq), _("the signer does not keep this journal"))


def _holder(told: Told, hand: str) -> str:
    """The login whose key this is now; a key that was renewed signs nothing more."""
    login = told.owners.get(hand, "")
    return login if told.specialists.get(login, {}).get("key") == hand else ""


def _check_signer(told: Told, seq: int, body: Body, hand: str) -> None:
    check_signer(told, seq, place_of(body), body["specialist"], hand)


def _check_responsible(told: Told, seq: int, body: Body, hand: str) -> None:
    """A correction is the signer's or the responsible person's, a volume the latter's alone."""
    login = _holder(told, hand)
    person, journal = told.specialists.get(login), Journal(str(body["journal"]))
    if person is None or login != body["specialist"]:
        raise Discrepancy(act_name(seq), _("somebody else's key signed this act"))
    own = body["kind"] in CORRECTIONS and _keeps(told, login, journal.value)
    kept = str(person["journals"]).split()
    if not (own or answers_for(Duty(str(person["duty"])), kept, journal)):
        raise Discrepancy(act_name(seq), _("the signer is not responsible for this journal"))


def _keeps(told: Told, login: str, journal: str) -> bool:
    return journal in str(told.specialists[login]["journals"]).split()


def _check_administrator(told: Told, seq: int, body: Body, hand: str) -> None:  # noqa: ARG001
    admitting = told.specialists.get(_holder(told, hand), {})
    if admitting.get("duty") != Duty.ADMINISTRATOR:
        raise Discrepancy(act_name(seq), _("no administrator signed this act"))


_HANDS: dict[str, Callable[[Told, int, Body, str], None]] = {
    Kind.ENTRY_SIGNED: _check_signer,
    Kind.ENTRY_ANNULLED: _check_responsible,
    Kind.ENTRY_REPLACED: _check_responsible,
    Kind.VOLUME_VOUCHED: _check_responsible,
    Kind.VOLUME_CLOSED: _check_responsible,
    Kind.SPECIALIST_ENROLLED: _check_administrator,
    Kind.AGREEMENT_RECORDED: _check_administrator,
    Kind.DATA_DESTROYED: _check_administrator,
    Kind.CLOCK_RESOLVED: _check_administrator,
}
"""Who must have signed, by kind; every other act is the kiosk's."""


def learn_key(told: Told, seq: int, body: Body) -> None:
    """Enrolments bring the public keys that acts are checked with; a new one ends the old."""
    if body["kind"] not in (Kind.KIOSK_ENROLLED, Kind.SPECIALIST_ENROLLED):
        return
    name, public_key = str(body["key"]), bytes.fromhex(str(body["public_key"]))
    if key_id(public_key) != name or name in told.keys:
        raise Discrepancy(act_name(seq), _("the key does not fit its name"))
    told.keys[name] = public_key
    if body["kind"] == Kind.SPECIALIST_ENROLLED:
        told.owners[name], told.enrolled[name] = str(body["login"]), str(body["at"])
        told.specialists[str(body["login"])] = body
