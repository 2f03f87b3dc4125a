"""Machines that are short of descriptors, threads, or memory."""
from .fault import Fault


class Limit(Fault):
    """A small limit for the process."""

    kind = "limit"

    def plant(self, run) -> None:
        choices = {"nofile": self.random.randint(4, 24), "as": self.random.randint(150, 700) << 20,
                   "nproc": self.random.randint(1, 4), "stack": self.random.randint(1, 8) << 20}
        if not run.is_ordinary_user:
            # The number of threads is not limited for root.
            del choices["nproc"]
        name = self.random.choice(sorted(choices))
        self.description = f"{name} limited to {choices[name]}"
        run.limits[name] = choices[name]
        run.is_short_of_memory = name == "as"


LIMIT_FAULTS = [Limit]
