"""What the pages tell people to type works, and what they point at is there."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from db.engine import close_database
from kiosk.commands.command_line import command_line as cli
from kiosk.documents.verifier import verifier_digest
from kiosk.machine.place import SECRETS
from kiosk.machine.settings import Settings, load
from kiosk.proof import rights
from kiosk.proof.acts import school_year
from kiosk.proof.take import RULES
from kiosk.setup.example_day import example_day
from kiosk.setup.protection import SEALED
from kiosk.words import i18n
from tests import digest
from tests.campaigns.tampering import KINDS as TAMPERING

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "docs/README.en.md")
PAGES = (
    *READMES,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/postgresql.md",
    "docs/examples/README.md",
)
BUTTONS = (
    "Specialist",
    "Somebody new",
    "Call the next",
    "Start",
    "Did not come",
    "Complete",
    "Completed, not signed: {n}",
    "The help point cannot be opened",
)
NEEDS_A_PERSON = {"enrol", "doctor", "agreement", "destroy", "check-page"}
"""Or a terminal, or a printed page in the hand."""


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def shell_lines(text: str) -> list[str]:
    """Every line of every block of shell commands."""
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, flags=re.DOTALL | re.MULTILINE)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def kiosk_commands(text: str) -> list[list[str]]:
    """The arguments of every ``kiosk`` that a page tells people to type."""
    lines = [line for line in shell_lines(text) if re.match(r"kiosk\s", line)]
    named = re.findall(r"`kiosk ([a-z][^`]*)`", text)
    return [shlex.split(line)[1:] for line in lines] + [shlex.split(words) for words in named]


@pytest.mark.parametrize("name", PAGES)
def test_everything_a_page_points_at_is_there(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", page(name))
    local = [link for link in links if not link.startswith(("http:", "https:"))]
    missing = [link for link in local if not ((ROOT / name).parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_option_of_a_page_is_understood(name: str) -> None:
    for arguments in kiosk_commands(page(name)):
        group = cli.make_context("kiosk", list(arguments), resilient_parsing=False)
        rest = [*group._protected_args, *group.args]
        command = cli.commands[rest[0]]
        if len(rest) > 1 or not any(p.required for p in command.params):
            command.make_context(rest[0], rest[1:], parent=group)


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_told(name: str) -> None:
    told = {words[0] for words in kiosk_commands(page(name))}
    told |= set(re.findall(r"make ([a-z]+)", page(name)))
    assert set(cli.commands) <= told


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_of_a_page_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), flags=re.MULTILINE))
    lines = [line for line in shell_lines(page(name)) if line.startswith("make ")]
    typed = {line.split()[1] for line in lines} | set(re.findall(r"`make ([a-z]+)`", page(name)))
    assert typed <= targets


def test_both_languages_tell_the_same_commands() -> None:
    russian, english = (shell_lines(page(name)) for name in READMES)
    assert russian == english


@pytest.mark.parametrize(("name", "code"), [(READMES[0], "ru"), (READMES[1], "en")])
def test_buttons_are_called_what_the_screens_call_them(name: str, code: str) -> None:
    before = i18n.language()
    try:
        i18n.use(code)
        words = [i18n._(message).partition(":")[0] for message in BUTTONS]
    finally:
        i18n.use(before)
    text = " ".join(page(name).split())
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("name", READMES)
def test_every_setting_is_told_and_no_other(name: str) -> None:
    table = page(name).split("KIOSK_DATABASE")[-1].split("\n## ")[0]
    told = re.findall(r"^\| `(\w+)`", table, flags=re.MULTILINE)
    assert sorted(told) == sorted(
        {field.name for field in fields(Settings)} - {"asked", "read_from"}
    )


def test_the_settings_of_deploy_are_taken() -> None:
    settings = load(ROOT / "deploy" / "kiosk.toml")
    assert settings.place.database == "/var/lib/help-point/help-point.sqlite3"


def test_the_files_to_install_are_there_and_meet_again() -> None:
    for line in shell_lines(page("README.md")):
        for source in re.findall(r"(?<![\w/])deploy/\S+", line):
            assert (ROOT / source).is_file()
    unit = page("deploy/kiosk.service")
    installed = re.findall(r"deploy/\S+ (/etc/\S+)", page("README.md"))
    named = re.findall(r"(/etc/help-point/\S+)", unit)
    assert named
    assert set(named) <= set(installed)


def test_sealed_secrets_are_made_loaded_and_looked_for_under_one_name() -> None:
    unit = page("deploy/secrets.conf")
    settings = page("deploy/kiosk.toml")
    for name in SECRETS:
        load_it = f"LoadCredentialEncrypted={name}:{SEALED / name}.cred"
        assert load_it in unit.splitlines()
        for readme in READMES:
            lines = shell_lines(page(readme))
            assert f"systemd-creds encrypt --name={name} {name} {SEALED / name}.cred" in lines
            assert any(f"-p {load_it}" in line for line in lines)
    for text in (settings, unit, *map(page, READMES)):
        assert 'secrets = "/run/credentials/kiosk.service"' in text


def test_the_commands_of_the_first_year_work_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    for variable in ("KIOSK_DATABASE", "KIOSK_CONFIG"):
        monkeypatch.delenv(variable, raising=False)
    point, pins = example_day(Settings().place)
    (chief,) = [pin for pin in pins if pin.specialist.is_administrator]
    typed = f"{chief.specialist.login}\n{chief.pin}\n"
    year = str(school_year(point.today()))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    shown = {"2026": year}
    for line in shell_lines(page("README.md")):
        name, *arguments = shlex.split(line)
        if name == "kiosk" and arguments[0] not in NEEDS_A_PERSON:
            close_database()
            words = [shown.get(word, word) for word in arguments]
            result = CliRunner().invoke(cli, words, input=typed)
            assert result.exit_code == 0, (line, result.output, result.exception)
            if code := re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){4}", result.output):
                shown["ABCD-EFGH-IJKL-MNOP-QRST"] = code[0]
        elif name == "rm":
            for file in arguments:
                (tmp_path / file).unlink()
    close_database()
    left = {path.name for path in tmp_path.iterdir()} - {"home", "docs"}
    assert left == {
        "consultations.pdf",
        "consultations.zip",
        "verify.pyz",
        "requests.xlsx",
        "help-point.checkpoint",
        "help-point.pdf",
        "help-point.backup",
        "help-point.backup.checkpoint",
        "keys-only.keys",
        "keys.pdf",
        "sheets.pdf",
    }


@pytest.mark.parametrize("name", digest.PAGES)
def test_a_page_tells_the_digest_of_today_s_verifier(name: str) -> None:
    assert digest.digests_in(name) == [verifier_digest()], "make digest"


def test_the_digest_is_renewed_in_the_newest_chapter_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "ROOT", tmp_path)
    (tmp_path / "docs").mkdir()
    old, new = "0" * 64, verifier_digest()
    for name in digest.PAGES:
        (tmp_path / name).write_text(f"# x\n\n## 2\n\n{old}\n\n## 1\n\n{old}\n", "utf-8")
    digest.main()
    changelog = (tmp_path / "CHANGELOG.md").read_text("utf-8")
    assert changelog == f"# x\n\n## 2\n\n{new}\n\n## 1\n\n{old}\n"
    assert digest.digests_in("README.md") == [new, new]


def test_a_mistyped_option_would_be_noticed() -> None:
    with pytest.raises(click.UsageError):
        cli.commands["verify"].make_context("verify", ["--chekpoint", "x"])


@pytest.mark.parametrize(
    ("readme", "kiosk", "desk"),
    [
        ("README.md", "**Что подписывает сам киоск**", "**Открытое рабочее место"),
        ("docs/README.en.md", "**What the kiosk signs itself**", "**An open desk signs**"),
    ],
)
def test_the_kinds_that_no_pin_signs_are_listed(readme: str, kiosk: str, desk: str) -> None:
    """What the kiosk's key and a desk's session can sign, as the rules of the proof have it."""
    paragraph = next(part for part in page(readme).split("\n\n") if part.startswith(kiosk))
    by_kiosk, by_desk = (
        set(re.findall("`([a-z]+_[a-z]+)`", part)) for part in paragraph.split(desk)
    )
    hands = {kind.value: rule.by for kind, rule in RULES.items()}
    alone = {kind for kind, hand in hands.items() if hand is rights.by_kiosk}
    assert by_kiosk == alone | {"specialist_enrolled"}
    assert hands["specialist_enrolled"] is rights.by_administrator_or_founder
    assert by_desk == {kind for kind, hand in hands.items() if hand is rights.by_session}


@pytest.mark.parametrize(
    ("name", "head"), [(READMES[0], "Что правят"), (READMES[1], "What is altered")]
)
def test_every_kind_of_tampering_is_told_once_and_no_other(name: str, head: str) -> None:
    (rows,) = re.findall(rf"^\| {head} \|.*\n\|[-|]+\n((?:\|.*\n)+)", page(name), re.MULTILINE)
    assert sorted(re.findall("`([^`]+)`", rows)) == sorted(TAMPERING)


def test_the_engineers_page_counts_the_kinds_of_tampering() -> None:
    told = re.findall(r"`tampering` \| (\d+) kinds", page("CONTRIBUTING.md"))
    assert told == [str(len(TAMPERING))]
