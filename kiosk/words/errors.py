"""Errors with names. Each has one clear sentence for the person, in the language in use.

They stand by topic: what is kept, files, visits, journals, specialists, personal data.
"""

from __future__ import annotations

from typing import ClassVar

from kiosk.words.days import minutes_and_seconds
from kiosk.words.i18n import N_, _
from kiosk.words.weak_pins import Weakness


class HelpPointError(Exception):
    """Something a person can be told: ``sentence()`` says what happened and what to do next.

    ``words`` is the sentence of a kind of error, with its values named as they are in it.
    """

    words: ClassVar[str] = N_("This did not work. Please call a specialist.")

    def sentence(self) -> str:
        """The sentence, in the language in use."""
        return _(self.words).format(**vars(self))

    def __str__(self) -> str:
        return self.sentence()


class StorageUnavailable(HelpPointError):
    """The database cannot be read or written now; nothing was recorded."""

    words = N_("Saving is not possible right now. Please try again or call a specialist.")


class DatabaseMissing(HelpPointError):
    """A command that reads found no database at the place it was given."""

    words = N_("There is no help point database at {place}.")

    def __init__(self, place: str) -> None:
        self.place = place


class NotNamedYet(HelpPointError):
    """Plain lines were asked for at a point whose first run is still to come."""

    words = N_("The help point has no name yet: start it with its screens first.")


class DriverMissing(HelpPointError):
    """A postgresql:// address on a machine whose kiosk was installed for SQLite alone."""

    def __init__(self, command: str) -> None:
        self.command = command

    def sentence(self) -> str:
        return _(
            "A postgresql:// address needs a driver, which this command installs: {command}"
        ).format(command=self.command)


class DatabaseInUse(HelpPointError):
    """A restore found another program at work on the database; nothing was touched."""

    words = N_(
        "The kiosk or another program is using the database. Stop it first, then restore"
        " the backup."
    )


class RestoreUnderWay(HelpPointError):
    """A backup is being put in the place of the database right now."""

    words = N_("A backup is being restored right now. Try again in a minute.")


class WrongDatabase(HelpPointError):
    """The file is not a help point database, is damaged, or is of another release's making."""

    words = "{reason}"

    def __init__(self, reason: str) -> None:
        self.reason = reason


class KeysMissing(HelpPointError):
    """The folder with the kiosk key and the pepper is gone while the database needs it."""

    words = N_(
        "The key folder {folder} is missing or incomplete. Put its copy back before going on."
    )

    def __init__(self, folder: str) -> None:
        self.folder = folder


class SecretsMissing(KeysMissing):
    """The kiosk key and the pepper are not where the setting ``secrets`` has them."""

    words = N_(
        "The kiosk's key is not in {folder}, where the setting “secrets” looks for it. Put the"
        " stick in; what systemd hands over is there while the kiosk's service runs."
    )


class LedgerSetBack(HelpPointError):
    """The ledger does not have what this device has seen of it; nothing was recorded."""

    words = N_(
        "The journals were put back to an earlier state, so nothing is recorded. Please call the"
        " administrator, who logs in and says what happened."
    )


class NoteGone(HelpPointError):
    """The ledger speaks of a newer checkpoint than the notes beside the kiosk's keys."""

    words = N_(
        "The note of the last checkpoint is missing beside the kiosk's keys, or an older one is in"
        " its place: the journals may have been set back. Put it back from a copy of the key"
        " folder; where there is none, compare the newest code in the binder (kiosk verify --code),"
        " and an administrator then says what happened (kiosk settle restored)."
    )


class LedgerElsewhere(LedgerSetBack):
    """The database does not live where its ledger says; nothing was recorded."""

    words = N_(
        "The journals were copied, moved or restored, so nothing is recorded. Please call the"
        " administrator, who logs in and says what happened."
    )


class PeopleDiffer(HelpPointError):
    """The list of specialists is not what the acts say, or those acts do not hold; nothing is done
    by its right."""

    words = N_(
        "The list of specialists was changed past the program. Nothing is signed until an"
        " administrator has verified the journals."
    )


class LastAdministrator(HelpPointError):
    """Somebody was to lose the duty of an administrator whom nobody could replace."""

    words = N_("This is the only administrator. Enrol another one first.")


class CopyIsWrong(HelpPointError):
    """A backup was to be restored in which a row is wrong; nothing was touched."""

    words = N_(
        "{file} is not restored, a row in it is wrong: {wrong}. Restore an older copy;"
        " where there is none, --even-if-wrong takes this one."
    )

    def __init__(self, file: str, wrong: str) -> None:
        self.file, self.wrong = file, wrong


class ClockDoubted(HelpPointError):
    """The clock is behind the last act, was moved while the kiosk ran, or is far after that act."""

    words = N_(
        "The clock shows {now}, but the last entry was made at {last}. Please call the"
        " administrator, who will set the clock or confirm that it is right."
    )

    def __init__(self, last: str, now: str) -> None:
        self.last, self.now = last, now


class CannotRead(HelpPointError):
    """A file that was named could not be read."""

    words = N_("{file} could not be read: {reason}")

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason


class CannotWrite(HelpPointError):
    """A file that was asked for could not be written."""

    words = N_("{file} could not be written: {reason}")

    def __init__(self, file: str, reason: str) -> None:
        self.file, self.reason = file, reason


class ImportRefused(HelpPointError):
    """A line of a file that was to be imported is wrong; nothing of the file was taken in."""

    words = N_("{file}, line {line}: {reason} Nothing was imported.")

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason


class MissingWords(HelpPointError):
    """A field that the journal needs was left empty."""

    words = N_("Please fill in every field.")


class Discourteous(HelpPointError):
    """Free text holds an insult or an obscene word (clause 3.3); nothing was recorded."""

    words = N_("Please say it without rude words.")


class DeskIsClosed(HelpPointError):
    """A deed at the desk after it was closed, or hours after it was opened."""

    words = N_("Your desk is closed. Please log in again.")


class UnknownZone(HelpPointError):
    """No time zone has this name, and none is known by such a city."""

    words = N_(
        "There is no time zone “{zone}”. Write one of its cities, such as Moscow, or its name, such"
        " as Europe/Moscow."
    )

    def __init__(self, zone: str) -> None:
        self.zone = zone


class AlreadyTaken(HelpPointError):
    """Somebody else changed the entry first: it is no longer in the state the act needs."""

    words = N_("This entry was changed meanwhile. The list shows how it is now.")


class NotAMoment(HelpPointError):
    """Nobody can read what was typed as a moment."""

    words = N_("Please write the time, and the day if it was an earlier one: 10:40, 27.11 10:40.")


class NotYet(HelpPointError):
    """A moment was typed that is still to come."""

    words = N_("That moment has not come yet. For an earlier day write the day as well.")


class TooLongAgo(HelpPointError):
    """A moment was typed that is more than a year ago."""

    words = N_("That is more than a year ago. Please look at the year.")


class UnknownPaperRow(HelpPointError):
    """The code of a row of paper is none that was printed."""

    words = N_("No blank row was printed with the code “{typed}”.")

    def __init__(self, typed: str) -> None:
        self.typed = typed


class PaperRowUsed(HelpPointError):
    """A row of paper was written down before."""

    words = N_("This row of paper is in the journal already: it is entry No. {number}.")

    def __init__(self, number: int) -> None:
        self.number = number


class WrongTicketCode(HelpPointError):
    """Nobody waits under this number with this code."""

    words = N_("The number and the code do not fit. Both stand on your ticket.")


class TicketAtDesk(HelpPointError):
    """Wrong codes were typed for a ticket again and again: only a desk helps now."""

    words = N_("The code was wrong three times. Please go to the specialist's desk.")


class TicketCalled(HelpPointError):
    """A visitor was called, or their entry ended, before they changed it."""

    words = N_("This ticket was called or closed meanwhile. Please go to the specialist.")


class SignedUpAlready(HelpPointError):
    """Somebody of the same name has signed up for the session already."""

    words = N_(
        "Somebody of this name has signed up for the session already. If that was not you,"
        " write your whole name with the patronymic."
    )


class SignUpClosed(HelpPointError):
    """Nobody can sign up for a session: it has begun, was cancelled, or is not held any more."""

    words = N_("Nobody can sign up for this session any more.")


class WrongSignUpCode(HelpPointError):
    """Nobody has signed up under this number with this code."""

    words = N_("The number and the code do not fit. Both were shown when you signed up.")


class OthersJoined(HelpPointError):
    """A visitor was to cancel a request that others have joined."""

    words = N_("Others have joined this request. Please tell the specialist that it is not needed.")


class NobodyBehind(HelpPointError):
    """Somebody was to let the next one pass, and there is no next one."""

    words = N_("Nobody waits after you.")


class DeferredOften(HelpPointError):
    """A ticket was put off as often as it can be."""

    words = N_("This ticket cannot be put off any more. You can sign in anew.")


class BackTooSoon(HelpPointError):
    """The time at which somebody comes back has come already."""

    words = N_("This time has passed. Please choose a later one.")


class NobodyIsHere(HelpPointError):
    """Whoever waits has said that they come back later."""

    words = N_("Everybody who waits comes back later. Enter in the list calls the marked one.")


class NobodyWaits(HelpPointError):
    """There is nobody to call."""

    words = N_("Nobody is waiting.")


class StillBusy(HelpPointError):
    """The specialist has a visitor at the desk already, and calls one at a time."""

    words = N_("Complete the visitor in front of you first.")


class NotYourJournal(HelpPointError):
    """The journal or the visitor is not this specialist's (clauses 3.4 and 3.5)."""

    words = N_(
        "This visitor, entry or journal is another specialist's. Ask whoever is responsible"
        " for the journal."
    )


class VolumeClosed(HelpPointError):
    """The volume was closed: nothing more is written into it."""

    words = N_("This volume of the journal is closed.")


class YearNotOver(HelpPointError):
    """A volume was to be closed before its school year has ended: visitors may still come."""

    words = N_("This volume takes entries until the end of its school year: close it from {day}.")

    def __init__(self, day: str) -> None:
        self.day = day


class SomebodyWaits(HelpPointError):
    """A volume was to be closed over somebody who still waits or is helped: nobody could say any
    more how that ended."""

    words = N_(
        "Somebody still waits for help in this volume. Decide these entries first: {numbers}."
    )

    def __init__(self, numbers: str) -> None:
        self.numbers = numbers


class ReasonMissing(HelpPointError):
    """A correction, a closing over unsigned rows or a destruction was given no reason."""

    words = N_("Write down the reason: it stays with the journal.")


class NothingChanged(HelpPointError):
    """A replacement would say the same as the entry that it stands for."""

    words = N_("The new entry says the same as the old one: there is nothing to correct.")


class NothingToExport(HelpPointError):
    """The volume asked for does not exist."""

    words = N_("This journal has no entries for that school year.")


class UnknownVolume(HelpPointError):
    """This help point has no journal of the school year that a page names."""

    words = N_("This help point has no such journal: {volume}.")

    def __init__(self, volume: str) -> None:
        self.volume = volume


class UnknownRows(HelpPointError):
    """The rows asked for are not in the journal."""

    words = N_("Give rows of the journal, for example 1-14. Its last one is {last}.")

    def __init__(self, last: int) -> None:
        self.last = last


class UnreadableRows(HelpPointError):
    """What was typed does not name rows."""

    words = N_("Rows are written as two numbers, 1-14, or as one.")


class UnreadableCode(HelpPointError):
    """What was typed or scanned is not the code of a page."""

    words = N_(
        "“{code}” is not a page code. It stands at the foot of a printed page, for example"
        " C26-1-14-57-ABCD-EFGH-IJKL-MNOP-QRST."
    )

    def __init__(self, code: str) -> None:
        self.code = code


class PageCodeGiven(UnreadableCode):
    """A page's code in the place of a checkpoint's."""

    words = N_("“{code}” is the code of a page, not of a checkpoint: check it as a printed page.")


class CheckpointCodeGiven(UnreadableCode):
    """A checkpoint's code in the place of a page's."""

    words = N_(
        "“{code}” is the code of a checkpoint, not of a page: verify the journals with it"
        " (kiosk verify --code)."
    )


class StampGiven(UnreadableCode):
    """The digest of a signature in the place of a page's or a checkpoint's code."""

    words = N_(
        "“{code}” is the digest of a signature, from its stamp. It is short and proves nothing;"
        " the code of a checkpoint or page ends in 20 letters."
    )


class NoCheckpointCode(UnreadableCode):
    """What was typed is not the code of a checkpoint."""

    words = N_(
        "“{code}” is not the code of a checkpoint. It has 20 letters and digits, for example"
        " ABCD-EFGH-IJKL-MNOP-QRST."
    )


class UnknownCode(HelpPointError):
    """No checkpoint of the ledger has a code that somebody has in a binder."""

    words = N_(
        "No checkpoint in the ledger has the code {code}: the ledger was cut or rewritten"
        " before it, or the code was mistyped."
    )

    def __init__(self, code: str) -> None:
        self.code = code


class BundleTooLarge(HelpPointError):
    """No program that checks bundles would take it."""

    words = N_("The bundle is not written: its {file} is larger than anybody's check would take.")

    def __init__(self, file: str) -> None:
        self.file = file


class EntryDiffers(HelpPointError):
    """A row does not say what the acts about its entry say: nobody signs the one for the other."""

    words = N_(
        "Entry No. {number} was changed past the program. It is not signed until an administrator"
        " has verified the journals."
    )

    def __init__(self, number: int) -> None:
        self.number = number


class JournalsDiffer(HelpPointError):
    """Something in the journals is wrong: nothing of them leaves. ``why`` names the first wrong
    row."""

    words = N_(
        "No document is made, the journals do not agree: {why}. Repair nothing: the administrator"
        " makes a copy (kiosk backup) and compares the journals with an earlier one."
    )

    def __init__(self, why: str) -> None:
        self.why = why.rstrip(".")


class WrongPin(HelpPointError):
    """A wrong PIN was typed, or any for a login that nobody has: one answer for both."""

    words = N_("The PIN did not match.")


class PauseBegun(WrongPin):
    """One more PIN was wrong, and from now on none is looked at for so many seconds."""

    words = N_("The PIN did not match. Now there is a pause of {time}.")

    def __init__(self, seconds: float) -> None:
        self.time = minutes_and_seconds(seconds)


class PinPaused(WrongPin):
    """A PIN was not looked at, not even a right one, for so many seconds more."""

    words = N_("After wrong PINs there is a pause. It ends in {time}.")

    def __init__(self, seconds: float) -> None:
        self.time = minutes_and_seconds(seconds)


class WrongRecoveryCode(WrongPin):
    """A recovery code was typed that does not hold for the login, or no more."""

    words = N_("This recovery code does not hold, or no more: each one is used once.")


class RecoveryPauseBegun(PauseBegun):
    """One more recovery code or PIN was wrong, and from now on none is looked at for so long."""

    words = N_("This recovery code does not hold. Now there is a pause of {time}.")


class RecoveryMistyped(HelpPointError):
    """A recovery code does not fit its check group: nothing was tried."""

    words = N_(
        "There is a typing mistake in the recovery code. Compare it with the paper, group by group."
    )


class PinTooWeak(HelpPointError):
    """A new PIN is one that is guessed among the first."""

    words = N_("This PIN is not taken. {why}")

    def __init__(self, why: Weakness) -> None:
        self.why = why


class NotAllowed(HelpPointError):
    """Somebody who is no administrator tried what only administrators do."""

    words = N_("Only an administrator can do this.")


class LoginTaken(HelpPointError):
    """Another specialist has the login."""

    words = N_("This login is already in use. Choose another one.")


class BadLogin(HelpPointError):
    """A login has other signs, or more or fewer, than can be typed on any keyboard."""

    words = N_("A login is 2 to 20 small Latin letters, digits, dots or dashes.")


class NoAgreement(HelpPointError):
    """No agreement about the specialist's PIN is recorded (63-ФЗ, ст. 9): it cannot sign yet."""

    words = N_(
        "Your agreement on electronic signatures is not recorded yet, so your PIN cannot"
        " sign. The administrator prints and records it: desk, F7."
    )


class NotAWitness(HelpPointError):
    """Somebody was to give the second signature who may not."""

    words = N_(
        "The second signature is given by somebody enrolled for at least 30 days who is neither the"
        " one with the new PIN nor the administrator who gave it."
    )


class SecondPersonNeeded(HelpPointError):
    """What an old key signed was to be corrected by one that an administrator gave alone."""

    words = N_(
        "Your PIN was replaced without a second signature. What you signed with the old one is"
        " corrected with a second person's PIN as well."
    )


class NotTheDay(HelpPointError):
    """The day of an agreement is before its key was made, or still to come."""

    words = N_("The agreement is about a key made on {first}: its day is from {first} to {last}.")

    def __init__(self, first: str, last: str) -> None:
        self.first, self.last = first, last


class NothingToDestroy(HelpPointError):
    """No ended entry with personal data was found."""

    words = N_("No entry with personal data fits. Open entries are ended first.")


class UnknownEntry(HelpPointError):
    """No entry stands under what was typed."""

    words = N_(
        "There is no entry “{typed}”. An entry is named journal/year/number, for example"
        " consultations/2026/12."
    )

    def __init__(self, typed: str) -> None:
        self.typed = typed


class NotEnded(HelpPointError):
    """Personal data were to be destroyed while somebody waits or is helped under the entry."""

    words = N_("Not ended yet: {entries}. End the entry first, then destroy its data.")

    def __init__(self, entries: str) -> None:
        self.entries = entries


class PersonInReason(HelpPointError):
    """The reason of a destruction names the person: it stays for ever, and would keep the name."""

    words = N_(
        "The reason names the person and would keep the name for ever. Name the paper"
        " instead: its number and date."
    )
