"""What was found in a run."""
import dataclasses

#: What must never happen, in the order of the table.
VIOLATIONS = ["unreported loss", "needless loss", "outage", "dead end", "leak", "hang", "crash", "wrong exit",
              "wrong message", "damage"]


@dataclasses.dataclass
class Verdict:
    """The findings of a run, and what it was about."""

    seed: int
    verb: str = ""
    faults: list[tuple[str, str, bool]] = dataclasses.field(default_factory=list)
    violations: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    losses_told: int = 0
    deaths_for_memory: int = 0
    commands: int = 0
    conversation: str = ""

    def add(self, kind: str, text: str) -> None:
        if (kind, text) not in self.violations:
            self.violations.append((kind, text))

    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.violations}
