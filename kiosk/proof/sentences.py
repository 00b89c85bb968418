"""What there is to say of whatever the rules find, in English and Russian.

The kiosk says the English in the language of its reader, by its own catalogues; whoever checks a
bundle reads both.
"""

from __future__ import annotations

from typing import Any, Mapping, Tuple
from unicodedata import category

from .acts import Kind
from .codes import TYPED, WHOLE, Shape
from .forms import Journal
from .page import year_in_words
from .wrong import Unusable, Where, Wrong

_STEERING = ("Cc", "Cf", "Zl", "Zp")
"""The kinds of characters that move a terminal's text about: controls, directions, line ends."""
Pair = Tuple[str, str]
"""The same in Russian and in English."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Marks a sentence for the catalogues."""
    return message


WRONG: dict[str, Pair] = {
    "unreadable": ("акт не читается", N_("the act cannot be read")),
    "missing": ("акт отсутствует", N_("the act is missing")),
    "twice": ("такой акт есть дважды", N_("the act is there twice")),
    "chain": (
        "акт или его место в цепочке изменены",
        N_("the act or its place in the chain was changed"),
    ),
    "kind_or_time": (
        "вид или время отличаются от подписанных",
        N_("kind or time differs from what was signed"),
    ),
    "signature": ("подпись неверна", N_("the signature is wrong")),
    "cosignature": (
        "вторая подпись отсутствует или лишняя",
        N_("a second signature is missing or does not belong here"),
    ),
    "time": ("он датирован раньше предыдущего акта", N_("it is dated before the act before it")),
    "kiosk_first": (
        "ключ киоска вносят только первым актом",
        N_("a kiosk's key is enrolled by the first act alone"),
    ),
    "not_the_kiosk": ("акт подписан не киоском", N_("the kiosk did not sign this act")),
    "not_the_signer": (
        "запись подписана чужим ключом",
        N_("somebody else's key signed this entry"),
    ),
    "not_the_person": ("акт подписан чужим ключом", N_("somebody else's key signed this act")),
    "not_the_journal": (
        "подписавший не ведёт этот журнал",
        N_("the signer does not keep this journal"),
    ),
    "not_responsible": (
        "подписавший не является ответственным за этот журнал",
        N_("the signer is not responsible for this journal"),
    ),
    "no_administrator": (
        "акт подписан не администратором",
        N_("no administrator signed this act"),
    ),
    "key_name": ("ключ не соответствует своему имени", N_("the key does not fit its name")),
    "another_point": ("это другой пункт помощи", N_("this is another help point")),
    "another_clock_time": (
        "акт подтверждает другое время часов",
        N_("it confirms another clock time"),
    ),
    "epochs": ("эпохи идут не по порядку", N_("the epochs do not follow one another")),
    "another_key": (
        "соглашение относится не к ключу этого специалиста",
        N_("it is not an agreement about this person's key"),
    ),
    "volume_open_before": ("том уже открыт", N_("the volume was opened before")),
    "volume_year": (
        "том открыт не в свой учебный год",
        N_("the volume was not opened in its school year"),
    ),
    "volume_closed": (
        "том закрыт или не открывался",
        N_("the volume is closed or was never opened"),
    ),
    "another_opening": (
        "подпись относится к другому открытию тома",
        N_("the signature covers another opening"),
    ),
    "closing_count": (
        "в акте закрытия указано другое число записей",
        N_("the closing counts other entries"),
    ),
    "closing_reason": (
        "у закрытия нет причины, или она лишняя",
        N_("the closing lacks its reason, or has one without need"),
    ),
    "closing_undecided": (
        "том закрыт, а кто-то в нём ещё ждёт помощи",
        N_("the volume is closed while somebody in it still waits for help"),
    ),
    "closing_rows": (
        "акт закрытия относится к другим строкам",
        N_("the closing covers other rows"),
    ),
    "closing_early": (
        "учебный год тома ещё не кончился",
        N_("the school year of the volume is not over"),
    ),
    "not_vouched": (
        "открытие тома никто не подписал",
        N_("nobody signed the opening of the volume"),
    ),
    "another_helper": (
        "запись исполнил другой специалист",
        N_("another specialist completed the entry"),
    ),
    "agreement_day": (
        "день соглашения не лежит между днём ключа и днём акта",
        N_("the agreement's day is not between its key's and the act's"),
    ),
    "not_the_helper": (
        "названный специалист не ведёт этот журнал",
        N_("the specialist it names does not keep this journal"),
    ),
    "helped_before": ("посетителю уже помогли", N_("the visitor had been helped before")),
    "held_day": (
        "помощь не могла быть оказана в названный день",
        N_("help cannot have been given on the day it names"),
    ),
    "carried_today": (
        "перенести можно только запись, ждущую сегодня",
        N_("what it carries over does not wait on this day"),
    ),
    "asked_later": (
        "обращение записано раньше, чем оно было",
        N_("the enquiry was written down before it was asked"),
    ),
    "lapsed_enquiry": (
        "обращения не с киоска концом дня не заканчиваются",
        N_("enquiries that did not come to the kiosk do not end with the day"),
    ),
    "lapsed_request": (
        "заявки концом дня не заканчиваются",
        N_("requests do not end with the day"),
    ),
    "lapsed_early": (
        "день, с которым закончилась запись, ещё не кончился",
        N_("the day that the entry ended with was not over"),
    ),
    "restored_withdrawn": (
        "восстановить можно только талон, отменённый посетителем",
        N_("only what its visitor withdrew is restored"),
    ),
    "restored_today": (
        "отменённый талон восстанавливают только в день отмены",
        N_("what was withdrawn is restored on the same day only"),
    ),
    "deferred_back": (
        "посетитель возвращается позже, чем сказал об этом",
        N_("a visitor comes back later than they say so"),
    ),
    "corrected_once": (
        "исправить можно только подписанную запись, и один раз",
        N_("only a signed entry is corrected, and once"),
    ),
    "ticket_follows": (
        "талон — не следующий в очереди этого дня",
        N_("the ticket is not the next of its day's line"),
    ),
    "seen_another": (
        "устройство видело другой реестр",
        N_("its device had seen another ledger"),
    ),
    "another_device": (
        "акт записало устройство, которого в реестре нет",
        N_("it was said on a device that is not in the ledger"),
    ),
    "no_session": (
        "рабочее место этого специалиста не было открыто",
        N_("the desk of this specialist was not open"),
    ),
    "session_hours": (
        "рабочее место открыто дольше, чем можно",
        N_("the desk was opened for longer than it may be"),
    ),
    "another_zone": (
        "часовой пояс подписи — не пояс пункта",
        N_("the signature bears another time zone than the point"),
    ),
    "another_day": (
        "дата подписи — не день, когда она поставлена",
        N_("the signature bears another day than the one on which it was given"),
    ),
    "another_before": (
        "акт не продолжает предыдущий акт о людях и названиях",
        N_("the act does not follow the one before it about people and names"),
    ),
    "enrolled_before": (
        "логин уже принадлежит другому",
        N_("the login had been given before"),
    ),
    "not_enrolled": (
        "такого специалиста нет или он уволен",
        N_("there is no such specialist, or they were dismissed"),
    ),
    "no_administrator_left": (
        "не остаётся ни одного администратора",
        N_("no administrator would be left"),
    ),
    "not_a_witness": (
        "вторую подпись ставит другой специалист, ключу которого не меньше 30 дней",
        N_("the second signature is somebody else's, whose key is at least 30 days old"),
    ),
    "witness_missing": (
        "подписанное прежним ключом исправляют при втором человеке: ключ заменили без него",
        N_(
            "what the old key signed is corrected in a second person's presence: the key was"
            " renewed without a second signature"
        ),
    ),
    "asked_before": (
        "под этим номером обращения уже есть акт",
        N_("there is an act before it under the same id"),
    ),
    "entry_ended": ("запись уже была завершена", N_("the entry had ended before")),
    "entry_opened_once": (
        "запись открывают один раз и раньше других её актов",
        N_("an entry is opened once, before anything else"),
    ),
    "another_year": (
        "запись стоит в томе другого года",
        N_("the entry stands in a volume of another year"),
    ),
    "number_follows": (
        "номер записи не следует за предыдущим",
        N_("the entry's number does not follow the last one"),
    ),
    "signature_covers": (
        "подпись относится к другой записи",
        N_("the signature covers another entry"),
    ),
    "not_ended": ("акт называет незавершённую запись", N_("it names an entry that has not ended")),
    "destruction_count": (
        "акт называет не столько записей, сколько в нём указано",
        N_("it does not name as many entries as it says"),
    ),
    "destroyed_before": (
        "акт называет запись, данные которой уже уничтожены",
        N_("it names an entry whose data were destroyed before"),
    ),
    "shown_with_another": (
        "к ней отнесены акты другой записи",
        N_("acts of another entry are shown with it"),
    ),
    "differs": ("расходится с реестром", N_("it differs from the ledger")),
    "entry_missing": (
        "записи нет, или она лишняя",
        N_("the entry is missing or does not belong here"),
    ),
    "wording": ("текст расходится с реестром", N_("its wording differs from the ledger")),
    "wording_missing": (
        "текста нет, или он лишний",
        N_("a wording is missing or does not belong here"),
    ),
    "drawing": ("рисованная подпись изменена", N_("the drawn signature was changed")),
    "destroyed_in_silence": (
        "нет акта об уничтожении её данных",
        N_("no act says that its data were destroyed"),
    ),
    "not_destroyed": (
        "её данные должны быть уничтожены, но они на месте",
        N_("its data should have been destroyed and are still there"),
    ),
    "destroyed_on_another_day": (
        "день уничтожения её данных не тот, что в реестре",
        N_("the day on which its data were destroyed differs from the ledger"),
    ),
    "printed": (
        "печатная форма расходится с записями",
        N_("the printed form differs from the rows"),
    ),
    "zone_offsets": (
        "это не сдвиги часового пояса",
        N_("these are not the offsets of the time zone"),
    ),
    "cut_off": (
        "реестр обрезан до контрольной точки",
        N_("the ledger was cut before its checkpoint"),
    ),
    "checkpoint": (
        "реестр расходится с контрольной точкой",
        N_("the ledger differs from the checkpoint"),
    ),
    "checkpoint_signature": (
        "подпись под контрольной точкой неверна",
        N_("the signature under the checkpoint is wrong"),
    ),
    "uncovered": (
        "последний акт не покрыт контрольной точкой",
        N_("no checkpoint covers the last act"),
    ),
    "file_damaged": ("файл повреждён", N_("the file is damaged")),
}
"""What is wrong, by the code of ``Wrong``."""

UNUSABLE: dict[str, Pair] = {
    "bundle_unreadable": ("Пакет не читается: {why}", "The bundle cannot be read: {why}"),
    "bundle_files": ("В пакете не те файлы.", "The bundle has not the right files."),
    "bundle_foreign": (
        "В пакете лишний файл, его никто не проверяет: {name!r}",
        "A file that does not belong here and is not checked: {name!r}",
    ),
    "bundle_strange": (
        "Это не тот zip, который выгрузил киоск: в нём есть что-то помимо файлов пакета.",
        "Not the zip that the kiosk wrote: there is something else in it.",
    ),
    "bundle_large": (
        "Такого большого пакета у пункта помощи не бывает, он не проверен: {name}",
        "No help point has a bundle as large as this, it was not checked: {name}",
    ),
    "file_large": ("Файл слишком велик: {name}", "The file is too large: {name}"),
    "file_unreadable": ("Файл не читается: {why}", "The file cannot be read: {why}"),
    "no_checkpoint": ("Это не контрольная точка: {name}", "No checkpoint: {name}"),
}
"""Why nothing can be checked, by the code of ``Unusable``."""

UNDECIDED: dict[str, Pair] = {
    "zone_unknown": (
        "Часовой пояс {zone} этому Python неизвестен: даты сличить не с чем.",
        "This Python does not know the time zone {zone}: the dates were not checked.",
    ),
    "checkpoint_newer": (
        "{name}: контрольная точка новее пакета: он выгружен раньше неё или обрезан."
        " Выгрузите пакет заново.",
        "{name}: the checkpoint is newer than the bundle, which was made earlier or cut off."
        " Export a new one.",
    ),
}
"""What a bundle alone cannot decide."""

CODES: dict[str, Pair] = {
    "head": ("вершина реестра", "head of the ledger"),
    "signature": ("отпечаток подписи", "digest of a signature"),
    "volume": ("отпечаток тома", "digest of a volume"),
    "checkpoint": ("контрольная точка", "checkpoint"),
}
"""What can be written down of an act."""

COMPARED: dict[int, Pair] = {
    TYPED: (
        f"сверены {TYPED} букв из {WHOLE} (100 бит)",
        f"compared: {TYPED} letters of {WHOLE} (100 bits)",
    ),
    WHOLE: ("сверен весь отпечаток", "compared: the whole digest"),
}
"""How much of a digest was compared, by the number of letters that were typed or scanned."""

MISTAKEN: dict[Shape, Pair] = {
    Shape.PAGE: (
        "Это код страницы, его сверяют так: --page.",
        "This is the code of a page, to be compared by --page.",
    ),
    Shape.CHECKPOINT: (
        "Это код контрольной точки, его сверяют так: --code.",
        "This is the code of a checkpoint, to be compared by --code.",
    ),
    Shape.STAMP: (
        "Это отпечаток подписи из штампа, а не код контрольной точки или страницы. Он короткий"
        " и о реестре ничего не доказывает; подпись по нему находят так: --head.",
        "This is the digest of a signature from its stamp, no code of a checkpoint or page. It is"
        " short and proves nothing of the ledger; --head finds the signature.",
    ),
    Shape.DIGEST: (
        "Это вершина реестра или отпечаток тома, их сверяют так: --head.",
        "This is the head of a ledger or the digest of a volume, to be compared by --head.",
    ),
}
"""What was typed in another one's place."""

NO_CODE: dict[str, Pair] = {
    "page": (
        "Это не код страницы этого тома.",
        "This is not the code of a page of this volume.",
    ),
    "code": (
        f"Это не код контрольной точки: в нём {TYPED} букв и цифр.",
        f"This is not the code of a checkpoint, which has {TYPED} letters and digits.",
    ),
    "head": (
        "Это не вершина реестра и не отпечаток тома (64 знака) или подписи (12 знаков).",
        "This is neither a ledger's head nor the digest of a volume (64 digits) or signature (12).",
    ),
}
"""What has the shape of no code, by the option that it was given to."""

PAGES: dict[str, tuple[int, Pair, Pair]] = {
    "page_right": (0, ("КОД СТРАНИЦЫ ВЕРЕН", "THE PAGE'S CODE IS RIGHT"), ("", "")),
    "page_wrong": (1, ("КОД СТРАНИЦЫ НЕ СХОДИТСЯ", "THE PAGE'S CODE DIFFERS"), ("", "")),
    "page_foreign": (
        2,
        ("НЕ ПРОВЕРЕНО", "NOT CHECKED"),
        NO_CODE["page"],
    ),
    "page_newer": (
        2,
        ("НЕ РЕШЕНО", "CANNOT DECIDE"),
        (
            "Страница новее пакета, или он обрезан, или код набран с ошибкой.",
            "The page is newer than the bundle, or that was cut off, or the code is mistyped.",
        ),
    ),
    "page_left": (
        2,
        ("НЕ РЕШЕНО", "CANNOT DECIDE"),
        (
            "Страница могла быть напечатана до восстановления из копии; её актов здесь нет.",
            "The page may be of before a copy was restored; then its acts are not here.",
        ),
    ),
}
"""What the check of a page comes to: exit status, headline, and what there is to add."""

LATER: dict[str, Pair] = {
    Kind.ENTRY_COMPLETED.value: ("завершена", "completed"),
    Kind.ENTRY_LEFT.value: ("закончилась без помощи", "ended without help"),
    Kind.ENTRY_CARRIED.value: ("перенесена на следующий день", "carried over to the next day"),
    Kind.ENTRY_LAPSED.value: ("приём не состоялся", "not held by the end of its day"),
    Kind.ENTRY_WITHDRAWN.value: ("талон отменён посетителем", "withdrawn by the visitor"),
    Kind.ENTRY_RESTORED.value: ("возвращена в очередь", "put back into the line"),
    Kind.ENTRY_DEFERRED.value: ("посетитель подождёт дольше", "the visitor waits longer"),
    Kind.ENTRY_SIGNED.value: ("подписана", "signed"),
    Kind.ENTRY_ANNULLED.value: ("аннулирована", "annulled"),
    Kind.ENTRY_RESTATED.value: ("заменена", "replaced"),
    Kind.DATA_DESTROYED.value: ("персональные данные уничтожены", "personal data destroyed"),
}
"""What can happen to a row after its page was printed."""

JOURNALS: dict[str, Pair] = {
    Journal.REQUESTS.value: ("технические заявки", "technical requests"),
    Journal.CONSULTATIONS.value: ("консультации", "consultations"),
}


def sentence_of(wrong: Wrong) -> Pair:
    """Where and what is wrong."""
    where, why = where_in_words(wrong.where), WRONG[wrong.code]
    if wrong.code == "unreadable" and wrong.where[:1] != ("act",):
        why = ("не читается", "it cannot be read")
    return f"{where[0]}: {why[0]}", f"{where[1]}: {why[1]}"


def excuse_of(unusable: Unusable) -> Pair:
    """Why nothing can be checked."""
    return in_both(UNUSABLE[unusable.code], unusable.values)


def in_both(pair: Pair, values: Mapping[str, Any]) -> Pair:
    """A pair of sentences with its values."""
    return pair[0].format(**values), pair[1].format(**values)


def where_in_words(where: Where) -> Pair:
    """What is wrong, named for the person who has to look at it."""
    what, *rest = where
    if what == "cell":
        inner = where_in_words(tuple(rest[1:]))
        return f"{inner[0]}, «{rest[0]}»", f"{inner[1]}, «{rest[0]}»"
    if what == "act":
        ru, en = f"Реестр, акт {rest[0]}", f"Ledger, act {rest[0]}"
        if rest[1:]:
            inner = where_in_words(("entry", *rest[1:]))
            return f"{ru} ({inner[0]})", f"{en} ({inner[1]})"
        return ru, en
    if what == "entry":
        ru, en = volume_in_words(rest[0], rest[1])
        return f"{ru}, запись № {rest[2]}", f"{en}, entry {rest[2]}"
    name = f"keys.json, {rest[0]}" if what == "person" else str(rest[0])
    return name, name


def volume_in_words(journal: str, year: int) -> Pair:
    """A volume by its journal and school year."""
    ru, en = JOURNALS[journal]
    return f"{ru} {year_in_words(year)}", f"{en} {year_in_words(year)}"


def printable(line: str) -> str:
    """A line in which nothing can move about on the screen."""
    return "".join("?" if category(each) in _STEERING else each for each in line)
