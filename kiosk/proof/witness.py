"""The second signature of somebody who stands by when a key is renewed, or when what an old key
signed is corrected: who may give it, over what, and where it must be there."""

from __future__ import annotations

from .acts import Kind, shifted
from .canonical import Body, unhex
from .chain import witness_message
from .history import History, Renewal
from .rights import holder
from .rule import Step
from .wrong import need

DAYS = 30
"""How long ago the key of who stands by must have been given."""
_SECONDS = DAYS * 24 * 3600


def may_witness(history: History, key: str, at: str, *barred: str) -> bool:
    """Whether at a moment this key is somebody's who has had it for ``DAYS`` and is none of the
    people who are ``barred``."""
    login = holder(history, key)
    return login not in ("", *barred) and shifted(history.enrolled[key], _SECONDS) <= at


def check_witness(step: Step, *barred: str) -> None:
    """Where somebody stood by, they could. Raises Wrong."""
    said = step.body.get("witness")
    if said is not None:
        need(holder(step.history, said["key"]) == said["login"], "not_a_witness")
        allowed = may_witness(step.history, said["key"], step.act.at, *barred)
        need(allowed, "not_a_witness")


def renewed_alone(history: History, key: str, signed_by: str) -> Renewal | None:
    """The renewal by one administrator alone that made ``key`` of a person whose key ``signed_by``
    was before; None where a second person signed it, or these are not two keys of one person."""
    renewal = history.renewed.get(key)
    if renewal is None or renewal.witness or key == signed_by:
        return None
    return renewal if history.owners.get(signed_by) == renewal.login else None


def check_old_key(step: Step, signed_by: str) -> None:
    """What an old key signed is corrected by one that an administrator gave alone only where
    somebody stands by, who is not that administrator. Raises Wrong."""
    renewal = renewed_alone(step.history, step.act.key_id, signed_by)
    need(renewal is None or "witness" in step.body, "witness_missing")
    check_witness(step, step.body["specialist"], *([renewal.by] if renewal else []))


def witnessed(body: Body) -> bytes:
    """What who stands by signs of an act."""
    if body["kind"] == Kind.KEY_RENEWED.value:
        about, what = body["login"], body["public_key"]
    else:
        about, what = body["request"], body.get("signed") or body["corrects"]["signed"]
    return witness_message(body["point"], about, unhex(what, 32))
