"""What a verification found wrong, in the language in use."""

from __future__ import annotations

from kiosk.proof.sentences import WRONG
from kiosk.proof.wrong import Where, Wrong
from kiosk.words.i18n import _
from kiosk.words.names import column_name, entry_name, volume_name


def sentence_of(wrong: Wrong) -> str:
    """Where and what is wrong: «Consultations 2026/27, entry 3: “Name” differs from the ledger»."""
    where = wrong.where
    if where[0] == "cell":
        why = _("“{column}” differs from the ledger").format(column=column_name(where[1]))
        return f"{where_in_words(where[2:])}: {why}"
    return f"{where_in_words(where)}: {reason_of(wrong.code)}"


def reason_of(code: str) -> str:
    """What is wrong, by its code: a rule of acts, or something between acts and tables."""
    tables = {
        "acts_outside": _("acts stand outside the ledger"),
        "agreement_differs": _("the agreement differs from the ledger"),
        "changed_since": _("an act from here on was changed while the program ran"),
        "entry_gone": _("the entry is missing"),
        "head_elsewhere": _("the ledger ends here, but its head is elsewhere"),
        "row_gone": _("the row is missing"),
        "stray_words": _("one stands beside no act"),
        "table_differs": _("the table differs from the ledger"),
        "unknown_enrolment": _("the ledger knows no such enrolment"),
        "unknown_entry": _("the ledger knows no such entry"),
        "volume_gone": _("the volume is missing"),
    }
    return tables[code] if code in tables else _(WRONG[code][1])


def where_in_words(where: Where) -> str:
    """What is wrong, named for the person who has to look at it."""
    what, *rest = where
    match what:
        case "act":
            return act_name(rest[0])
        case "entry":
            return entry_name((rest[0], rest[1], rest[2]))
        case "volume":
            return volume_name(rest[0], rest[1])
        case "person":
            return _("Specialist {login}").format(login=rest[0])
        case "key":
            return _("Key {key}").format(key=rest[0])
        case "point":
            return _("Names of school and point")
        case "numbers":
            return _("Numbers of entries")
        case _:
            return _("Wordings and drawings")


def act_name(seq: int) -> str:
    """An act as people name it."""
    return _("Ledger, act {seq}").format(seq=seq)
