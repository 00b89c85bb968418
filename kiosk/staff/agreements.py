"""The agreement under which a PIN signs: its text, and the act that records it (63-ФЗ, ст. 9).

The law asks such an agreement for two things: how the signer is determined, and the duty to keep
the key secret. The text is the same however often it is printed, so its digest proves the paper.
"""

from __future__ import annotations

import hashlib
from datetime import date

from db.models import SigningKey
from kiosk.point.ledger import open_ledger
from kiosk.point.point import HelpPoint
from kiosk.point.saying import say
from kiosk.proof.acts import Kind
from kiosk.proof.codes import TYPED, grouped, letters_of
from kiosk.proof.history import History
from kiosk.staff.access import administrator_key
from kiosk.staff.specialists import enrolled_row
from kiosk.words.days import local
from kiosk.words.errors import AlreadyTaken, NotTheDay
from kiosk.words.people import Specialist
from kiosk.words.russian import of_the_point

_TEXT = """СОГЛАШЕНИЕ
об использовании простой электронной подписи

Место: _________________________    Дата: «____» __________________ 20____ г.

{school} (далее — школа) в лице директора ______________________________________, действующего на \
основании устава, и {name}, {post} (далее — специалист), заключили соглашение о следующем.

1. Записи в журналах {of_the_point} специалист подписывает простой электронной подписью. \
Записи, подписанные ею, признаются равнозначными документам на бумаге, подписанным собственноручно \
(часть 2 статьи 6 и статья 9 Федерального закона от 06.04.2011 № 63-ФЗ «Об электронной подписи»).

2. Ключ простой электронной подписи — ПИН-код, который специалист выбирает сам. ПИН-код открывает \
закрытый ключ Ed25519 с отпечатком {key}; ПИН-код нигде не хранится.

3. Лицо, подписавшее запись, определяется так: специалист называет себя логином «{login}» и вводит \
ПИН-код; программа подписывает запись его закрытым ключом; подпись проверяется открытым ключом, \
который внесён в реестр пункта помощи при зачислении специалиста или при \
замене ключа.

4. Специалист обязан хранить ПИН-код в тайне, никому его не передавать и не вводить при \
посторонних. Если ПИН-код стал или мог стать известен другому лицу, специалист немедленно сообщает \
об этом администратору электронного журнала и до замены ПИН-кода не подписывает записи. \
ПИН-код состоит из 6–12 цифр, рекомендуются 8. Специалист знает, чего стоит ПИН-код: у киоска \
подбирать его мешают паузы; но тот, кто похитит базу вместе с папкой ключей, подберёт любые \
6 цифр на обычном компьютере за 9–11 часов, 8 цифр — примерно за 40 дней.

5. Школа не запрашивает ПИН-код, хранит ключи пункта помощи отдельно от журналов и по заявлению \
специалиста заменяет ПИН-код и ключ. Подписи под прежним ключом остаются действительными.

6. Соглашение действует со дня подписания, пока специалист работает с журналами пункта помощи. \
Оно составлено в двух экземплярах, по одному для школы и для специалиста."""


def agreement_text(point: HelpPoint, login: str) -> str:
    """The agreement with the holder of a login about the key they have now; one that is recorded
    stays as it was signed.

    Raises MissingWords where nobody is enrolled under the login.
    """
    row = enrolled_row(point, login)
    key = _key(point, row.key_id)
    if key.agreed_at is not None:
        return str(key.agreement)
    return _TEXT.format(
        school=point.school,
        of_the_point=of_the_point(point.name),
        name=row.name,
        post=row.post or "специалист пункта помощи",
        login=row.login,
        key=row.key_id,
    )


def text_digest(text: str) -> str:
    """SHA-256 of an agreement's text, 64 hexadecimal digits, as the ledger records it."""
    return hashlib.sha256(text.encode()).hexdigest()


def check_code(digest: str) -> str:
    """What people compare of the digest of a text: twenty letters (100 bits), in groups."""
    return grouped(letters_of(bytes.fromhex(digest))[:TYPED])


def agreement_number(history: History, key: str) -> int:
    """The number of the agreement about a key: keys are numbered as the ledger has them."""
    return [*history.enrolled].index(key) + 1


def has_agreement(point: HelpPoint, specialist: Specialist) -> bool:
    """Whether the PIN that a specialist has now may sign."""
    key = enrolled_row(point, specialist.login).key_id
    return _key(point, key).agreed_at is not None


def checked_day(point: HelpPoint, login: str, signed_on: date) -> date:
    """The day, where an agreement about a login's key can have been signed on it.

    Raises NotTheDay for one before the key was made or still to come, by the days of the point,
    and MissingWords where nobody is enrolled under the login.
    """
    key = _key(point, enrolled_row(point, login).key_id)
    first, today = local(key.enrolled_at, point.zone).date(), point.today()
    if not first <= signed_on <= today:
        raise NotTheDay(f"{first:%d.%m.%Y}", f"{today:%d.%m.%Y}")
    return signed_on


def record_agreement(
    point: HelpPoint, login: str, *, signed_on: date, administrator: str, admin_pin: str
) -> str:
    """Record that the printed agreement was signed on a day; returns the digest of its text.

    From then on the PIN can sign. Raises NotTheDay for a day that is still to come or was before
    the key, NotAllowed, WrongPin, MissingWords, or AlreadyTaken where it is recorded already.
    """
    checked_day(point, login, signed_on)
    witness = administrator_key(point, administrator, admin_pin)
    row, text = enrolled_row(point, login), agreement_text(point, login)
    day, digest = checked_day(point, login, signed_on), text_digest(text)
    facts = {"login": row.login, "key": row.key_id, "date": f"{day}", "digest": digest}
    said = say(point, Kind.AGREEMENT_RECORDED, facts, signer=witness)
    with open_ledger(point, signer=witness) as ledger:
        if enrolled_row(point, login).key_id != row.key_id:
            raise AlreadyTaken  # renewed meanwhile: the new key needs an agreement of its own
        checked_day(point, login, signed_on)
        unrecorded = (SigningKey.key_id == row.key_id) & SigningKey.agreed_at.is_null()
        agreed = {"agreement": text, "agreed_on": f"{signed_on}", "agreed_at": ledger.now}
        if SigningKey.update(agreed).where(SigningKey.point == point.id, unrecorded).execute() != 1:
            raise AlreadyTaken
        ledger.keep(said)
    return digest


def _key(point: HelpPoint, key_id: str | None) -> SigningKey:
    """A key that somebody has or had."""
    key: SigningKey = SigningKey.get(SigningKey.point == point.id, SigningKey.key_id == key_id)
    return key
