"""The program that checks a bundle: ``kiosk.proof`` as it is, in a zip that Python runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_MAIN = b"""import sys

from proof.verify import main

sys.exit(main())
"""


@cache
def verifier() -> bytes:
    """The program, the same bytes from the same sources."""
    proof = resources.files("kiosk.proof")
    sources = sorted(file.name for file in proof.iterdir() if file.name.endswith(".py"))
    files = {f"proof/{name}": (proof / name).read_bytes() for name in sources}
    return pack({"__main__.py": _MAIN, **files}, zipfile.ZIP_STORED)


@cache
def verifier_digest() -> str:
    """SHA-256 of the program: 64 hexadecimal digits."""
    return sha256(verifier()).hexdigest()


def pack(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """One zip with fixed times and order: the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type, member.create_system = method, 3
            member.external_attr = _READABLE
            archive.writestr(member, content)
    return packed.getvalue()
