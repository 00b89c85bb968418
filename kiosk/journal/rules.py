"""What an act may say after the acts before it: who had the right, what must have come first.

A signature proves whose key it was; these rules prove that this key was allowed to sign.
"""

from __future__ import annotations

from datetime import date

from kiosk.days import local, school_year
from kiosk.forms import Journal
from kiosk.i18n import _
from kiosk.journal.rows import numbers_of
from kiosk.journal.told import Body, Discrepancy, Place, Told, act_name, place_of
from kiosk.ledger.chain import key_id
from kiosk.people import Duty, answers_for
from kiosk.point import HelpPoint
from kiosk.record import Kind

CORRECTIONS = (Kind.ENTRY_ANNULLED, Kind.ENTRY_REPLACED)
ENDS = (Kind.ENTRY_SIGNED, Kind.ENTRY_LEFT)
"""After one of these nothing happens to an entry but a correction."""
VOLUME_ACTS = (Kind.VOLUME_VOUCHED, Kind.VOLUME_CLOSED)
ADMINISTRATORS = (Kind.AGREEMENT_RECORDED, Kind.DATA_DESTROYED, Kind.CLOCK_RESOLVED)
"""Acts that only an administrator signs."""


def check_order(told: Told, seq: int, body: Body) -> None:
    """Acts follow one another in time, unless an administrator settled a wrong clock; only the
    first enrols the kiosk."""
    backwards = str(body["at"]) < told.last_at
    if backwards != (body["kind"] == Kind.CLOCK_RESOLVED):
        raise Discrepancy(act_name(seq), _("it is dated before the act before it"))
    if backwards and body["before"] != told.last_at:
        raise Discrepancy(act_name(seq), _("it settles another clock"))
    if (body["kind"] == Kind.KIOSK_ENROLLED) != (seq == 1):
        raise Discrepancy(act_name(seq), _("a kiosk is enrolled by the first act alone"))


def check_hand(point: HelpPoint, told: Told, seq: int, body: Body, hand: str) -> None:
    """Specialists are admitted by an administrator, entries signed by their own specialist,
    volumes by the person responsible; everything else, and the admission of the first, is the
    kiosk's to sign."""
    kind = body["kind"]
    if kind == Kind.ENTRY_SIGNED:
        _check_signer(told, seq, body, hand)
    elif kind in (*CORRECTIONS, *VOLUME_ACTS):
        _check_responsible(told, seq, body, hand)
    elif kind in ADMINISTRATORS or (kind == Kind.SPECIALIST_ENROLLED and told.specialists):
        admitting = told.specialists.get(_holder(told, hand), {})
        if admitting.get("duty") != Duty.ADMINISTRATOR:
            raise Discrepancy(act_name(seq), _("no administrator signed this act"))
    elif hand != point.keyring.kiosk.key_id:
        raise Discrepancy(act_name(seq), _("the kiosk did not sign this act"))


def _holder(told: Told, hand: str) -> str:
    """The login whose key this is now; a key that was renewed signs nothing more."""
    login = told.owners.get(hand, "")
    return login if told.specialists.get(login, {}).get("key") == hand else ""


def _check_signer(told: Told, seq: int, body: Body, hand: str) -> None:
    login = _holder(told, hand)
    completed = told.entries.get(place_of(body), {}).get(Kind.ENTRY_COMPLETED, {})
    if not login == body["specialist"] == completed.get("specialist"):
        raise Discrepancy(act_name(seq), _("somebody else's key signed this entry"))
    if not _keeps(told, login, str(body["journal"])) and "corrects" not in told.entries.get(
        place_of(body), {}
    ).get(Kind.ENTRY_OPENED, {}):
        raise Discrepancy(act_name(seq), _("the signer does not keep this journal"))


def _check_responsible(told: Told, seq: int, body: Body, hand: str) -> None:
    """A correction is the signer's or the responsible person's, a volume the latter's alone."""
    login = _holder(told, hand)
    person, journal = told.specialists.get(login), Journal(str(body["journal"]))
    if person is None or login != body["specialist"]:
        raise Discrepancy(act_name(seq), _("somebody else's key signed this act"))
    responsible = answers_for(Duty(str(person["duty"])), str(person["journals"]).split(), journal)
    own = (
        body["kind"] in CORRECTIONS
        and _keeps(told, login, journal.value)
        and (
            told.entries.get(place_of(body), {}).get(Kind.ENTRY_SIGNED, {}).get("specialist")
            == login
        )
    )
    if not (own or responsible):
        raise Discrepancy(act_name(seq), _("the signer is not responsible for this journal"))


def _keeps(told: Told, login: str, journal: str) -> bool:
    return journal in str(told.specialists[login]["journals"]).split()


def learn_key(told: Told, seq: int, body: Body) -> None:
    """Enrolments bring the public keys that acts are checked with; a new one ends the old."""
    if body["kind"] not in (Kind.KIOSK_ENROLLED, Kind.SPECIALIST_ENROLLED):
        return
    name, public_key = str(body["key"]), bytes.fromhex(str(body["public_key"]))
    if key_id(public_key) != name or name in told.keys:
        raise Discrepancy(act_name(seq), _("the key does not fit its name"))
    told.keys[name] = public_key
    if body["kind"] == Kind.SPECIALIST_ENROLLED:
        told.owners[name] = str(body["login"])
        told.specialists[str(body["login"])] = body


def gather(point: HelpPoint, told: Told, seq: int, body: Body, act_hash: str) -> None:
    """Take in what the act says of the point, a key, a volume or an entry."""
    told.last_at = str(body["at"])
    kind = str(body["kind"])
    if kind == Kind.POINT_NAMED:
        told.point = body
    elif kind == Kind.AGREEMENT_RECORDED:
        _gather_agreement(told, seq, body)
    elif kind == Kind.VOLUME_OPENED:
        _gather_volume(told, seq, body, act_hash)
    elif kind in VOLUME_ACTS:
        _gather_volume_act(told, seq, body)
    elif kind == Kind.CLOCK_RESOLVED:
        told.clock_steps += 1
    elif kind == Kind.EPOCH_BEGUN:
        told.epoch += 1
        if body["epoch"] != told.epoch:
            raise Discrepancy(act_name(seq), _("the epochs do not follow one another"))
    elif kind == Kind.DATA_DESTROYED:
        _gather_destroyed(told, seq, body)
    elif kind in CORRECTIONS:
        _gather_correction(told, seq, body)
    elif "number" in body:
        _gather_entry(point, told, seq, body, act_hash)


def _gather_agreement(told: Told, seq: int, body: Body) -> None:
    key = str(body["key"])
    if told.owners.get(key) != body["login"] or key in told.agreements:
        raise Discrepancy(act_name(seq), _("it is not an agreement about this person's key"))
    told.agreements[key] = body


def _gather_volume(told: Told, seq: int, body: Body, act_hash: str) -> None:
    volume = str(body["journal"]), int(str(body["year"]))
    if volume in told.volumes:
        raise Discrepancy(act_name(seq), _("the volume was opened before"))
    told.volumes[volume] = {**body, "hash": act_hash}


def _gather_volume_act(told: Told, seq: int, body: Body) -> None:
    """A volume's opening is signed once, its closing once, and what it counts is there."""
    volume = str(body["journal"]), int(str(body["year"]))
    if volume not in told.volumes or volume in told.closed:
        raise Discrepancy(act_name(seq), _("the volume is closed or was never opened"))
    if body["kind"] == Kind.VOLUME_VOUCHED:
        if volume in told.vouched or body["opened"] != told.volumes[volume]["hash"]:
            raise Discrepancy(act_name(seq), _("the signature covers another opening"))
        told.vouched.add(volume)
        return
    count = told.last.get(volume, 0)
    if (body["entries"], body["first"], body["last"]) != (count, min(1, count), count):
        raise Discrepancy(act_name(seq), _("the closing counts other entries"))
    told.closed[volume] = body


def _gather_destroyed(told: Told, seq: int, body: Body) -> None:
    named = body["entries"]
    if not isinstance(named, dict):
        raise Discrepancy(act_name(seq), _("the act cannot be read"))
    for volume, numbers in named.items():
        journal, _slash, year = str(volume).partition("/")
        places = {(journal, int(year), number) for number in numbers_of(str(numbers))}
        if any(number > told.last.get((journal, int(year)), 0) for _j, _y, number in places):
            raise Discrepancy(act_name(seq), _("it names an entry that does not exist"))
        told.destroyed |= places


def _gather_correction(told: Told, seq: int, body: Body) -> None:
    place = place_of(body)
    if body["signed"] != told.hashes.get((place, Kind.ENTRY_SIGNED)) or place in told.corrected:
        raise Discrepancy(act_name(seq), _("only a signed entry is corrected, and once"))
    if body["kind"] == Kind.ENTRY_REPLACED:
        _check_successor(told, seq, body, place)
    told.corrected.add(place)


def _check_successor(told: Told, seq: int, body: Body, place: Place) -> None:
    """The new entry is signed by the same person and names the entry that it stands for."""
    said = body["successor"]
    year, number = (int(str(said[key])) for key in ("year", "number"))  # type: ignore[index]
    new = told.entries.get((place[0], year, number), {})
    if new.get(Kind.ENTRY_SIGNED, {}).get("specialist") != body["specialist"] or new[
        Kind.ENTRY_OPENED
    ].get("corrects") != {"year": place[1], "number": place[2]}:
        raise Discrepancy(act_name(seq), _("the entry that should replace it does not"))


def _gather_entry(point: HelpPoint, told: Told, seq: int, body: Body, act_hash: str) -> None:
    place, kind = place_of(body), str(body["kind"])
    acts = told.entries.setdefault(place, {})
    if any(end in acts for end in ENDS):
        raise Discrepancy(act_name(seq), _("the entry had ended before"))
    if (place[0], place[1]) in told.closed:
        raise Discrepancy(act_name(seq), _("the volume was closed before"))
    if (kind == Kind.ENTRY_OPENED) == (Kind.ENTRY_OPENED in acts):
        raise Discrepancy(act_name(seq), _("an entry is opened once, before anything else"))
    if kind == Kind.ENTRY_OPENED:
        _check_number(point, told, seq, body)
    if kind == Kind.ENTRY_SIGNED:
        _check_covered(told, seq, body)
        completed = str(acts[Kind.ENTRY_COMPLETED]["at"])
        told.late += _day(point, body) != local(completed, point.zone).date()
        told.unagreed += (
            str(told.specialists[str(body["specialist"])]["key"]) not in told.agreements
        )
    acts[kind] = body
    told.hashes[place, kind] = act_hash


def _day(point: HelpPoint, body: Body) -> date:
    return local(str(body["at"]), point.zone).date()


def _check_number(point: HelpPoint, told: Told, seq: int, body: Body) -> None:
    journal, year, number = place_of(body)
    opened = school_year(_day(point, body))
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
