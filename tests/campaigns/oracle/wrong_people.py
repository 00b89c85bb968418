"""People, keys and agreements as they may not be."""

from __future__ import annotations

import hashlib
from random import Random

from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, unsettled, wrong
from tests.campaigns.oracle.made import Key
from tests.campaigns.oracle.pen import Pen


@wrong("somebody enrolled by who is no administrator")
def enrolled_by_outsider(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    person = pen.choose(one for one in pen.people() if one.duty != "administrator")
    hand = random.choice([person.key, case.made.kiosk])
    pen.enrol("newcomer", hand=hand)
    return Did("specialist_enrolled", "the kiosk" if hand == case.made.kiosk else person.duty)


@wrong("enrolled by an administrator's renewed key")
def enrolled_by_old_key(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    chief = pen.somebody(administrator=True)
    pen.enrol(chief.login, hand=chief.key)
    way = random.choice(["specialist_enrolled", "agreement_recorded", "clock_resolved"])
    if way == "specialist_enrolled":
        pen.enrol("newcomer", hand=chief.key)
    elif way == "clock_resolved":
        pen.resolve_clock(chief, hand=chief.key)
    else:
        new = pen.tables.people[chief.login]
        pen.agree(new.key, new.login, hand=chief.key)
    return Did(way, "the old key")


@wrong("an administrator who is none any more")
def demoted(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    chief = pen.somebody(administrator=True)
    pen.enrol(chief.login, hand=chief.key, duty="teacher", journals="consultations")
    new = pen.tables.people[chief.login]
    way = random.choice(["specialist_enrolled", "data_destroyed", "clock_resolved"])
    if way == "specialist_enrolled":
        pen.enrol("newcomer", hand=new.key)
    elif way == "clock_resolved":
        pen.resolve_clock(new)
    else:
        rows = pen.rows(lambda row: row.state in ("signed", "left") and not row.destroyed_at)
        pen.destroy([pen.choose(rows)], new)
    return Did(way, "a teacher now")


@wrong("a key enrolled twice")
def key_twice(random: Random, case: Case) -> Did:
    """Again for its holder, for somebody else, or the kiosk's for a person."""
    pen = Pen(case.made, random)
    owner = pen.somebody()
    keys = [person.key for person in pen.people()] + [case.made.kiosk]
    key = case.made.keys[random.choice(keys)]
    pen.enrol(random.choice([owner.login, "newcomer"]), key=key)
    return Did(
        "specialist_enrolled", "the kiosk's" if key.name == case.made.kiosk else "a person's"
    )


@wrong("a key that does not fit its name")
def key_misnamed(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    act = pen.enrol("newcomer")
    way = random.choice(["name", "upper", "long", "other", "short key"])
    public = act.body["public_key"]
    match way:
        case "name":
            act.body["key"] = "0" * 16
        case "upper":
            act.body["public_key"] = public.upper()
        case "long":
            act.body["key"] = act.body["key"] + "00"
        case "other":
            act.body["public_key"] = Key(random.randbytes(32)).public.hex()
        case _:
            act.body["public_key"] = public[:-2]
    return Did("specialist_enrolled", way)


@wrong("a new key that did not sign its enrolment")
def key_unsigned(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    act = pen.enrol("newcomer")
    act.second = random.choice([None, act.hand, case.made.kiosk])
    if act.second is None and random.random() < 0.3:
        act.columns["second"] = random.choice([b"", bytes(64), random.randbytes(64)])
    return Did("specialist_enrolled", "no second signature" if not act.second else "another's")


@wrong("a second signature where there is none to be")
def second_signature(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    act = pen.choose(act for act in case.made.acts if act.kind != "specialist_enrolled")
    act.second = random.choice([act.hand, case.made.kiosk])
    return Did(act.kind, "cosigned")


SMALL_ORDER = (
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
)


@wrong("a key of small order")
def key_of_small_order(random: Random, case: Case) -> Did:
    """Under such a key a signature of the base point's multiples may hold over anything."""
    pen = Pen(case.made, random)
    act = pen.enrol("newcomer")
    weak = bytes.fromhex(random.choice(SMALL_ORDER))
    act.body["key"], act.body["public_key"] = hashlib.sha256(weak).hexdigest()[:16], weak.hex()
    act.columns["second"] = bytes.fromhex(SMALL_ORDER[0]) + bytes(32)
    return Did("specialist_enrolled", weak.hex()[:8])


@unsettled("a duty or journals that there are not")
def strange_duty(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    name, value = random.choice(
        [
            ("duty", "director"),
            ("duty", ""),
            ("duty", "Administrator"),
            ("journals", "other"),
            ("journals", ""),
            ("journals", "requests  consultations"),
            ("journals", " consultations"),
            ("journals", "consultations consultations"),
            ("login", ""),
            ("login", "Smirnova"),
        ]
    )
    login = value if name == "login" else f"new{random.randrange(999)}"
    key = Key(random.randbytes(32))
    pen.enrol(login, key=key, **{} if name == "login" else {name: value})
    if random.random() < 0.5:
        person = pen.tables.people[login]
        row = pen.choose(pen.signed())
        pen.annul(row, person)
        return Did("entry_annulled", f"{name} {value!r}, and they correct")
    return Did("specialist_enrolled", f"{name} {value!r}")


@unsettled("the first specialist is no administrator")
def first_is_teacher(random: Random, case: Case) -> Did:
    act = next(act for act in case.made.acts if act.kind == "specialist_enrolled")
    act.body |= {"duty": "teacher"}
    if random.random() < 0.5:
        later = case.made.acts.index(act) + 1
        others = (one for one in case.made.acts[later:] if one.hand == act.body["key"])
        stop = next(others, None)
        opened = next(one for one in case.made.acts if one.kind == "volume_opened")
        if stop is None or case.made.acts.index(stop) < case.made.acts.index(opened):
            raise NotHere
    return Did("specialist_enrolled", "a teacher is the first")


@wrong("a second kiosk, or the same again")
def second_kiosk(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    key = random.choice([Key(random.randbytes(32)), case.made.keys[case.made.kiosk]])
    case.made.keys[key.name] = key
    facts = {"point": case.made.uid, "key": key.name, "public_key": key.public.hex()}
    pen.say("kiosk_enrolled", facts, hand=random.choice([key.name, case.made.kiosk]))
    if random.random() < 0.5:
        case.made.kiosk = key.name
        return Did("kiosk_enrolled", "at the end, and it is the kiosk's from here on")
    return Did("kiosk_enrolled", "at the end")


@wrong("another point's first act")
def another_point(random: Random, case: Case) -> Did:
    case.made.acts[0].body["point"] = random.choice([random.randbytes(16).hex(), "", None])
    return Did("kiosk_enrolled", "another point")


@wrong("an agreement about another's key, or none")
def agreed_for_another(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    person = pen.somebody()
    others = [key for key, (login, _) in pen.tables.holders.items() if login != person.login]
    key = random.choice([pen.choose(others), case.made.kiosk, "0" * 16, "", None])
    pen.agree(key, person.login)
    return Did("agreement_recorded", "another's key")


@wrong("a second agreement about a key")
def agreed_twice(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    said = pen.choose(pen.tables.agreements)
    pen.agree(said["key"], said["login"])
    return Did("agreement_recorded", "again")


@wrong("an agreement by who is no administrator")
def agreed_by_outsider(random: Random, case: Case) -> Did:
    pen = Pen(case.made, random)
    person = pen.choose(one for one in pen.people() if one.duty != "administrator")
    pen.enrol(person.login)
    new = pen.tables.people[person.login]
    pen.agree(new.key, new.login, hand=random.choice([new.key, case.made.kiosk]))
    return Did("agreement_recorded", person.duty)


@wrong("an agreement with another text")
def agreed_otherwise(random: Random, case: Case) -> Did:
    act = random.choice(case.made.of_kind("agreement_recorded"))
    act.text = random.choice(["", act.text + " ", act.text.replace("ключ", "замок")])
    return Did("agreement_recorded", "the text differs")


@unsettled("an agreement of a strange day")
def agreed_strangely(random: Random, case: Case) -> Did:
    """Before the key was made, after the act, or of no day at all."""
    pen = Pen(case.made, random)
    person = pen.somebody()
    pen.enrol(person.login)
    date = random.choice(["2020-01-01", "2031-01-01", "yesterday", "", "2025-02-30", "24.11.2025"])
    pen.agree(pen.tables.people[person.login].key, person.login, date=date)
    return Did("agreement_recorded", repr(date))
