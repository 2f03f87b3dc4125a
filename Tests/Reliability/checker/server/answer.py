"""An answer of the server before it becomes bytes, so that a fault can spoil any part of it."""
import dataclasses
import email.utils
import json

REASONS = {200: "OK", 204: "No Content", 307: "Temporary Redirect", 400: "Bad Request", 401: "Unauthorized",
           403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 500: "Internal Server Error",
           502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


@dataclasses.dataclass
class Answer:
    status: int
    document: object = None
    body: bytes | None = None
    headers: dict[str, str | None] = dataclasses.field(default_factory=dict)
    #: Send only so many bytes of the whole, then close.
    cut: int | None = None
    #: Seconds to wait before the first byte, and between pieces.
    delay: float = 0
    pause: float = 0
    #: Never answer, and close.
    is_dropped: bool = False

    @property
    def is_slow(self) -> bool:
        """Whether the client may have given up meanwhile."""
        return self.delay > 0 or self.pause > 0

    def bytes(self) -> bytes:
        body = self.body
        if body is None:
            body = b"" if self.document is None else json.dumps(self.document).encode()
        fields = {"Content-Type": "application/json", "Content-Length": str(len(body)),
                  "Date": email.utils.formatdate(usegmt=True), "X-Request-Id": "request-of-the-checker"}
        fields.update(self.headers)
        lines = [f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Odd')}"]
        lines += [f"{name}: {value}" for name, value in fields.items() if value is not None]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def refusal(status: int, message: str) -> Answer:
    return Answer(status, {"message": message, "requestId": "request-of-the-checker", "statusCode": status})
