"""Addresses in ASCII, which open the same page."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest

from kiosk.words.addresses import uri


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("https://example.org/ej?x=1&y=%2F#top", "https://example.org/ej?x=1&y=%2F#top"),
        ("https://школа.рф", "https://xn--80atdl2c.xn--p1ai"),
        (
            "http://гимназия-1.рф:8080/журнал",
            "http://xn---1-6kclvec3aj7p.xn--p1ai:8080/%D0%B6%D1%83%D1%80%D0%BD%D0%B0%D0%BB",
        ),
        (
            "https://example.org/а%20б?тема=5&x=[1]",
            "https://example.org/%D0%B0%20%D0%B1?%D1%82%D0%B5%D0%BC%D0%B0=5&x=[1]",
        ),
    ],
)
def test_an_address_becomes_ascii_and_stays_itself(address: str, same: str) -> None:
    assert uri(address) == same
    made, meant = urlsplit(same), urlsplit(address)
    assert (made.hostname or "").encode().decode("idna") == meant.hostname
    assert made.port == meant.port
    assert unquote(made.path) == unquote(meant.path)
    assert unquote(made.query) == unquote(meant.query)
    assert made.fragment == meant.fragment
    assert uri(same) == same


def test_a_host_that_no_uri_can_name_stays_as_it_is() -> None:
    address = f"https://{'ж' * 64}.рф"
    assert uri(address) == address
