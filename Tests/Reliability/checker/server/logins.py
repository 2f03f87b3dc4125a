"""A person's login: a token that ends, and a refresh token that gets another pair once."""
import time
import urllib.parse

from .answer import Answer
from .request import Request
from .tokens import Tokens


class Logins:
    """Gives out pairs of values, of which only the last pair works."""

    def __init__(self, tokens: Tokens):
        self._tokens = tokens
        self._number = 0
        self.access = self.refresh = ""

    def renew(self) -> None:
        """Makes another pair; the one before is dead from now on."""
        self._number += 1
        claims = {"sub": "person", "n": self._number, "exp": int(time.time()) + 3600}
        self.access = self._tokens.mint.value(f"login {self._number}", claims)
        self.refresh = self._tokens.mint.value(f"refresh token {self._number}", claims)

    def answer(self, request: Request, port: int) -> Answer | None:
        """The answer to a request about logins; None for any other."""
        if request.path == "/private/v1alpha1/cli/auth-config":
            address = f"http://127.0.0.1:{port}/"
            return Answer(200, {"clientId": "checker", "audience": "astro", "domainUrl": address})
        if request.path != "/oauth/token":
            return None
        fields = dict(urllib.parse.parse_qsl(request.body.decode()))
        if fields.get("refresh_token") != self.refresh:
            return Answer(403, {"error": "invalid_grant", "error_description": "the refresh token was used before"})
        self.renew()
        return Answer(200, {"access_token": self.access, "refresh_token": self.refresh, "expires_in": 3600,
                            "token_type": "Bearer"})

    def is_open_to(self, value: str) -> bool:
        return bool(value) and value == self.access
