"""A request as it came over the wire."""
import dataclasses
import socket
import urllib.parse


@dataclasses.dataclass
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    caller: object = None
    #: Its number among the requests of its kind, from 1.
    number: int = 0

    @property
    def is_change(self) -> bool:
        return self.method != "GET"

    @property
    def makes_value(self) -> bool:
        """Whether the answer to it has a new value, of a token or of the login."""
        return self.method == "POST" and self.path.endswith(("/rotate", "/tokens", "/oauth/token"))

    @property
    def bearer(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")


class Connection:
    """Reads one request after another from a socket."""

    def __init__(self, stream: socket.socket):
        self.stream = stream
        self._file = stream.makefile("rb")

    def next(self) -> Request | None:
        """The next request, or None when the client has hung up."""
        line = self._file.readline(65536).decode("latin-1").split()
        if len(line) != 3:
            return None
        headers = {}
        while (field := self._file.readline(65536).decode("latin-1").strip()):
            name, _, value = field.partition(":")
            headers[name.lower()] = value.strip()
        body = self._file.read(int(headers.get("content-length", 0)))
        target = urllib.parse.urlsplit(line[1])
        return Request(line[0], target.path, dict(urllib.parse.parse_qsl(target.query)), headers, body)

    def close(self) -> None:
        for end in (lambda: self.stream.shutdown(socket.SHUT_RDWR), self._file.close, self.stream.close):
            try:
                end()
            except OSError:
                pass
