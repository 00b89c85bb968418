"""What stands on the page of a volume."""

from __future__ import annotations

from textual.content import Content

from kiosk.journal.volumes import VolumeCard
from kiosk.proof.rows import numbers_in_words
from kiosk.words.i18n import _
from screens.desk.labels import labelled


def card_words(card: VolumeCard) -> Content:
    """What is known of the volume, label by label; empty values are left out."""
    lines = [
        (_("Entries"), str(card.entries)),
        (_("Opened"), f"{card.opened:%d.%m.%Y %H:%M}"),
        (_("Opening signed by"), card.vouched or _("nobody yet")),
    ]
    if card.closing is None:
        unsigned = numbers_in_words(card.unsigned)
        everything = (_("Signatures"), _("everything is signed"))
        lines.append(unsigned_line(unsigned) if unsigned else everything)
        lines.append((_("Can be closed from"), f"{card.closes_from:%d.%m.%Y}"))
    else:
        lines += _closing_lines(card)
    return labelled(lines)


def _closing_lines(card: VolumeCard) -> list[tuple[str, str]]:
    done = card.closing
    if done is None:
        return []
    return [
        (_("Closed"), f"{done.at:%d.%m.%Y %H:%M}, {done.specialist}"),
        (_("Entries numbered"), numbered(done.first, done.last)),
        unsigned_line(done.unsigned),
        (_("Reason"), done.reason),
        (_("Digest of the rows"), done.rows),
        (_("Head of the chain"), done.head),
        (_("Act"), str(done.act)),
        (_("Digest of the signature"), done.digest),
    ]


def unsigned_line(numbers: str) -> tuple[str, str]:
    """Which rows nobody signed, as a label and their numbers; no value where there are none."""
    label = _("Entry not signed") if numbers.isdecimal() else _("Entries not signed")
    return label, _("No. {numbers}").format(numbers=numbers) if numbers else ""


def numbered(first: int, last: int) -> str:
    """The numbers of a volume; an empty text where it has none."""
    if not last:
        return ""
    numbers = f"{first}–{last}" if last > first else str(last)
    return _("No. {numbers}").format(numbers=numbers)
