"""Files of a bundle that say otherwise than the acts, as no database could."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.campaigns.oracle.bundle import Files
from tests.campaigns.oracle.case import Case
from tests.campaigns.oracle.change import Did, NotHere, wrong


@wrong("a column of a line of another type")
def other_line(random: Random, case: Case) -> Did:
    """As no database column can be."""
    act = random.choice(case.made.acts)
    seq = case.made.acts.index(act)
    way = random.choice(["float", "text", "true", "upper", "extra", "missing", "empty"])

    def change(files: Files) -> None:
        lines = files["acts.jsonl"].decode().split("\n")
        line = json.loads(lines[seq])
        match way:
            case "float":
                line["seq"] = float(line["seq"])
            case "text":
                line["seq"] = str(line["seq"])
            case "true":
                line["seq"] = True if line["seq"] == 1 else [line["seq"]]
            case "upper":
                line["hash"] = line["hash"].upper() + " "
            case "extra":
                line["note"] = ""
            case "missing":
                del line["cosignature"]
            case _:
                lines.insert(seq, "")
        lines[seq if way != "empty" else seq + 1] = json.dumps(line, ensure_ascii=False)
        files["acts.jsonl"] = "\n".join(lines).encode()

    case.packed.append(change)
    return Did(act.kind, way)


DOCUMENTS = ("journal.json", "keys.json", "agreements.json", "book.json")


@wrong("a value of a document is another")
def other_value(random: Random, case: Case) -> Did:
    """Anything anywhere in the documents of a bundle."""
    name = random.choice(DOCUMENTS)
    document = json.loads(random.choice(case.bundles)[name])
    vars(case).pop("bundles")
    found = list(_values(document))
    if not found:
        raise NotHere
    path = random.choice(found)
    value = random.choice([None, "x", 0, True, [], 1.0, "gone"])

    def change(files: Files) -> None:
        said = json.loads(files[name])
        holder: Any = said
        try:
            for key in path[:-1]:
                holder = holder[key]
            if value == "gone" and isinstance(holder, dict):
                del holder[path[-1]]
            elif json.dumps(holder[path[-1]]) == json.dumps(value):
                holder[path[-1]] = "y"
            else:
                holder[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            said["other" if isinstance(said, dict) else 0] = value  # not in this volume's bundle
        files[name] = json.dumps(said, ensure_ascii=False).encode()

    case.packed.append(change)
    return Did(name, f"{'/'.join(map(str, path))} = {value!r}")


def _values(value: Any, path: tuple[Any, ...] = ()) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        if isinstance(inner, dict | list):
            yield from _values(inner, (*path, key))
        else:
            yield (*path, key)
