"""The kiosk's own secrets, in a folder outside the database, or apart from its notes."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from db.folders import make_folder, sync
from kiosk.machine.place import SECRETS
from kiosk.signing.keys import Signer
from kiosk.words.errors import KeysMissing, SecretsMissing

_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Keyring:
    """``kiosk`` signs what no person signs; ``pepper`` (32 bytes) goes into every PIN."""

    kiosk: Signer
    pepper: bytes
    folder: Path
    """The key folder, where notes and marks are written."""


def load(folder: Path, secrets_in: Path | None = None) -> Keyring:
    """The secrets in the key ``folder``, or in ``secrets_in`` where the school keeps them apart.

    Raises KeysMissing when any is absent or damaged, SecretsMissing where they are kept apart.
    """
    missing = SecretsMissing(str(secrets_in)) if secrets_in else KeysMissing(str(folder))
    source = secrets_in or folder
    try:
        seed, pepper = (bytes.fromhex((source / n).read_text("ascii")) for n in SECRETS)
    except (OSError, ValueError) as error:
        raise missing from error
    if len(seed) != _SECRET_BYTES or len(pepper) != _SECRET_BYTES:
        raise missing
    return Keyring(kiosk=Signer(seed), pepper=pepper, folder=folder)


def create(folder: Path, secrets_in: Path | None = None) -> Keyring:
    """New secrets in ``folder``, readable by this user alone; what is there already stays.

    Secrets that are kept apart are only read, never made. Raises as ``load`` does.
    """
    if secrets_in:
        keyring = load(folder, secrets_in)
        make_folder(folder)
        return keyring
    make_folder(folder)
    for name in SECRETS:
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
