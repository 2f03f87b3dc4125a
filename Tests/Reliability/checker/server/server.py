"""Serves the API over HTTP/1.1 on loopback, with a thread for each connection."""
import socket
import struct
import threading
import time
from typing import Callable

from .answer import Answer
from .api import API
from .logins import Logins
from .request import Connection, Request
from .tokens import Tokens

#: What a fault does with a request: it gets the request, the work that answers it, and returns what is sent.
Spoiler = Callable[[Request, Callable[[], Answer]], Answer]


class Server:
    """The stand-in API. Faults are spoilers; moments of a request can be watched."""

    def __init__(self, tokens: Tokens, log: Callable[[str], None]):
        self.tokens = tokens
        self.spoilers: list[Spoiler] = []
        #: Called with the request and "asked", "worked" or "answered".
        self.watchers: list[Callable[[Request, str], None]] = []
        #: The values whose answers were sent whole.
        self.sent: set[str] = set()
        self.logins = Logins(tokens)
        self._api, self._log = API(tokens, self.logins), log
        self._counts: dict[str, int] = {}
        self._lock, self._watching = threading.Lock(), threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def heal(self) -> None:
        """Ends all faults, those that are about to strike included; requests are counted anew."""
        with self._lock, self._watching:
            self.spoilers, self.watchers, self._counts = [], [], {}

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                stream, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(Connection(stream),), daemon=True).start()

    def _serve(self, connection: Connection) -> None:
        try:
            while (request := connection.next()) is not None:
                if not self._exchange(connection, request):
                    break
        except (OSError, ValueError):
            pass
        finally:
            connection.close()

    def _exchange(self, connection: Connection, request: Request) -> bool:
        """Answers a request; whether the connection goes on."""
        self._number(request)
        self._tell(request, "asked")
        answer = self._spoiled(request)
        self._tell(request, "worked")
        is_whole = self._send(connection.stream, answer)
        document = answer.document if isinstance(answer.document, dict) else {}
        value = document.get("token") or document.get("refresh_token")
        if is_whole and isinstance(value, str) and not answer.is_slow:
            self.sent.add(value)
        self._log(f"server: {request.method} {request.path} -> {described(answer)}")
        self._tell(request, "answered")
        return is_whole

    def _number(self, request: Request) -> None:
        kind = "value" if request.makes_value else "change" if request.is_change else "read"
        with self._lock:
            self._counts[kind] = request.number = self._counts.get(kind, 0) + 1

    def _spoiled(self, request: Request) -> Answer:
        work = lambda: self._work(request)
        for spoiler in list(self.spoilers):
            work = (lambda spoiler, inner: lambda: spoiler(request, inner))(spoiler, work)
        return work()

    def _work(self, request: Request) -> Answer:
        with self.tokens.lock:
            return self.logins.answer(request, self.port) or self._api.answer(request)

    def _tell(self, request: Request, moment: str) -> None:
        with self._watching:
            for watcher in self.watchers:
                watcher(request, moment)

    def _send(self, stream: socket.socket, answer: Answer) -> bool:
        time.sleep(answer.delay)
        if answer.is_dropped:
            return False
        data = answer.bytes()
        rest = data if answer.cut is None else data[:answer.cut]
        if answer.pause:
            for start in range(0, len(rest), 200):
                stream.sendall(rest[start:start + 200])
                time.sleep(answer.pause)
        else:
            stream.sendall(rest)
        if len(rest) < len(data) and answer.headers.get("X-Reset"):
            # Closing with a reset in place of an orderly end.
            stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return len(rest) == len(data)


def described(answer: Answer) -> str:
    if answer.is_dropped:
        return f"no answer ({answer.delay:.1f} s)"
    extra = "" if answer.cut is None else f", cut after {answer.cut} bytes"
    extra += f", after {answer.delay:.1f} s" if answer.delay else ""
    return f"{answer.status}{extra}"
