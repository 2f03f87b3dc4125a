"""Signals at random moments, once or twice, and signals that the parent ignores."""
import signal
import threading
import time

from .fault import Fault, FaultAtMoment

GENTLE = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]


class SignalAtMoment(FaultAtMoment):
    """A signal around the request for the new value."""

    kind = "signal"

    moments = ["asked", "worked", "answered"]

    def __init__(self, random_source):
        super().__init__(random_source)
        self.signal = random_source.choice(GENTLE + [signal.SIGKILL] * 3)
        self.is_twice = random_source.random() < 0.3
        self.delay = random_source.choice([0, random_source.random() * 0.03])
        # One signal asks for an end, and what is under way is finished first; two do not wait for it.
        self.excuses_loss = self.is_twice or self.signal == signal.SIGKILL
        self.description = f"{self.signal.name}{' twice' if self.is_twice else ''}"

    def strike(self, run) -> None:
        threading.Thread(target=self._send, args=(run,), daemon=True).start()

    def _send(self, run) -> None:
        time.sleep(self.delay)
        run.send(self.signal)
        if self.is_twice:
            time.sleep(self.delay)
            run.send(self.signal)


class SignalAtTime(Fault):
    """A signal some milliseconds after the start."""

    kind = "signal"

    def __init__(self, random_source):
        super().__init__(random_source)
        self.signal = random_source.choice(GENTLE + [signal.SIGKILL] * 2)
        self.delay = random_source.random() * 0.25
        self.excuses_loss = self.signal == signal.SIGKILL
        self.description = f"{self.signal.name} after {self.delay:.3f} s"

    def plant(self, run) -> None:
        run.at_start.append(lambda: threading.Timer(self.delay, run.send, [self.signal]).start())


class SignalAtCall(Fault):
    """A signal at a system call, counted from the start."""

    kind = "signal"
    CALLS = ["write", "fsync", "rename", "openat", "sendto", "recvfrom", "poll", "unlink", "flock", "close"]

    def plant(self, run) -> None:
        number = self.random.choice(GENTLE + [signal.SIGKILL] * 4)
        # Each thread counts for itself, so that a gentle one may come several times.
        call = self.random.choice(self.CALLS)
        rule = f"inject={call}:signal={number.name}:when={self.random.randint(1, 25)}"
        self.description = rule
        run.tracing.append(rule)
        run.sent_signals.add(number)


class IgnoredSignals(Fault):
    """The parent ignores a signal (as nohup does), and it comes."""

    kind = "signal"
    excuses_loss = False

    def __init__(self, random_source):
        super().__init__(random_source)
        self.ignored = random_source.choice([signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGPIPE])
        self.description = f"{self.ignored.name} ignored, and sent"

    def plant(self, run) -> None:
        run.ignored_signals.add(self.ignored)
        if self.ignored != signal.SIGPIPE:
            run.server.watchers.append(lambda request, moment: request.makes_value and run.send(self.ignored))


SIGNAL_FAULTS = [SignalAtMoment, SignalAtMoment, SignalAtMoment, SignalAtTime, SignalAtCall, SignalAtCall,
                 IgnoredSignals]
