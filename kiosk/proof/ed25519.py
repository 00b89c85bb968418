"""Ed25519 (RFC 8032, section 5.1) without a library, for whoever checks a bundle.

Points are (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z. The kiosk itself signs and checks by libsodium.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha512
from typing import List, Tuple

Point = Tuple[int, int, int, int]
Rows = List[List[Point]]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)
"""A square root of -1."""
ZERO: Point = (0, 1, 1, 0)
GENERATOR = bytes.fromhex("58" + "66" * 31)


def prepared(point: Point) -> Point:
    """A point in the form in which it is added to another one."""
    x, y, z, t = point
    return (y - x) % P, (y + x) % P, 2 * z % P, 2 * D * t % P


def add(point: Point, other: Point) -> Point:
    """The sum of a point and a prepared one; the formula is complete, so it doubles as well."""
    x, y, z, t = point
    minus, plus, z2, t2 = other
    a, b, c, d = (y - x) * minus % P, (y + x) * plus % P, t * t2 % P, z * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def has_small_order(point: Point) -> bool:
    """True for the eight points that make a signature mean nothing."""
    for _ in range(3):
        point = add(point, prepared(point))
    return point[0] == 0 and point[1] == point[2]


def decoded(data: bytes) -> Point | None:
    """The point that 32 bytes stand for (5.1.3), or None; only the canonical spelling counts."""
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    if (v * x * x + u) % P == 0:
        x = x * ROOT % P
    if (v * x * x - u) % P or (x == 0 and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def multiples(point: Point, bits: int) -> Rows:
    """For each group of ``bits`` bits of a scalar: the multiples of a point that it can mean."""
    rows = []
    for _ in range(256 // bits):
        step, total, row = prepared(point), ZERO, []
        for _ in range(2**bits):
            row.append(prepared(total))
            total = add(total, step)
        rows.append(row)
        point = total
    return rows


def add_multiple(total: Point, rows: Rows, scalar: int) -> Point:
    """``total`` plus ``scalar`` times the point that ``rows`` were made of."""
    mask = len(rows[0]) - 1
    for row in rows:
        total = add(total, row[scalar & mask])
        scalar >>= mask.bit_length()
    return total


@lru_cache(maxsize=None)
def base_rows() -> Rows:
    """The multiples of the generator; made once."""
    generator = decoded(GENERATOR)
    return multiples(generator, 8) if generator else []


@lru_cache(maxsize=64)
def key_rows(public_key: bytes) -> Rows | None:
    """The multiples of the public key's opposite, or None for bytes that are no good key."""
    point = decoded(public_key)
    if point is None or has_small_order(point):
        return None
    x, y, z, t = point
    return multiples((-x % P, y, z, -t % P), 4)


def holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of ``public_key`` signed ``message`` (5.1.7).

    R = S·B - k·A, with S below the order and R spelled canonically; keys and R of small order are
    refused, as libsodium does.
    """
    if len(public_key) != 32 or len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    rows = key_rows(public_key)
    if s >= ORDER or rows is None:
        return False
    k = int.from_bytes(sha512(r + public_key + message).digest(), "little") % ORDER
    point = add_multiple(add_multiple(ZERO, base_rows(), s), rows, k)
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == r and not has_small_order(point)
