"""What an act may say after the acts before it: who had the right, what must have come first.

A signature proves whose key it was; these rules prove that this key was allowed to sign.
"""

from __future__ import annotations

from kiosk.days import local, school_year
from kiosk.i18n import _
from kiosk.journal.told import Body, Discrepancy, Told, act_name, place_of
from kiosk.ledger.chain import key_id
from kiosk.people import Duty
from kiosk.point import HelpPoint
from kiosk.record import Kind

ENDS = (Kind.ENTRY_SIGNED, Kind.ENTRY_LEFT)
"""After one of these nothing more happens to an entry."""


def check_order(told: Told, seq: int, body: Body) -> None:
    """Acts follow one another in time, and only the first enrols the kiosk."""
    if str(body["at"]) < told.last_at:
        raise Discrepancy(act_name(seq), _("it is dated before the act before it"))
    if (body["kind"] == Kind.KIOSK_ENROLLED) != (seq == 1):
        raise Discrepancy(act_name(seq), _("a kiosk is enrolled by the first act alone"))


def check_hand(point: HelpPoint, told: Told, seq: int, body: Body, hand: str) -> None:
    """Specialists are admitted by an administrator, entries signed by their own specialist;
    everything else, and the admission of the first, is the kiosk's to sign."""
    kind = body["kind"]
    if kind == Kind.ENTRY_SIGNED:
        _check_signer(told, seq, body, hand)
    elif kind == Kind.SPECIALIST_ENROLLED and told.specialists:
        admitting = told.specialists.get(told.owners.get(hand, ""), {})
        if admitting.get("duty") != Duty.ADMINISTRATOR:
            raise Discrepancy(act_name(seq), _("no administrator admitted this specialist"))
    elif hand != point.keyring.kiosk.key_id:
        raise Discrepancy(act_name(seq), _("the kiosk did not sign this act"))


def _check_signer(told: Told, seq: int, body: Body, hand: str) -> None:
    login = told.owners.get(hand, "")
    completed = told.entries.get(place_of(body), {}).get(Kind.ENTRY_COMPLETED, {})
    if not login == body["specialist"] == completed.get("specialist"):
        raise Discrepancy(act_name(seq), _("somebody else's key signed this entry"))
    if str(body["journal"]) not in str(told.specialists[login]["journals"]).split():
        raise Discrepancy(act_name(seq), _("the signer does not keep this journal"))


def learn_key(told: Told, seq: int, body: Body) -> None:
    """Enrolments bring the public keys that acts are checked with; each login has one."""
    if body["kind"] not in (Kind.KIOSK_ENROLLED, Kind.SPECIALIST_ENROLLED):
        return
    name, public_key = str(body["key"]), bytes.fromhex(str(body["public_key"]))
    if key_id(public_key) != name or name in told.keys:
        raise Discrepancy(act_name(seq), _("the key does not fit its name"))
    told.keys[name] = public_key
    if body["kind"] == Kind.SPECIALIST_ENROLLED:
        login = str(body["login"])
        if login in told.specialists:
            raise Discrepancy(act_name(seq), _("this login is enrolled already"))
        told.owners[name] = login
        told.specialists[login] = body


def gather(point: HelpPoint, told: Told, seq: int, body: Body, act_hash: str) -> None:
    """Take in what the act says of the point, a volume or an entry."""
    told.last_at = str(body["at"])
    kind = str(body["kind"])
    if kind == Kind.POINT_NAMED:
        told.point = body
    elif kind == Kind.VOLUME_OPENED:
        told.volumes[str(body["journal"]), int(str(body["year"]))] = body
    elif "number" in body:
        _gather_entry(point, told, seq, body, act_hash)


def _gather_entry(point: HelpPoint, told: Told, seq: int, body: Body, act_hash: str) -> None:
    place, kind = place_of(body), str(body["kind"])
    acts = told.entries.setdefault(place, {})
    if any(end in acts for end in ENDS):
        raise Discrepancy(act_name(seq), _("the entry had ended before"))
    if (kind == Kind.ENTRY_OPENED) == (Kind.ENTRY_OPENED in acts):
        raise Discrepancy(act_name(seq), _("an entry is opened once, before anything else"))
    if kind == Kind.ENTRY_OPENED:
        _check_number(point, told, seq, body)
    if kind == Kind.ENTRY_SIGNED:
        _check_covered(told, seq, body)
    acts[kind] = body
    told.hashes[place, kind] = act_hash


def _check_number(point: HelpPoint, told: Told, seq: int, body: Body) -> None:
    journal, year, number = place_of(body)
    opened = school_year(local(str(body["at"]), point.zone).date())
    if (journal, year) not in told.volumes or year != opened:
        raise Discrepancy(act_name(seq), _("the entry stands in a volume of another year"))
    if number != told.last.get((journal, year), 0) + 1:
        raise Discrepancy(act_name(seq), _("the entry's number does not follow the last one"))
    told.last[journal, year] = number


def _check_covered(told: Told, seq: int, body: Body) -> None:
    place = place_of(body)
    for name, kind in (("opened", Kind.ENTRY_OPENED), ("completed", Kind.ENTRY_COMPLETED)):
        if body[name] != told.hashes.get((place, kind)):
            raise Discrepancy(act_name(seq), _("the signature covers another entry"))
