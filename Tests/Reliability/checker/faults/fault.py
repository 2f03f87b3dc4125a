"""What every fault has in common."""
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..world.run import Run


class Fault:
    """Something that goes wrong while the first command of a run is at work, and is mended after it."""

    #: The row of the table of figures in which it is counted.
    kind = "other"
    #: Whether only root can plant it.
    needs_root = False
    #: Whether a value that reached the program whole may be lost to it (told, never silently).
    excuses_loss = True

    def __init__(self, random_source: random.Random):
        self.random = random_source
        self.description = type(self).__name__

    def plant(self, run: "Run") -> None:
        """Sets the fault up before the command starts."""
        raise NotImplementedError

    def heal(self, run: "Run") -> None:
        """Ends the fault when the command has ended."""

    @property
    def was_met(self) -> bool:
        """Whether the program ran into it, as far as that can be told."""
        return True


class FaultAtMoment(Fault):
    """A fault that strikes when the server has a request for a new value in hand, or before the start."""

    moments = ["start", "asked", "worked", "answered"]

    def __init__(self, random_source: random.Random):
        super().__init__(random_source)
        self.moment = random_source.choice(self.moments)
        self._struck = False

    def plant(self, run: "Run") -> None:
        self.description += f" at {self.moment}"
        if self.moment == "start":
            self._strike(run)
        else:
            run.server.watchers.append(lambda request, moment: self._watch(run, request, moment))

    def _watch(self, run: "Run", request, moment: str) -> None:
        if request.makes_value and moment == self.moment and not self._struck:
            self._strike(run)

    def _strike(self, run: "Run") -> None:
        self._struck = True
        run.log(f"fault: {self.description}")
        self.strike(run)

    def strike(self, run: "Run") -> None:
        raise NotImplementedError

    @property
    def was_met(self) -> bool:
        return self._struck
