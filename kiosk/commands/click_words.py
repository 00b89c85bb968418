"""The command line library's own words, named here so that the catalogues carry them."""

from __future__ import annotations

from kiosk.words.i18n import N_

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
