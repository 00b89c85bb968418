"""What a keyboard port can send that no person types."""

from __future__ import annotations

import random
from collections.abc import Iterator

INPUTS: dict[str, bytes] = {
    "a byte that is no UTF-8": b"\xff",
    "half a letter": b"\xd0",
    "X10 mouse": b"\x1b[M\xff\xff\xff",
    "C1 controls": b"\x9b31m\x9d52;c;eA==\x9c",
    "a kitty key beyond Unicode": b"\x1b[99999999999;5u",
    "a kitty text beyond Unicode": b"\x1b[97;1;99999999u",
    "a kitty key with alternates": b"\x1b[1091:1059:101;5u",
    "a paste without end": b"\x1b[200~",
    "a paste end without start": b"\x1b[201~",
    "a resize report": b"\x1b[48;5000;5000;1;1t",
    "a support report for resizing": b"\x1b[?2048;2$y",
    "a cursor report": b"\x1b[20;40R",
    "mouse far outside": b"\x1b[<0;99999999999;99999999999M\x1b[<0;99999999999;99999999999m",
    "mouse at negative places": b"\x1b[<0;-5;-5M\x1b[<0;-5;-5m",
    "focus lost": b"\x1b[O",
    "an OSC without end": b"\x1b]0;title",
    "a DCS without end": b"\x1bP$q",
    "a lone escape": b"\x1b",
    "NUL": b"\x00",
    "ctrl+q": b"\x11",
    "ctrl+c": b"\x03",
    "ctrl+z": b"\x1a",
    "ctrl+backslash": b"\x1c",
    "ctrl+p": b"\x10",
    "ctrl+d": b"\x04",
    "ctrl+s": b"\x13",
    "kitty ctrl+q": b"\x1b[113;5u",
    "kitty ctrl+c": b"\x1b[99;5u",
    "kitty super+c": b"\x1b[99;9u",
    "copy, cut and paste keys": b"\x18\x16\x1b[2;5~\x1b[2;2~\x1b[3;2~",
}


def _token(chance: random.Random) -> bytes:
    number = chance.choice([0, 1, 5, 27, 255, 1114111, 1114112, 2**31, 10**11])
    other = chance.randrange(1, 300)
    return chance.choice(
        [
            chance.randbytes(chance.randrange(1, 5)),
            *INPUTS.values(),
            b"\x1b[%d;%du" % (number, other),
            b"\x1b[%d;%d;%du" % (other, other % 9, number),
            b"\x1b[<%d;%d;%d%c" % (other, number, other, chance.choice(b"Mm")),
            b"\x1b[%d;%d%c" % (number, other, chance.choice(b"ABCDHPSTZt~$'")),
            b"\x1b[?%d;%d$y" % (chance.choice([1016, 2026, 2048]), other % 5),
            b"\x1b" * chance.randrange(1, 4),
            "ёЩ\u202e\u200b\U0001f600".encode(),
            b"\r\t\x7f ",
        ]
    )


def tokens(count: int, *, seed: int) -> Iterator[bytes]:
    """Random hostile tokens, the same for the same seed."""
    chance = random.Random(seed)
    return (_token(chance) for _ in range(count))
