"""Another program that appends to a shared file while ours are at work, as a step of the same job does."""
import threading
import time

from .destinations import contents, github_variables


class Neighbor:
    LINES = 40

    def __init__(self, path: str):
        self._path = path
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _write(self) -> None:
        for number in range(self.LINES):
            with open(self._path, "a") as file:
                file.write(f"NEIGHBOR_{number}=here\n")
            time.sleep(0.01)

    def damage(self) -> str | None:
        """What became of its lines, once it is done."""
        self._thread.join()
        variables = github_variables(contents(self._path) or "")
        lost = [number for number in range(self.LINES) if variables.get(f"NEIGHBOR_{number}") != "here"]
        return f"{len(lost)} lines of a neighbor are gone from {self._path}" if lost else None
