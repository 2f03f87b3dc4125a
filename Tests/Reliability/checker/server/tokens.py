"""The tokens that the server has, and every value that each of them ever had."""
import threading
import time

from .. import places
from ..marks import Mint


class Token:
    """A token: what the API shows of it, and its values, of which only the last one works."""

    def __init__(self, identifier: str, name: str, scope: str, creator: str, description: str = "Made by a test"):
        self.identifier, self.name, self.scope, self.creator = identifier, name, scope, creator
        self.description = description
        self.kind = "STANDARD"
        self.roles = [places.role(scope)]
        self.values: list[str] = []
        self.created = self.changed = now()
        self.used: str | None = None
        self.rotated: str | None = None
        self.days: int | None = None
        self.is_deleted = False

    @property
    def live(self) -> str | None:
        return None if self.is_deleted or not self.values else self.values[-1]

    def shown(self) -> dict:
        author = {"id": self.creator, "subjectType": "SERVICEKEY", "apiTokenName": "admin"}
        shown = {"id": self.identifier, "name": self.name, "description": self.description, "kind": self.kind,
                 "scope": self.scope, "shortToken": self.values[-1].rsplit(".", 1)[1][:10], "createdAt": self.created,
                 "updatedAt": self.changed, "startAt": self.created, "roles": self.roles, "createdBy": author,
                 "updatedBy": author}
        extra = {"lastUsedAt": self.used, "lastRotatedAt": self.rotated, "expiryPeriodInDays": self.days}
        return shown | {key: value for key, value in extra.items() if value is not None}


class Tokens:
    """All tokens of the server. Every access is under its lock."""

    def __init__(self, mint: Mint):
        self.lock = threading.RLock()
        self.all: list[Token] = []
        self.mint = mint

    def add(self, name: str, scope: str, creator: str = "cuser00000000000000000ada", **details) -> Token:
        with self.lock:
            token = Token(f"ctoken{len(self.all) + 1:019d}", name, scope, creator, **details)
            self.all.append(token)
            self.renew(token)
            return token

    def renew(self, token: Token) -> str:
        """Gives a token another value; the one before is dead from now on."""
        with self.lock:
            number = len(token.values) + 1
            claims = {"apiTokenId": token.identifier, "sub": token.identifier, "iat": int(time.time()) - 60,
                      "iss": "https://checker.example/", "n": number,
                      "permissions": [f"apiTokenId:{token.identifier}", f"organizationId:{places.ORGANIZATION}"]}
            value = self.mint.value(f"value {number} of {token.name} ({token.identifier})", claims)
            token.values.append(value)
            token.changed = now()
            return value

    def find(self, identifier: str) -> Token | None:
        with self.lock:
            return next((token for token in self.all if token.identifier == identifier and not token.is_deleted), None)

    def owner(self, value: str) -> Token | None:
        """The token that a value opens, if it is the live one."""
        with self.lock:
            return next((token for token in self.all if token.live == value), None)

    def present(self) -> list[Token]:
        with self.lock:
            return [token for token in self.all if not token.is_deleted]


def now() -> str:
    moment = time.time()
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{int(moment * 1000) % 1000:03d}Z"
