"""Whether a disk is encrypted, on machines that are laid out in a folder as Linux shows them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.machine.disk import is_encrypted


class Machine:
    """The ``sys`` and ``proc`` of a machine; ``folder`` lies on its device ``sda1`` or ``dm-0``."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root / "folder"
        self.folder.mkdir()
        self.devices, self.numbers = root / "sys/devices", root / "sys/dev/block"
        self.numbers.mkdir(parents=True)
        device = self.folder.stat().st_dev
        self.number = f"{os.major(device)}:{os.minor(device)}"

    def device(self, name: str, *below: str, uuid: str = "", mark: str = "") -> None:
        """A block device made of others, with what a partition, a loop or dm has more."""
        path = self.devices / name
        (path / "slaves").mkdir(parents=True)
        for other in below:
            (path / "slaves" / Path(other).name).symlink_to(self.devices / other)
        if uuid:
            (path / "dm").mkdir()
            (path / "dm/uuid").write_text(uuid + "\n", "ascii")
        if mark:
            (path / mark).write_text("1\n", "ascii")

    def lies_on(self, name: str) -> bool | None:
        """Whether it is told as encrypted that the folder lies on this device."""
        (self.numbers / self.number).symlink_to(self.devices / name)
        return is_encrypted(self.folder, root=self.root)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_partition_without_encryption_is_not_encrypted(machine: Machine) -> None:
    machine.device("sda")
    machine.device("sda/sda1", mark="partition")
    assert machine.lies_on("sda/sda1") is False


def test_luks_on_a_partition_is_encrypted(machine: Machine) -> None:
    machine.device("sda")
    machine.device("sda/sda1", mark="partition")
    machine.device("dm-0", "sda/sda1", uuid="CRYPT-LUKS2-0123-sda1_crypt")
    assert machine.lies_on("dm-0") is True


def test_lvm_within_luks_is_encrypted(machine: Machine) -> None:
    machine.device("dm-0", uuid="CRYPT-LUKS2-0123-sda3_crypt")
    machine.device("dm-1", "dm-0", uuid="LVM-abcdef")
    assert machine.lies_on("dm-1") is True


def test_a_volume_of_which_one_disk_is_open_is_not_encrypted(machine: Machine) -> None:
    machine.device("sdb")
    machine.device("dm-0", uuid="CRYPT-LUKS2-0123-sda3_crypt")
    machine.device("dm-1", "dm-0", "sdb", uuid="LVM-abcdef")
    assert machine.lies_on("dm-1") is False


def test_a_partition_of_an_encrypted_raid_is_encrypted(machine: Machine) -> None:
    machine.device("dm-0", uuid="CRYPT-LUKS2-0123-a")
    machine.device("md0", "dm-0")
    machine.device("md0/md0p1", mark="partition")
    assert machine.lies_on("md0/md0p1") is True


def test_what_only_notices_changes_is_not_encryption(machine: Machine) -> None:
    machine.device("dm-0", uuid="CRYPT-VERITY-0123-root")
    assert machine.lies_on("dm-0") is False


@pytest.mark.parametrize("uuid", ["", "CRYPT-PLAIN-x"])
def test_of_a_file_mounted_as_a_disk_nothing_is_said(machine: Machine, uuid: str) -> None:
    machine.device("loop0", mark="loop")
    machine.device("dm-0", "loop0", uuid=uuid)
    assert machine.lies_on("dm-0") is (True if uuid else None)


def test_of_a_file_system_without_a_device_nothing_is_said(machine: Machine) -> None:
    assert is_encrypted(machine.folder, root=machine.root) is None


def test_a_file_system_with_a_number_of_its_own_is_followed_to_its_device(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As btrfs: what mountinfo names as its source has the number that /sys knows."""
    machine.device("dm-0", uuid="CRYPT-LUKS2-0123-a")
    device = os.stat("/dev/null").st_rdev  # noqa: PTH116 - any device file that is here
    (machine.numbers / f"{os.major(device)}:{os.minor(device)}").symlink_to(
        machine.devices / "dm-0"
    )
    mounts = machine.root / "proc/self/mountinfo"
    mounts.parent.mkdir(parents=True)
    line = f"36 35 {machine.number} / /srv rw shared:1 - btrfs /dev/{{}} rw\n"
    mounts.write_text(line.format(r"nu\154l"), "ascii")
    assert is_encrypted(machine.folder, root=machine.root) is True
    mounts.write_text(line.format("no-such-device"), "ascii")
    assert is_encrypted(machine.folder, root=machine.root) is None


def test_this_machine_is_looked_at_without_trouble(tmp_path: Path) -> None:
    assert is_encrypted(tmp_path) in {True, False, None}
