"""Where judges disagree and somebody has looked: which verdict is right, and why.

The campaign fails at a disagreement that is not in this list. A change that the catalogue calls
right is never settled: whoever refuses it is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.campaigns.oracle.change import Expected
from tests.campaigns.oracle.judges import Verdict
from tests.campaigns.oracle.trials import Judged


@dataclass(frozen=True, slots=True)
class Settled:
    """A class of disagreements. Patterns are looked for in what the two judges said («right», or
    why not) and in what was changed: change, kind of act, and words."""

    name: str
    one: str
    other: str
    did: str = ""
    right: str = "wrong"
    """The verdict that is right."""
    why: str = ""

    def holds(self, judged: Judged, one: str, other: str) -> bool:
        """Whether a trial of which these two judges disagree belongs here."""
        did = f"{judged.change} | {judged.did.kind} | {judged.did.words}"
        return bool(
            re.search(self.one, _said(judged.said[one]))
            and re.search(self.other, _said(judged.said[other]))
            and re.search(self.did, did)
        )


def _said(verdict: Verdict | None) -> str:
    return "" if verdict is None else "right" if verdict.right else verdict.why


_RIGHT = "^right$"
_UNREAD = "^the act cannot be read$"
STRICTER = (
    Settled(
        "an act has the facts of its kind, all of them and no others, each in one spelling",
        _RIGHT,
        _UNREAD,
        why="the oracle reads past what nothing asks for, and takes 1.0 and true for 1",
    ),
    Settled(
        "unsigned rows spelled otherwise",
        _RIGHT,
        "the closing counts other entries",
        "unsigned",
        why="one spelling: ascending, runs drawn together, ASCII digits",
    ),
    Settled(
        "a closing gives a reason where rows are unsigned, and only there",
        _RIGHT,
        "the closing lacks its reason",
        why="the program asks for one, so an act without it is not the program's",
    ),
    Settled(
        "destroyed entries spelled otherwise",
        _RIGHT,
        "it names an entry that has not ended|it does not name as many entries as it says",
        "data_destroyed",
        why="one spelling of numbers, and their count is true",
    ),
    Settled(
        "a destruction names an entry again",
        f"{_RIGHT}|^it differs from the ledger$",
        "it names an entry whose data were destroyed before",
        why="an entry is destroyed once; no table can tell two times",
    ),
    Settled(
        "a destruction in another's name",
        _RIGHT,
        "somebody else's key signed this act",
        "data_destroyed",
        why="who is named is who signed, as in every other act of a person",
    ),
    Settled(
        "another entry ends between a successor's signature and the replacement",
        _RIGHT,
        "the entry that should replace it does not",
        why="the program writes the four acts in one transaction, so nothing ends in between",
    ),
    Settled(
        "an act in the name of a specialist who does not keep the journal",
        f"{_RIGHT}|^it differs from the ledger$",
        "the specialist it names does not keep this journal",
        why="the desk shows nobody the entries of another journal",
    ),
    Settled(
        "completed anew by another specialist",
        f"{_RIGHT}|^it differs from the ledger$",
        "another specialist completed the entry",
        why="who is being helped stays with the specialist who called",
    ),
    Settled(
        "a volume closed whose opening nobody signed",
        _RIGHT,
        "nobody signed the opening of the volume",
        why="closing signs the opening first: a closed volume has both",
    ),
    Settled(
        "an agreement of a day on which it cannot have been signed, or about a renewed key",
        f"{_RIGHT}|^it differs from the ledger$",
        "the agreement's day is not between|it is not an agreement about this person's key",
        why="it is signed between the making of the key and the day it is recorded",
    ),
    Settled(
        "corrected after its words were destroyed",
        f"{_RIGHT}|^destroyed words are still here$|^the words were changed$|^it differs",
        "it names an entry whose data were destroyed before",
        why="an entry that is emptied is corrected by nobody",
    ),
    Settled(
        "left after it was completed",
        _RIGHT,
        "the visitor had been helped before",
        why="a no-show was not helped; the history would contradict itself",
    ),
    Settled(
        "completed after its words were destroyed",
        f"{_RIGHT}|^destroyed words are still here$|^the words were changed$",
        "it names an entry whose data were destroyed before",
        why="nobody writes anew about a visitor who is forgotten",
    ),
    Settled(
        "a volume opened or closed out of its school year",
        _RIGHT,
        "the volume was not opened in its school year|the school year of the volume is not over",
        why="the program opens a volume with its year's first entry and closes it after its end",
    ),
    Settled(
        "journals and days in other spellings",
        f"{_RIGHT}|^it differs from the ledger$",
        _UNREAD,
        "specialist_enrolled|agreement_recorded",
        why="journals are a closed list in one order, days are ISO 8601",
    ),
    Settled(
        "a date beyond the calendar",
        "^OverflowError$",
        "",
        "9999|0001",
        why="a moment whose day cannot be told is wrong, not a crash",
    ),
)
"""What the oracle lets pass and the rules of ``kiosk.proof`` do not."""
OF_TABLES = (
    Settled(
        "what no bundle carries: sealed keys, reasons of destruction",
        _RIGHT,
        "the table differs from the ledger|its wording differs|one stands beside no act",
        "pin_salt|sealed_key|data_destroyed|added|committed",
        why="the bundle leaves them out on purpose; only the database can be compared",
    ),
)
"""What only a database can show."""


def settled(judged: Judged, one: str, other: str) -> Settled | None:
    """Why two judges may disagree about a trial, or None where nobody has said so."""
    if judged.expected is Expected.RIGHT:
        return None
    known = (*STRICTER, *OF_TABLES)
    return next((each for each in known if each.holds(judged, one, other)), None)
