"""What the filter of rude words lets through, of a list it was not made from, and stops wrongly."""

from __future__ import annotations

from tests.bench.report import say
from tests.kiosk.words.test_courtesy import DICTIONARY, WORDS, caught, stopped_in_dictionary

PLAIN, DISGUISED, INNOCENT = 5.0, 20.0, 8.0

if __name__ == "__main__":
    say(
        "rude forms missed",
        f"of {len(WORDS['bad'])}",
        100 * (1 - caught(WORDS["bad"])),
        PLAIN,
        " %",
    )
    missed = 100 * (1 - caught(WORDS["disguised"]))
    say("disguised ones missed", f"of {len(WORDS['disguised'])}", missed, DISGUISED, " %")
    if DICTIONARY.exists():
        words, _stopped, unread = stopped_in_dictionary()
        say("innocent words stopped", f"of {words} of hunspell-ru", len(unread), INNOCENT)
    else:
        print("innocent words stopped: not measured, hunspell-ru is missing")
