"""What befalls a disk: each trouble begins, stays for a while and ends. Which are possible here?"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.backup import SIDE_FILES
from db.engine import close_database
from kiosk.machine.place import Place
from kiosk.point.opening import open_point
from tests.needed import why_not

DATABASE = "point.sqlite3"
AWAY = "away"
_BALLAST = "ballast"
_ROOM = 16 << 20
"""Bytes of the small file system: a database, its log, and what is exported."""
_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
_READ_ONLY, _REMOUNT, _PRIVATE_ALL = 1, 32, (1 << 18) | (1 << 14)
_NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Trouble:
    """How it begins and how it ends; both are given the folder of the database."""

    name: str
    begin: Callable[[Path], None]
    end: Callable[[Path], None]
    needs_restart: bool = False
    """An open database has to be closed first; the program meets the trouble when it starts."""
    replaces: bool = False
    """Something else, or nothing, stands under the database's name meanwhile."""
    copies: bool = False
    """What comes back is a copy: an administrator has to say so before anything is kept in it."""


def small_file_system(folder: Path) -> str:
    """Mount one at ``folder``, for this process alone; the reason why not, or an empty text."""
    libc = ctypes.CDLL(None, use_errno=True)
    root, user, group = os.geteuid() == 0, os.geteuid(), os.getegid()
    if libc.unshare(_NEW_MOUNTS | (0 if root else _NEW_USER)):
        return os.strerror(ctypes.get_errno())
    if not root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    libc.mount(b"none", b"/", None, _PRIVATE_ALL, None)
    options = f"size={_ROOM},mode=700".encode()
    if libc.mount(b"tmpfs", str(folder).encode(), b"tmpfs", 0, options):
        return os.strerror(ctypes.get_errno())
    return ""


def possible(folder: Path, *, mounted: bool) -> list[Trouble]:
    """The troubles that can be made here; ``mounted``: the folder is a file system of its own."""
    mounts = [_FULL, _READ_ONLY_MOUNT] if mounted else []
    frozen = [_IMMUTABLE] if not why_not("chattr") and _can_freeze(folder) else []
    return [*EVERYWHERE, *mounts, *frozen]


def _side_by_side(folder: Path) -> list[Path]:
    names = (DATABASE, *(DATABASE + side for side in SIDE_FILES))
    return [folder / name for name in names if (folder / name).exists()]


def _move_away(folder: Path) -> None:
    """The database first: whoever looks meanwhile must not find it without its log."""
    (folder / AWAY).mkdir()
    for path in _side_by_side(folder):
        path.rename(folder / AWAY / path.name)


def _bring_back(folder: Path) -> None:
    path = folder / DATABASE
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for side in SIDE_FILES:  # what another program may have left
        (folder / (DATABASE + side)).unlink(missing_ok=True)
    for moved in sorted((folder / AWAY).iterdir(), reverse=True):
        moved.rename(folder / moved.name)
    (folder / AWAY).rmdir()


def _take_away_but_copy(folder: Path) -> None:
    """Only copies stay: what is written from now on into the open file is lost."""
    _move_away(folder)
    for moved in [*(folder / AWAY).iterdir()]:
        copy = moved.with_suffix(moved.suffix + ".copy")
        shutil.copy(moved, copy)
        copy.replace(moved)


def _leaving(put: Callable[[Path], object]) -> Callable[[Path], None]:
    """Move the database away and put something else under its name."""

    def begin(folder: Path) -> None:
        _move_away(folder)
        put(folder / DATABASE)

    return begin


def put_another_point(path: Path) -> None:
    """A sound database of another help point, with keys of its own; made once."""
    made = path.parent / "another.sqlite3"
    shutil.copy(made, path)


def make_another_point(folder: Path) -> None:
    """The database that ``put_another_point`` swaps in."""
    open_point(Place(str(folder / "another.sqlite3"), folder / "another.keys"), create=True)
    close_database()


def _fill(folder: Path) -> None:
    """Leave no block free; the log may still have a little room of its own."""
    with suppress(OSError), (folder / _BALLAST).open("wb", buffering=0) as ballast:
        while True:
            ballast.write(b"\0" * 65536)


def _limit(folder: Path) -> None:
    """No file may grow: a write ends as on a full disk or a spent quota."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    largest = max(path.stat().st_size for path in _side_by_side(folder))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))


def _limit_no_more(_folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _remount(flags: int) -> Callable[[Path], None]:
    def mount(folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.mount(b"none", str(folder).encode(), b"tmpfs", _REMOUNT | flags, None):
            raise OSError(ctypes.get_errno(), "remount")

    return mount


def _chattr(sign: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        paths = [str(path) for path in _side_by_side(folder)]
        subprocess.run(["chattr", f"{sign}i", *paths], check=True, capture_output=True)

    return change


def _can_freeze(folder: Path) -> bool:
    """True where files can be made immutable: by root, on some file systems."""
    probe = folder / "probe"
    probe.touch()
    try:
        subprocess.run(["chattr", "+i", str(probe)], check=True, capture_output=True)
        with suppress(OSError), probe.open("w"):
            return False
        return True
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        subprocess.run(["chattr", "-i", str(probe)], check=False, capture_output=True)
        probe.unlink()


def _close_the_door(folder: Path) -> None:
    """The files belong to somebody else: root becomes nobody, others lose their rights."""
    folder.chmod(0)
    if os.geteuid() == 0:
        with suppress(OSError):  # in a name space of one user there is no nobody
            os.seteuid(_NOBODY)


def _open_the_door(folder: Path) -> None:
    if os.getuid() == 0:
        os.seteuid(0)
    folder.chmod(0o700)


def _hide_keys(folder: Path) -> None:
    (folder / "point.keys").rename(folder / "hidden.keys")


def _show_keys(folder: Path) -> None:
    (folder / "hidden.keys").rename(folder / "point.keys")


def _garbage(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 a scan of something else\n" * 400)


EVERYWHERE = (
    Trouble("no file may grow", _limit, _limit_no_more),
    Trouble("vanished", _move_away, _bring_back, replaces=True),
    Trouble(
        "vanished, a copy comes back", _take_away_but_copy, _bring_back, replaces=True, copies=True
    ),
    Trouble("a folder in its place", _leaving(Path.mkdir), _bring_back, replaces=True),
    Trouble("an empty file in its place", _leaving(Path.touch), _bring_back, replaces=True),
    Trouble("another file in its place", _leaving(_garbage), _bring_back, replaces=True),
    Trouble("another point in its place", _leaving(put_another_point), _bring_back, replaces=True),
    Trouble("unreadable", _close_the_door, _open_the_door),
    Trouble("keys vanished", _hide_keys, _show_keys),
)
_FULL = Trouble("full disk", _fill, lambda folder: (folder / _BALLAST).unlink())
_READ_ONLY_MOUNT = Trouble(
    "read-only file system", _remount(_READ_ONLY), _remount(0), needs_restart=True
)
_IMMUTABLE = Trouble("immutable files", _chattr("+"), _chattr("-"))
