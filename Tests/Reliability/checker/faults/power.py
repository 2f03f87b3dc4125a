"""Power cuts: what was not forced to the disk is gone."""
import signal

from .fault import FaultAtMoment


class PowerCut(FaultAtMoment):
    """The power goes at a system call, around the request, or right after the program has said that it is done."""

    kind = "power cut"
    needs_root = True
    moments = ["call", "asked", "worked", "answered", "end"]

    def plant(self, run) -> None:
        self.description += f" at {self.moment}"
        run.loses_power = True
        if self.moment == "call":
            call = self.random.choice(["fsync", "rename", "openat", "write", "unlink", "sendto", "recvfrom", "close"])
            run.tracing.append(f"inject={call}:signal=SIGKILL:when={self.random.randint(1, 30)}")
            run.sent_signals.add(signal.SIGKILL)
        elif self.moment != "end":
            run.server.watchers.append(lambda request, moment: self._watch(run, request, moment))
        self._struck = self.moment in ("call", "end")

    def strike(self, run) -> None:
        run.send(signal.SIGKILL)

    def heal(self, run) -> None:
        run.disk.cut_power()
        run.log("fault: the power was cut, and the disk is as it was then")


POWER_FAULTS = [PowerCut]
