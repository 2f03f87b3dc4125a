"""Documents that are not quite what the API describes."""
import json
import random

VALUES = [None, "", 0, -1, 10 ** 30, 1.5e300, True, [], {}, "\ud83d\ude80", "null", [None], {"a": {"b": []}}]


def odd_token(document: dict, source: random.Random) -> tuple[bytes, str]:
    """The bytes of a token with its value in them, and what is odd about them."""
    keys = [key for key in document if key != "token"]
    oddities = {
        "null fields": lambda: encoded(document | {key: None for key in source.sample(keys, 3)}),
        "null description": lambda: encoded(document | {"description": None}),
        "missing fields": lambda: encoded(without(document, source.sample(keys, source.randint(1, len(keys))))),
        "the value alone": lambda: encoded({"token": document["token"]}),
        "other types": lambda: encoded(document | {key: source.choice(VALUES) for key in source.sample(keys, 3)}),
        "unknown fields": lambda: encoded({f"new{n}": VALUES[n] for n in range(len(VALUES))} | document),
        "rubbish behind": lambda: encoded(document) + source.choice([b"}", b"\n\n<html>", b"\x00\x00", b"{}", b"]"]),
        "space before": lambda: b" \r\n\t" + encoded(document),
        "a byte order mark": lambda: b"\xef\xbb\xbf" + encoded(document),
        "a name that is not UTF-8": lambda: encoded(document | {"name": "@@"}).replace(b"@@", b"\xff\xfe\xe2\x82"),
        "escaped characters": lambda: escaped(document),
        "an unknown kind": lambda: encoded(document | {"kind": "NEW", "scope": "GALAXY"}),
        "odd dates": lambda: encoded(document | {"createdAt": "yesterday", "updatedAt": 12, "startAt": ""}),
        "a key twice": lambda: encoded(document)[:-1] + b', "name": "again", "description": 7}',
    }
    name = source.choice(sorted(oddities))
    return oddities[name](), name


def odd_list(document: dict, source: random.Random) -> tuple[dict, str]:
    """A page of tokens whose good rows are still good, and what is odd about it."""
    rows = document["tokens"]
    broken = [None, {}, 7, {"id": None, "name": "x"}, "row"]
    oddities = {
        "a broken row": lambda: document | {"tokens": rows + [source.choice(broken)]},
        "rows twice": lambda: document | {"tokens": rows + rows, "totalCount": 2 * len(rows)},
        "a count beyond all": lambda: document | {"totalCount": source.choice([10 ** 12, -1, None])},
        "no counts": lambda: {"tokens": rows},
        "null descriptions": lambda: document | {"tokens": [row | {"description": None} for row in rows]},
        "null authors": lambda: document | {"tokens": [row | {"createdBy": None, "updatedBy": None} for row in rows]},
    }
    name = source.choice(sorted(oddities))
    return oddities[name](), name


def encoded(document: dict) -> bytes:
    return json.dumps(document).encode()


def escaped(document: dict) -> bytes:
    """The same document with every character of its value written as an escape."""
    value = "".join(f"\\u{ord(character):04x}" for character in document["token"])
    return encoded(document).replace(document["token"].encode(), value.encode())


def without(document: dict, keys: list[str]) -> dict:
    return {key: value for key, value in document.items() if key not in keys}
