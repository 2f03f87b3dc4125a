"""Faults of the server: answers that are lost, cut, late, refused, or odd."""
import email.utils
import json
import random
import time

from ..server.answer import Answer, refusal
from .fault import Fault
from .oddities import odd_list, odd_token


class ServerFault(Fault):
    """Spoils the answer to one request, or to a few in a row."""

    kind = "server"
    excuses_loss = False

    def __init__(self, random_source: random.Random):
        super().__init__(random_source)
        # Most faults are worth planting where a value is made; the others spoil what leads there or comes after.
        self.target = random_source.choices(["value", "read", "change"], [6, 2, 1])[0]
        self.first = random_source.choices([1, 2, 3], [6, 2, 1])[0]
        self.last = self.first + random_source.choices([0, 1, 9], [7, 2, 1])[0]
        self._met = False
        self._key = random_source.random()

    def plant(self, run) -> None:
        self.description += f" at {self.target} request {self.first} to {self.last}"
        run.server.spoilers.append(self._spoil)

    def _spoil(self, request, work) -> Answer:
        kind = "value" if request.makes_value else "change" if request.is_change else "read"
        if kind != self.target or not self.first <= request.number <= self.last:
            return work()
        self._met = True
        # Several programs may ask at once, in any order: each request has its own chances.
        return self.spoil(request, work, random.Random(f"{self._key} {request.path}"))

    def spoil(self, request, work, source: random.Random) -> Answer:
        raise NotImplementedError

    @property
    def was_met(self) -> bool:
        return self._met


class LostRequest(ServerFault):
    """The connection ends before the server did anything."""

    def spoil(self, request, work, source: random.Random) -> Answer:
        return Answer(0, is_dropped=True)


class LostAnswer(ServerFault):
    """The server did it, and the connection ends without a byte."""

    def spoil(self, request, work, source: random.Random) -> Answer:
        work()
        return Answer(0, is_dropped=True)


class CutAnswer(ServerFault):
    """The answer ends at some byte."""

    def spoil(self, request, work, source: random.Random) -> Answer:
        answer = work()
        answer.cut = source.randrange(len(answer.bytes()))
        if source.random() < 0.3:
            answer.headers["X-Reset"] = "1"
        return answer


class Refusal(ServerFault):
    """A status that says to try again, before or after the work was done."""

    def __init__(self, random_source: random.Random):
        super().__init__(random_source)
        self.status = random_source.choice([429, 500, 502, 503, 504])
        self.is_done = self.status != 429 and random_source.random() < 0.4
        self.description = f"{self.status} {'after' if self.is_done else 'before'} the work"

    def spoil(self, request, work, source: random.Random) -> Answer:
        if self.is_done:
            work()
        answer = refusal(self.status, "the checker says no")
        wait = source.choice([None, "0", "1", "rubbish", email.utils.formatdate(time.time() + 1, usegmt=True)])
        answer.headers["Retry-After"] = wait
        if source.random() < 0.4:
            answer.document, answer.body = None, source.choice([b"", b"<html>no</html>", b"{", b"\xff\xfe"])
        return answer


class Stall(ServerFault):
    """No answer until the program gave up, whether the work is done or not; or one that drips."""

    def __init__(self, random_source: random.Random):
        super().__init__(random_source)
        self.way = random_source.choice(["before", "after", "drip"])
        self.description = f"stall ({self.way})"
        self.last = min(self.last, self.first + 1)

    def plant(self, run) -> None:
        run.timeout = 1
        super().plant(run)

    def spoil(self, request, work, source: random.Random) -> Answer:
        if self.way == "before":
            return Answer(0, is_dropped=True, delay=1.6)
        answer = work()
        if self.way == "after":
            answer.delay, answer.is_dropped = 1.6, True
        else:
            answer.pause = 0.6
        return answer


class OddAnswer(ServerFault):
    """A success whose document is not quite what the API describes, but has the value in it."""

    def __init__(self, random_source: random.Random):
        super().__init__(random_source)
        self.target = "value"
        self.last = 99

    def spoil(self, request, work, source: random.Random) -> Answer:
        answer = work()
        if isinstance(answer.document, dict) and "token" in answer.document:
            answer.body, what = odd_token(dict(answer.document), source)
            self.description = f"odd answer: {what}"
        return answer


class OddList(ServerFault):
    """A listing with null, broken, or repeated rows, or counts that cannot be."""

    def __init__(self, random_source: random.Random):
        super().__init__(random_source)
        self.target, self.first, self.last = "read", 1, 99

    def spoil(self, request, work, source: random.Random) -> Answer:
        answer = work()
        if isinstance(answer.document, dict) and "tokens" in answer.document:
            answer.document, what = odd_list(json.loads(json.dumps(answer.document)), source)
            self.description = f"odd list: {what}"
        return answer


class WrongClock(ServerFault):
    """A Date header that is years off, rubbish, or missing."""

    def __init__(self, random_source: random.Random):
        super().__init__(random_source)
        self.date = random_source.choice([
            None, "rubbish", email.utils.formatdate(time.time() + 4e8, usegmt=True),
            email.utils.formatdate(time.time() - 4e8, usegmt=True), "Thu, 01 Jan 1970 00:00:00 GMT"])
        self.target, self.first, self.last = random_source.choice(["value", "read"]), 1, 99

    def spoil(self, request, work, source: random.Random) -> Answer:
        answer = work()
        answer.headers["Date"] = self.date
        return answer


class Elsewhere(ServerFault):
    """A redirect to a stranger, who must never see a credential."""

    def spoil(self, request, work, source: random.Random) -> Answer:
        return Answer(307, headers={"Location": f"http://localhost:{self.stranger.port}/v1/steal"})

    def plant(self, run) -> None:
        self.stranger = run.stranger()
        super().plant(run)


SERVER_FAULTS = [LostRequest, LostAnswer, LostAnswer, CutAnswer, CutAnswer, Refusal, Refusal, Stall, OddAnswer,
                 OddAnswer, OddList, WrongClock, Elsewhere]
