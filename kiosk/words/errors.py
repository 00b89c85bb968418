"""Errors with names. Each carries one clear sentence for the person, in the language in use."""

from __future__ import annotations

from kiosk.words.i18n import _


class HelpPointError(Exception):
    """Something a person can be told: ``sentence()`` says what happened and what to do next."""

    def sentence(self) -> str:
        return _("This did not work. Please call a specialist.")

    def __str__(self) -> str:
        return self.sentence()


class StorageUnavailable(HelpPointError):
    """The database cannot be read or written now; nothing was recorded."""

    def sentence(self) -> str:
        return _("Saving is not possible right now. Please try again or call a specialist.")


class DatabaseMissing(HelpPointError):
    """A command that reads found no database at the place it was given."""

    def __init__(self, place: str) -> None:
        self.place = place

    def sentence(self) -> str:
        return _("There is no help point database at {place}.").format(place=self.place)


class DatabaseInUse(HelpPointError):
    """A restore found another program at work on the database; nothing was touched."""

    def sentence(self) -> str:
        return _(
            "The kiosk or another program is using the database."
            " Stop it first, then restore the backup."
        )


class RestoreUnderWay(HelpPointError):
    """A backup is being put in the place of the database right now."""

    def sentence(self) -> str:
        return _("A backup is being restored right now. Try again in a minute.")


class WrongDatabase(HelpPointError):
    """The file is not a help point database, is damaged, or is of another release's making."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def sentence(self) -> str:
        return self.reason


class KeysMissing(HelpPointError):
    """The folder with the kiosk key and the pepper is gone while the database needs it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def sentence(self) -> str:
        return _(
            "The key folder {folder} is missing or incomplete. Put its copy back before going on."
        ).format(folder=self.folder)


class ClockWentBack(HelpPointError):
    """An act would be dated before its predecessor."""

    def __init__(self, last: str, now: str) -> None:
        self.last = last
        self.now = now

    def sentence(self) -> str:
        return _(
            "The clock shows {now}, but the last entry was made at {last}."
            " Please call the administrator, who will set the clock or confirm that it is right."
        ).format(now=self.now, last=self.last)


class MissingWords(HelpPointError):
    """A field that the journal needs was left empty."""

    def sentence(self) -> str:
        return _("Please fill in every field.")


class AlreadyTaken(HelpPointError):
    """Somebody else changed the entry first: it is no longer in the state the act needs."""

    def sentence(self) -> str:
        return _("This entry was changed meanwhile. The list shows how it is now.")


class NobodyWaits(HelpPointError):
    """There is nobody to call."""

    def sentence(self) -> str:
        return _("Nobody is waiting.")


class StillBusy(HelpPointError):
    """A specialist calls one visitor at a time."""

    def sentence(self) -> str:
        return _("Complete the visitor in front of you first.")


class NotYourJournal(HelpPointError):
    """Nobody works or signs in a journal that is not theirs (clauses 3.4 and 3.5)."""

    def sentence(self) -> str:
        return _(
            "This visitor, entry or journal is another specialist's."
            " Ask whoever is responsible for the journal."
        )


class WrongPin(HelpPointError):
    """Wrong PIN, locked PIN and unknown person: one answer for all three."""

    def sentence(self) -> str:
        return _("The PIN did not match, or logging in is paused. Try again in a while.")


class NoAgreement(HelpPointError):
    """A PIN signs only under a recorded agreement (63-ФЗ, ст. 9)."""

    def sentence(self) -> str:
        return _(
            "Your agreement on electronic signatures is not recorded yet, so your PIN cannot sign."
            " The administrator prints and records it: desk, F7."
        )


class NotTheDay(HelpPointError):
    """An agreement is about a key: it is not older than the key, and is signed before a PIN is."""

    def __init__(self, first: str, last: str) -> None:
        self.first = first
        self.last = last

    def sentence(self) -> str:
        return _(
            "The agreement is about a key made on {first}: its day is from {first} to {last}."
        ).format(first=self.first, last=self.last)


class VolumeClosed(HelpPointError):
    """Nothing more is written into a closed volume."""

    def sentence(self) -> str:
        return _("This volume of the journal is closed.")


class YearNotOver(HelpPointError):
    """A volume is closed when its school year has ended: until then visitors may come."""

    def __init__(self, day: str) -> None:
        self.day = day

    def sentence(self) -> str:
        return _(
            "This volume takes entries until the end of its school year: close it from {day}."
        ).format(day=self.day)


class VisitorAtDesk(HelpPointError):
    """A volume is not closed over a visitor who was called: nobody could complete the entry."""

    def __init__(self, numbers: str) -> None:
        self.numbers = numbers

    def sentence(self) -> str:
        return _("Complete or return the called entries of this volume first: {numbers}.").format(
            numbers=self.numbers
        )


class ReasonMissing(HelpPointError):
    """What is changed afterwards needs a reason."""

    def sentence(self) -> str:
        return _("Write down the reason: it stays with the journal.")


class NothingToDestroy(HelpPointError):
    """No ended entry with personal data was found."""

    def sentence(self) -> str:
        return _("No entry with personal data fits. Open entries are ended first.")


class UnknownEntry(HelpPointError):
    """No entry stands under what was typed."""

    def __init__(self, typed: str) -> None:
        self.typed = typed

    def sentence(self) -> str:
        return _(
            "There is no entry “{typed}”. An entry is named journal/year/number, for example"
            " consultations/2026/12."
        ).format(typed=self.typed)


class NotEnded(HelpPointError):
    """Personal data of an open entry are still needed to help."""

    def __init__(self, entries: str) -> None:
        self.entries = entries

    def sentence(self) -> str:
        return _("Not ended yet: {entries}. End the entry first, then destroy its data.").format(
            entries=self.entries
        )


class PersonInReason(HelpPointError):
    """The reason of a destruction stays for ever: it would keep what is destroyed."""

    def sentence(self) -> str:
        return _(
            "The reason names the person and would keep the name for ever."
            " Name the paper instead: its number and date."
        )


class PinTooWeak(HelpPointError):
    """A new PIN that anybody would guess."""

    def sentence(self) -> str:
        return _("Choose six to twelve digits that are not all alike and not in a row.")


class NotAllowed(HelpPointError):
    """An act for administrators only."""

    def sentence(self) -> str:
        return _("Only an administrator can do this.")


class LoginTaken(HelpPointError):
    """Two specialists cannot share a short login."""

    def sentence(self) -> str:
        return _("This login is already in use. Choose another one.")


class BadLogin(HelpPointError):
    """A login that could not be typed everywhere."""

    def sentence(self) -> str:
        return _("A login is 2 to 20 small Latin letters, digits, dots or dashes.")


class NothingToExport(HelpPointError):
    """The volume asked for does not exist."""

    def sentence(self) -> str:
        return _("This journal has no entries for that school year.")


class UnreadableCode(HelpPointError):
    """What was typed or scanned is not the code of a page."""

    def __init__(self, typed: str) -> None:
        self.typed = typed

    def sentence(self) -> str:
        return _(
            "“{code}” is not a page code. It stands at the foot of a printed page, for example"
            " C26-1-14-57-ABCD-EFGH-IJKL."
        ).format(code=self.typed)


class UnknownVolume(HelpPointError):
    """This help point has no journal of the school year that a page names."""

    def __init__(self, volume: str) -> None:
        self.volume = volume

    def sentence(self) -> str:
        return _("This help point has no such journal: {volume}.").format(volume=self.volume)


class UnknownRows(HelpPointError):
    """The rows asked for are not in the journal."""

    def __init__(self, count: int) -> None:
        self.count = count

    def sentence(self) -> str:
        return _("Give rows of the journal, for example 1-14. Its last one is {last}.").format(
            last=self.count
        )


class ImportRefused(HelpPointError):
    """An import is all or nothing: this names the line that stopped it."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file = file
        self.line = line
        self.reason = reason

    def sentence(self) -> str:
        return _("{file}, line {line}: {reason} Nothing was imported.").format(
            file=self.file, line=self.line, reason=self.reason
        )


class CannotWrite(HelpPointError):
    """A file that was asked for could not be written."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason

    def sentence(self) -> str:
        return _("{file} could not be written: {reason}").format(file=self.file, reason=self.reason)


class CannotRead(HelpPointError):
    """A file that was named could not be read."""

    def __init__(self, file: str, reason: str) -> None:
        self.file = file
        self.reason = reason

    def sentence(self) -> str:
        return _("{file} could not be read: {reason}").format(file=self.file, reason=self.reason)


class CopyIsWrong(HelpPointError):
    """A backup was to be restored in which a row is wrong; nothing was touched."""

    def __init__(self, file: str, wrong: str) -> None:
        self.file = file
        self.wrong = wrong

    def sentence(self) -> str:
        return _(
            "{file} is not restored, a row in it is wrong: {wrong}. Restore an older copy; where"
            " there is none, --even-if-wrong takes this one."
        ).format(file=self.file, wrong=self.wrong)


class UnreadableRows(HelpPointError):
    """What was typed does not name rows."""

    def sentence(self) -> str:
        return _("Rows are written as two numbers, 1-14, or as one.")


class NothingChanged(HelpPointError):
    """A replacement would say the same as the entry that it stands for."""

    def sentence(self) -> str:
        return _("The new entry says the same as the old one: there is nothing to correct.")


class UnknownCode(HelpPointError):
    """No checkpoint of the ledger has a code that somebody has in a binder."""

    def __init__(self, code: str) -> None:
        self.code = code

    def sentence(self) -> str:
        return _(
            "No checkpoint in the ledger has the code {code}: the ledger was cut or rewritten"
            " before it, or the code was mistyped."
        ).format(code=self.code)


class VolumeDiffers(HelpPointError):
    """A row that should go to paper is not what the ledger says of it."""

    def __init__(self, why: str) -> None:
        self.why = why

    def sentence(self) -> str:
        return _(
            "The journal is not printed: {why} Call the administrator to verify the journals."
        ).format(why=self.why)
