"""A server that has no business here, and keeps what it is sent."""
import socket
import threading


class Stranger:
    """Listens on loopback, reads one request of each connection, and answers with nothing."""

    def __init__(self):
        self.heard = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            stream, _ = self._listener.accept()
            stream.settimeout(0.5)
            try:
                self.heard += stream.recv(65536)
                stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            except OSError:
                pass
            finally:
                stream.close()
