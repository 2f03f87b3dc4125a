"""What stands behind the program's stdout: a file, or a pipe whose reader reads, waits, or quits."""
import os
import threading
import time


class Reader:
    """A pipe that is read to its end, at once or late."""

    def __init__(self, delay: float = 0):
        self._reading_end, self.writing_end = os.pipe()
        self._delay = delay
        self._pieces: list[bytes] = []
        self._thread = threading.Thread(target=self._read, daemon=True)

    def start(self) -> None:
        """Begins to read; the program has its end of the pipe by now."""
        os.close(self.writing_end)
        self._thread.start()

    def _read(self) -> None:
        time.sleep(self._delay)
        while piece := os.read(self._reading_end, 65536):
            self._pieces.append(piece)
        os.close(self._reading_end)

    def finish(self) -> bytes:
        """Everything that was read."""
        self._thread.join(5)
        return b"".join(self._pieces)


class Quitter(Reader):
    """A reader that ends without having read a byte."""

    def _read(self) -> None:
        time.sleep(self._delay)
        os.close(self._reading_end)


class File(Reader):
    """A file in place of a pipe, to which the words of each command are added."""

    def __init__(self, path: str, user: int, group: int):
        self._path = path
        self.writing_end = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.fchown(self.writing_end, user, group)

    def start(self) -> None:
        os.close(self.writing_end)

    def finish(self) -> bytes:
        """What is in the file by now; after a power cut, that may be less."""
        try:
            with open(self._path, "rb") as file:
                return file.read()
        except OSError:
            return b""


class Full(Reader):
    """A device that takes nothing."""

    def __init__(self):
        self.writing_end = os.open("/dev/full", os.O_WRONLY)

    def start(self) -> None:
        os.close(self.writing_end)

    def finish(self) -> bytes:
        return b""
