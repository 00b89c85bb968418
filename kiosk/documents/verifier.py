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
_MAIN = '''"""Checks a journal of a help point: python3 -I verify.pyz"""

import sys

if sys.version_info < (3, 8):
    sys.exit("Python 3.8+")
if not sys.flags.isolated:
    # Others may have put modules where this Python looks for its own: nothing more is imported.
    sys.stdout.reconfigure(errors="replace")
    print("НЕ ПРОВЕРЕНО. Запустите так, чтобы Python не взял чужих модулей: {run}")
    print("NOT CHECKED. Run it so that Python takes no modules of others: {run}")
    sys.exit(2)

from proof.verify import main

sys.exit(main())
'''.replace("{run}", "python3 -I verify.pyz, Windows: py -3 -I verify.pyz")


@cache
def verifier() -> bytes:
    """The program, the same bytes from the same sources."""
    proof = resources.files("kiosk.proof")
    sources = sorted(file.name for file in proof.iterdir() if file.name.endswith(".py"))
    files = {f"proof/{name}": (proof / name).read_bytes() for name in sources}
    return pack({"__main__.py": _MAIN.encode(), **files}, zipfile.ZIP_STORED)


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
