"""The kiosk's own secrets, kept in a folder outside the database."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from db.folders import make_folder, sync
from kiosk.signing.keys import Signer
from kiosk.words.errors import KeysMissing

_KEY = "kiosk.key"
_PEPPER = "pepper"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keyring:
    """``kiosk`` signs what no person signs; ``pepper`` (32 bytes) goes into every PIN."""

    kiosk: Signer
    pepper: bytes
    folder: Path
    """Where they are kept, outside the database."""


def load(folder: Path) -> Keyring:
    """The secrets in ``folder``; raises KeysMissing when any is absent or damaged."""
    try:
        seed, pepper = (bytes.fromhex((folder / n).read_text("ascii")) for n in (_KEY, _PEPPER))
    except (OSError, ValueError) as error:
        raise KeysMissing(str(folder)) from error
    if len(seed) != _SECRET_BYTES or len(pepper) != _SECRET_BYTES:
        raise KeysMissing(str(folder))
    return Keyring(kiosk=Signer(seed), pepper=pepper, folder=folder)


def create(folder: Path) -> Keyring:
    """New secrets in ``folder``, readable by this user alone; what is there already stays."""
    make_folder(folder)
    for name in (_KEY, _PEPPER):
        if not (folder / name).exists():
            _write_secret(folder / name, secrets.token_hex(_SECRET_BYTES))
    sync(folder)
    return load(folder)


def _write_secret(path: Path, text: str) -> None:
    """Whole or not at all: two kiosks starting at once end with the same secret."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
