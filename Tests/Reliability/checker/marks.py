"""Secrets that can be recognized wherever they turn up."""
import base64
import json
import random

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Mint:
    """Makes token values in the shape of a JWT, and remembers each with a name that may be shown."""

    def __init__(self, random_source: random.Random):
        self._random = random_source
        self.names: dict[str, str] = {}

    def value(self, name: str, claims: dict) -> str:
        header = base64url(json.dumps({"alg": "RS256", "typ": "JWT"}).encode())
        payload = base64url(json.dumps(claims, sort_keys=True).encode())
        signature = "".join(self._random.choice(ALPHABET) for _ in range(43))
        value = f"{header}.{payload}.{signature}"
        self.names[value] = name
        return value

    def blanked(self, text: str) -> str:
        """The text with a name in place of every secret, whole or cut."""
        for value, name in self.names.items():
            text = text.replace(value, f"‹{name}›")
            text = text.replace(tail(value), f"‹end of {name}›")
        return text


def tail(value: str) -> str:
    """The part of a value that nothing else contains and nobody may show."""
    return value[-30:]


def traces(value: str) -> list[bytes]:
    """The forms in which a value may stand in a file or a stream: as it is, in base64, in hex, in UTF-16."""
    secret = tail(value).encode()
    forms = [secret, secret.hex().encode(), tail(value).encode("utf-16-le")]
    for skipped in range(3):
        encoded = base64.b64encode(b"x" * skipped + secret)
        # The first and last characters depend on the neighbors.
        forms.append(encoded[4:-4])
    return forms
