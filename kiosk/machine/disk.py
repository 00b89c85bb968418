"""Whether the disk under a folder is encrypted, as Linux tells in /proc and /sys."""

from __future__ import annotations

import os
import re
from pathlib import Path

_OPEN_TO_ALL = ("CRYPT-VERITY-", "CRYPT-INTEGRITY-")
"""What the tools for encryption set up too, though it only notices changes."""
_ESCAPED = re.compile(r"\\([0-7]{3})")


def is_encrypted(folder: Path, *, root: Path = Path("/")) -> bool | None:
    """Whether what is written to a folder that is there lies encrypted on its disk (dm-crypt, such
    as LUKS, itself or below LVM and RAID); None where that cannot be seen, as on a network.

    ``root`` is where the machine's ``proc`` and ``sys`` are. A disk that encrypts by itself is not
    seen.
    """
    device = folder.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    block = root / "sys/dev/block"
    if not (block / number).exists():
        number = _number_of_source(number, root / "proc/self/mountinfo")
    return _device_is_encrypted((block / number).resolve()) if number else None


def _sources(mountinfo: Path, number: str) -> list[str]:
    """The source of each mount of a device."""
    try:
        lines = [line.split() for line in mountinfo.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return []
    found = [line[line.index("-") + 2] for line in lines if line[2] == number]
    return [_ESCAPED.sub(lambda code: chr(int(code[1], 8)), source) for source in found]


def _number_of_source(number: str, mountinfo: Path) -> str:
    """The number of the block device behind a file system that has a number of its own, as btrfs
    has; empty where there is none."""
    for source in _sources(mountinfo, number):
        try:
            device = Path(source).stat().st_rdev if source.startswith("/dev/") else 0
        except OSError:
            continue
        if device:
            return f"{os.major(device)}:{os.minor(device)}"
    return ""


def _device_is_encrypted(device: Path) -> bool | None:
    """Whether a block device, or everything that it is made of, is encrypted."""
    try:
        uuid = (device / "dm/uuid").read_text("ascii")
    except (OSError, ValueError):
        uuid = ""
    if uuid.startswith("CRYPT-") and not uuid.startswith(_OPEN_TO_ALL):
        return True
    if (device / "partition").exists():
        return _device_is_encrypted(device.parent)
    if not device.exists() or (device / "loop").exists():
        return None
    below = [_device_is_encrypted(each.resolve()) for each in (device / "slaves").glob("*")]
    if not below or False in below:
        return False
    return None if None in below else True
