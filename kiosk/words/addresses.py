"""Web addresses as every telephone takes them out of a QR code.

People write «школа.рф/журнал»; a scanner that meets such letters guesses their encoding, and some
guess wrong. As a URI (RFC 3986) an address is ASCII: the host in Punycode (RFC 3490), everything
else percent-encoded as UTF-8.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

_KEPT = "!$%&'()*+,/:;=?@[]~"
"""What has a meaning in an address already, percent signs of its own among it."""


def uri(address: str) -> str:
    """The address as a URI, which opens the same page; an address that is one stays as it is, and
    so does one whose host can stand in no URI."""
    if address.isascii():
        return address
    parts = urlsplit(address)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        return address
    port = f":{parts.port}" if parts.port else ""
    rest = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, *rest))
