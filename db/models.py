"""The tables as peewee models. Times are UTC in ISO text; JSON and sets are plain text.

The tables are made by ``db.migrations``, never from these classes.
"""

from __future__ import annotations

import peewee as pw

database = pw.DatabaseProxy()
"""The one database of this program, opened by ``db.engine.open_database``."""


class Bytes(pw.BlobField):
    """A column of bytes. In a damaged file it may hold another kind of value: the file's failure,
    not the program's."""

    def python_value(self, value: object) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        raise pw.DataError("a value is not of its column's kind")


class Whole(pw.IntegerField):
    """A column of whole numbers; another kind of value is the file's failure, as in ``Bytes``."""

    def python_value(self, value: object) -> int | None:
        if value is None or isinstance(value, int):
            return value
        raise pw.DataError("a value is not of its column's kind")


class Model(pw.Model):
    """A table of the help point."""

    class Meta:
        database = database
        legacy_table_names = False


class Numbered(Model):
    """A table whose rows the database numbers."""

    id = pw.AutoField()


class Point(Numbered):
    """A help point of a school; a new database has exactly one."""

    uid = pw.TextField()
    school = pw.TextField()
    name = pw.TextField()
    zone = pw.TextField()
    created_at = pw.TextField()


class Ledger(Model):
    """The head of a point's ledger: how many acts, what the next one is chained to, its time."""

    point = pw.ForeignKeyField(Point, primary_key=True)
    size = Whole()
    tail = Bytes()
    at = pw.TextField()
    epoch = Whole(default=0)
    """How many times a backup took the place of a newer ledger."""
    home = pw.TextField()
    """Where the database lives (``db.home``)."""


class Volume(Numbered):
    """A journal of a point for one school year; ``last_number`` is its counter."""

    point = pw.ForeignKeyField(Point)
    point_id: int
    journal = pw.TextField()
    year = Whole()
    last_number = Whole()
    opened_at = pw.TextField()
    closed_at = pw.TextField(null=True)


class Specialist(Numbered):
    """Somebody who helps. ``sealed_key`` is the signing key, wrapped by PIN and pepper."""

    point = pw.ForeignKeyField(Point)
    login = pw.TextField()
    name = pw.TextField()
    post = pw.TextField()
    duty = pw.TextField()
    journals = pw.TextField()
    status = pw.TextField()
    salt = Bytes()
    pin_salt = Bytes(null=True)
    sealed_key = Bytes(null=True)
    key_id = pw.TextField(null=True)
    enrolled_at = pw.TextField(null=True)


class SigningKey(Model):
    """A key that a specialist has or had, and the agreement under which its PIN signs."""

    point = pw.ForeignKeyField(Point)
    key_id = pw.TextField()
    specialist = pw.ForeignKeyField(Specialist)
    enrolled_at = pw.TextField()
    agreement = pw.TextField(null=True)
    agreed_on = pw.TextField(null=True)
    agreed_at = pw.TextField(null=True)
    told_at = pw.TextField(null=True)
    """When its holder confirmed that they know of it; a memory of whom to tell, no evidence."""

    class Meta:
        primary_key = pw.CompositeKey("point", "key_id")


class Topic(Numbered):
    """A topic of a consultation, or a kind of problem of a request."""

    point = pw.ForeignKeyField(Point)
    code = pw.TextField()
    journal = pw.TextField()
    titles = pw.TextField()
    roles = pw.TextField()
    access = pw.BooleanField()
    position = Whole()
    active = pw.BooleanField()


class Guide(Numbered):
    """A guide that a visitor takes along by QR code."""

    point = pw.ForeignKeyField(Point)
    code = pw.TextField()
    titles = pw.TextField()
    descriptions = pw.TextField()
    url = pw.TextField()
    kind = pw.TextField()
    language = pw.TextField()
    roles = pw.TextField()
    topics = pw.TextField()
    position = Whole()
    active = pw.BooleanField()
    answers = pw.TextField(default="{}")


class Session(Numbered):
    """A session of the schedule: when somebody is on duty, and for whom."""

    point = pw.ForeignKeyField(Point)
    uid = pw.TextField()
    titles = pw.TextField()
    roles = pw.TextField()
    specialist = pw.TextField()
    room = pw.TextField()
    starts_at = pw.TextField()
    ends_at = pw.TextField()
    places = Whole(null=True)
    cancelled = pw.BooleanField()


class TicketCounter(Numbered):
    """The last ticket number of a day and series."""

    point = pw.ForeignKeyField(Point)
    day = pw.TextField()
    series = pw.TextField()
    last = Whole()


class Entry(Numbered):
    """A row of a volume. ``salt`` opens the commitments to its personal values; ``day``, ``series``
    and ``ticket`` are its short number for the line, such as К-07."""

    point = pw.ForeignKeyField(Point)
    volume = pw.ForeignKeyField(Volume)
    number = Whole()
    request_id = pw.TextField()
    state = pw.TextField()
    role = pw.TextField()
    channel = pw.TextField()
    name = pw.TextField()
    school_class = pw.TextField()
    room = pw.TextField()
    topic = pw.ForeignKeyField(Topic, null=True)
    topic_title = pw.TextField()
    problem = pw.TextField()
    result = pw.TextField()
    note = pw.TextField()
    left_reason = pw.TextField()
    salt = Bytes()
    search = pw.TextField()
    day = pw.TextField()
    series = pw.TextField()
    ticket = Whole()
    specialist = pw.ForeignKeyField(Specialist, null=True)
    specialist_id: int | None
    opened_at = pw.TextField()
    called_at = pw.TextField(null=True)
    started_at = pw.TextField(null=True)
    completed_at = pw.TextField(null=True)
    signed_at = pw.TextField(null=True)
    signed_seq = Whole(null=True)
    """The number of the act that signed it, alone or with others."""
    held_on = pw.TextField(default="")
    """The day on which help was given where it was written down on a later one, else empty."""
    carried_on = pw.TextField(default="")
    """The day whose end it outlives, carried over by a specialist, else empty."""
    asked = pw.TextField(default="")
    """The minute of an enquiry that a desk wrote down, where the point is, else empty."""
    corrects = pw.ForeignKeyField("self", null=True)
    """The signed entry that it stands for once it is signed itself."""
    corrects_id: int | None
    consent = pw.TextField(default="")
    destroyed_at = pw.TextField(null=True)


class Word(Numbered):
    """A word that entries of a journal are found by, see ``db.words``."""

    journal = pw.TextField()
    text = pw.TextField()


class EntryWord(Model):
    """An entry that has a word."""

    word = pw.ForeignKeyField(Word)
    entry = pw.ForeignKeyField(Entry)

    class Meta:
        primary_key = pw.CompositeKey("word", "entry")


class SavedSearch(Numbered):
    """What a specialist looks for in a journal again and again, under a name."""

    point = pw.ForeignKeyField(Point)
    specialist = pw.ForeignKeyField(Specialist)
    name = pw.TextField()
    journal = pw.TextField()
    wanted = pw.TextField()


class LinePlace(Model):
    """What the line knows of an entry under which somebody waits; it goes when the entry ends. A
    convenience and no evidence: an entry without one stands where its id puts it, and has no code.
    """

    entry = pw.ForeignKeyField(Entry, primary_key=True)
    entry_id: int
    point = pw.ForeignKeyField(Point)
    turn = Whole()
    """The smallest is called first; the entry's id until somebody lets others pass."""
    back_at = pw.TextField(default="")
    """When somebody comes back who is away, else empty."""
    deferrals = Whole(default=0)
    withdrawn_at = pw.TextField(default="")
    """When the visitor withdrew, until that day is over: till then a desk may restore it."""
    salt = Bytes()
    seal = pw.TextField()
    """The code of the ticket as ``kiosk.visits.codes`` seals it."""
    misses = Whole(default=0)
    """How many wrong codes were typed in a row."""


class Joined(Model):
    """Somebody who has the fault that an open request reports already; it goes when that request
    ends. No entry and no evidence: nothing is signed for it, and no journal prints it."""

    point = pw.ForeignKeyField(Point)
    request_id = pw.TextField()
    entry = pw.ForeignKeyField(Entry)
    entry_id: int
    name = pw.TextField()
    """Empty where the visitor did not want to be named."""
    consent = pw.TextField(default="")
    joined_at = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("point", "request_id")


class SignUp(Numbered):
    """Somebody who has signed up for a session; it goes some days after that. No entry and no
    evidence, as in ``Joined``. Its id is the number that the visitor was told."""

    point = pw.ForeignKeyField(Point)
    session = pw.TextField()
    """The uid of the session, which stays when the schedule is taken in anew."""
    ends_at = pw.TextField()
    """When that session ended as it was planned then."""
    request_id = pw.TextField()
    name = pw.TextField()
    """Empty where the visitor did not want to be named."""
    consent = pw.TextField(default="")
    signed_at = pw.TextField()
    salt = Bytes()
    seal = pw.TextField()
    """The code as ``kiosk.visits.codes`` seals it."""
    misses = Whole(default=0)
    """How many wrong codes were typed in a row."""


class Event(Numbered):
    """What happened to an entry on its way: calls, no-shows, returns."""

    point = pw.ForeignKeyField(Point)
    entry = pw.ForeignKeyField(Entry)
    kind = pw.TextField()
    specialist = pw.ForeignKeyField(Specialist, null=True)
    at = pw.TextField()


class Act(Numbered):
    """A row of the ledger: the bytes that were signed and chained, exactly as they were."""

    point = pw.ForeignKeyField(Point)
    seq = Whole()
    kind = pw.TextField()
    at = pw.TextField()
    request = pw.TextField()
    entry = pw.ForeignKeyField(Entry, null=True)
    entry_id: int | None
    body = Bytes()
    given = Bytes()
    key_id = pw.TextField()
    signature = Bytes()
    cosignature = Bytes(null=True)
    tail = Bytes()


class Wording(Model):
    """Words beside an act, which the ledger knows by their commitments alone: a reason, and who
    signed as it is printed. ``word`` says which of them."""

    act = pw.ForeignKeyField(Act)
    act_id: int
    word = pw.TextField()
    point = pw.ForeignKeyField(Point)
    text = pw.TextField()
    salt = Bytes()

    class Meta:
        primary_key = pw.CompositeKey("act", "word")


class Drawing(Model):
    """The signature that a specialist drew under an entry: strokes, see ``kiosk.words.drawing``."""

    entry = pw.ForeignKeyField(Entry, primary_key=True)
    point = pw.ForeignKeyField(Point)
    strokes = pw.TextField()
    salt = Bytes()


class Lockout(Model):
    """Wrong PINs in a row, the seconds to wait after the last, and those still to be told; one row
    for a person, and one for everybody of a point. See ``db.lockouts``."""

    point = pw.ForeignKeyField(Point)
    person = pw.TextField()
    failures = Whole()
    wait = Whole()
    edition = pw.TextField()
    untold = Whole()
    last_at = pw.TextField()
    turn = Whole()
    enrolled = Whole()

    class Meta:
        primary_key = pw.CompositeKey("point", "person")


class PaperRow(Model):
    """A blank row of a sheet of paper for a day without power, by its code. The entry that was
    written down from it has the code in its ``request_id``."""

    point = pw.ForeignKeyField(Point)
    code = pw.TextField()
    sheet = Whole()
    line = Whole()
    printed_at = pw.TextField()

    class Meta:
        primary_key = pw.CompositeKey("point", "code")


class Forecast(Model):
    """How long somebody was told that they will wait, and when they were called for the first time.
    It is no promise of the journal: the point learns from it how far off its forecasts are."""

    point = pw.ForeignKeyField(Point)
    entry = pw.ForeignKeyField(Entry)
    seconds = Whole()
    made_at = pw.TextField()
    true_at = pw.TextField(null=True)

    class Meta:
        primary_key = pw.CompositeKey("point", "entry")


class Answered(Model):
    """How often the answer of a guide to a topic was shown before the line on a day: how many it
    helped, and how many went on. Nothing of anybody is kept."""

    point = pw.ForeignKeyField(Point)
    day = pw.TextField()
    topic = pw.TextField()
    guide = pw.TextField()
    helped = Whole()
    went_on = Whole()

    class Meta:
        primary_key = pw.CompositeKey("point", "day", "topic", "guide")


TABLES: tuple[type[Model], ...] = (
    Point,
    Ledger,
    Volume,
    Specialist,
    SigningKey,
    Topic,
    Guide,
    Session,
    TicketCounter,
    Entry,
    Word,
    EntryWord,
    SavedSearch,
    LinePlace,
    Joined,
    SignUp,
    Event,
    Act,
    Wording,
    Drawing,
    Lockout,
    PaperRow,
    Forecast,
    Answered,
)
"""Every table of this schema."""
