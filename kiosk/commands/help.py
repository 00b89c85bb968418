"""Help pages and click's own words in the language in use: click fixes its texts at import."""

from __future__ import annotations

import copy
import gettext
import os

import click

from kiosk.words import i18n
from kiosk.words.i18n import N_, _
from kiosk.words.languages import LOCALE

WORDS = (
    N_("Usage:"),
    N_("Show this message and exit."),
    N_("Error: {message}"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("file"),
    N_("{name} {filename!r} is a directory."),
    N_("Error: The two entered values do not match."),
    N_("Aborted!"),
    N_("required"),
)
"""What click says itself, named here so that the catalogues carry it."""


def speak(code: str) -> None:
    """Use a language, for click's own words too: it looks them up in the standard catalogues."""
    i18n.use(code)
    os.environ["LANGUAGE"] = code
    gettext.bindtextdomain("kiosk", LOCALE)
    gettext.textdomain("kiosk")


class _Translated:
    """Help and examples are message ids; they are translated when a page is shown."""

    def format_help_text(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        command = context.command
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(command.help) if command.help else "")

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        if context.command.epilog:
            with formatter.section(_("Example")):
                for line in context.command.epilog.splitlines():
                    formatter.write_text(line)

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for parameter in context.command.get_params(context):
            if row := _translated(parameter).get_help_record(context):
                rows.append(row)
        if rows:
            with formatter.section(_("Options")):
                formatter.write_dl(rows)
        if isinstance(context.command, HelpGroup):
            context.command.format_commands(context, formatter)


def _translated(parameter: click.Parameter) -> click.Parameter:
    """A copy of an option with its help in the language in use."""
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    translated = copy.copy(parameter)
    translated.help = _(parameter.help)
    return translated


class HelpCommand(_Translated, click.Command):
    """A command whose help is translated."""


class HelpGroup(_Translated, click.Group):
    """A group whose help is translated, its commands in the order of a day's work."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        rows = [
            (name, _(command.help) if command.help else "")
            for name, command in self.commands.items()
        ]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)
