"""What people are told of PINs: how strong one is, and why a new one is refused."""

from __future__ import annotations

from enum import Enum

from kiosk.words.i18n import N_, _


class Weakness(Enum):
    """What makes a PIN one that is guessed among the first."""

    LENGTH = N_("A PIN has 6 to 12 digits.")
    DATE = N_(
        "It reads as a date, and dates are guessed first: birthdays stand in too many papers."
        " Choose digits that say nothing about anybody."
    )
    FEW_DIGITS = N_("It has only one or two different digits. Choose more of them.")
    REPEATED = N_(
        "Its digits come again and again: such ones are guessed first."
        " Choose digits without an order."
    )
    MIRRORED = N_(
        "It reads the same from both ends: such ones are guessed first."
        " Choose digits without an order."
    )
    RUN = N_(
        "Its digits follow one another as in counting: such ones are guessed first."
        " Choose digits without an order."
    )
    KEYPAD = N_(
        "It is a path over neighbouring keys: such ones are guessed first."
        " Choose digits without an order."
    )

    def __str__(self) -> str:
        """The reason, and what to do, in the language in use."""
        return _(self.value)


def pin_strength() -> str:
    """What a PIN is good for and what it is not, for somebody who is to choose one.

    Measured on a machine with two cores: 0.07 seconds of one core for each try at a stolen key.
    """
    return _(
        "Only its owner knows a PIN. It signs in the journal. Pauses keep people from guessing it"
        " at the kiosk. But whoever steals the database together with the key folder finds any 6"
        " digits on an ordinary computer in 9 to 11 hours, 8 digits in about 40 days."
    )
