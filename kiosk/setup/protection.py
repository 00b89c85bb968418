"""Which protection of the kiosk's secrets is in force: how they are handed over, who else can read
them, whether they lie apart from the database, whether the disks are encrypted."""

from __future__ import annotations

import base64
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from kiosk.machine.disk import is_encrypted
from kiosk.machine.place import SECRETS, Place, is_address
from kiosk.machine.settings import CREDENTIALS
from kiosk.setup.finding import Finding
from kiosk.words.i18n import _

SEALED = Path("/etc/help-point")
"""Where the recipe puts the sealed secrets, ``kiosk.key.cred`` and ``pepper.cred``."""
_HANDED = Path("/run/credentials")
"""Where systemd hands credentials to services, in memory alone."""
_BY_HOST = bytes.fromhex("5a1c6a86df9d4096b1d5a65e0862f19a")
_BY_TPM = (
    bytes.fromhex("0c7cc07b117645919c4b0bea08bc20fe"),
    bytes.fromhex("93a894094874449090caf2fc93cab553"),
)
"""How a credential of systemd begins that only the TPM opens, alone or with the machine's key."""


def examine_protection(place: Place, *, sealed: Path = SEALED) -> Iterator[Finding]:
    """Say which protection is in force, once there are secrets to protect."""
    if place.secrets or (place.keys / SECRETS[0]).exists():
        yield _secrets(place, sealed)
    yield from _permissions(place)
    yield from _apart(place)
    yield from _disks(place)


def _secrets(place: Place, sealed: Path) -> Finding:
    """From where the kiosk's key and the pepper are read."""
    what = _("The kiosk's secrets")
    if place.secrets is None:
        return Finding(what, _("in the key folder; only the permissions of its files guard them"))
    if not all((place.secrets / name).is_file() for name in SECRETS):
        words = _("Put the stick in, or start the kiosk's service: it brings them from systemd.")
        return Finding(what, _("not in {folder}").format(folder=place.secrets), words)
    left = [str(place.keys / name) for name in SECRETS if (place.keys / name).exists()]
    advice = _("Readable ones are still in the key folder; copy them away, then: {command}")
    command = shlex.join(["rm", *left])
    value = _read_from(place.secrets, sealed)
    return Finding(what, value, advice.format(command=command) if left else "")


def _read_from(folder: Path, sealed: Path) -> str:
    """What guards secrets that are kept apart from the key folder."""
    if not _from_systemd(folder):
        return _("in {folder}, apart from the key folder").format(folder=folder)
    seals = {_seal(sealed / f"{name}.cred") for name in SECRETS}
    if seals <= set(_BY_TPM):
        return _("from systemd, sealed by the TPM: no other machine can open them")
    if _BY_HOST in seals:
        return _("from systemd, sealed without a TPM: whoever reads the whole disk can open them")
    return _("from systemd; what seals them cannot be seen")


def _from_systemd(folder: Path) -> bool:
    """Whether a folder is one in which systemd hands credentials to a service."""
    return folder.is_relative_to(_HANDED) or str(folder) == os.environ.get(CREDENTIALS)


def _seal(file: Path) -> bytes:
    """The first bytes of a sealed secret, which say what opens it; empty where it is not there."""
    try:
        return base64.b64decode(file.read_text("ascii"))[:16]
    except (OSError, ValueError):
        return b""


def _permissions(place: Place) -> Iterator[Finding]:
    """Who else can read the files in the key folder."""
    for path in (place.keys, *(place.keys / name for name in SECRETS)):
        if path.exists():
            mode = path.stat().st_mode & 0o777
            advice = _("Others can read this: run chmod go= {path}").format(path=path)
            yield Finding(str(path), f"{mode:o}", advice if mode & 0o077 else "")


def _apart(place: Place) -> Iterator[Finding]:
    """Whether whoever takes the disk with the database has the secrets too; of what systemd hands
    over in memory its seal decides that, wherever the sealed file lies."""
    secrets, database = place.secrets or place.keys, Path(place.database)
    if is_address(place.database) or _from_systemd(secrets):
        return
    if not (secrets.exists() and database.exists()):
        return
    same = secrets.stat().st_dev == database.stat().st_dev
    yield Finding(
        _("Secrets and database"),
        _("on one file system: whoever takes it has both")
        if same
        else _("on two file systems: where these are two disks, whoever takes one lacks the other"),
    )


def _disks(place: Place) -> Iterator[Finding]:
    """Whether the disks of the key folder, of a stick with secrets and of the database are
    encrypted."""
    stick = [place.secrets] if place.secrets and not _from_systemd(place.secrets) else []
    database = [] if is_address(place.database) else [Path(place.database)]
    for path in (path for path in (place.keys, *stick, *database) if path.exists()):
        match is_encrypted(path):
            case True:
                value = _("encrypted: switched off, it cannot be read without its key")
            case False:
                value = _("not encrypted: whoever takes it can read everything")
            case None:
                value = _("whether it is encrypted cannot be seen")
        yield Finding(_("Disk of {path}").format(path=path), value)
