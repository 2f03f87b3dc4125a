"""What is printed: each finding with the line that repeats it, and the table of figures."""
import collections

from .judgement.verdict import VIOLATIONS, Verdict

FAULT_KINDS = ["server", "disk", "system call", "signal", "limit", "machine", "login store", "power cut"]


class Report:
    """Adds up the verdicts."""

    def __init__(self, replay: str, is_brief: bool):
        self._replay, self._is_brief = replay, is_brief
        self._figures = collections.Counter()

    def add(self, verdict: Verdict) -> None:
        self._figures["runs"] += 1
        self._figures["commands"] += verdict.commands
        self._figures["losses reported"] += verdict.losses_told
        self._figures["deaths from lack of memory"] += verdict.deaths_for_memory
        for kind, _, was_met in verdict.faults:
            self._figures["faults planted"] += 1
            self._figures[f"  {kind}"] += 1
            self._figures["faults encountered"] += was_met
        for kind, _ in verdict.violations:
            self._figures[kind] += 1
        self._figures["runs with findings"] += bool(verdict.violations)
        if verdict.violations:
            self._show(verdict)

    def _show(self, verdict: Verdict) -> None:
        faults = "; ".join(description for _, description, _ in verdict.faults) or "no fault"
        print(f"\n== seed {verdict.seed}: {verdict.verb}; {faults}")
        for kind, text in verdict.violations:
            print(f"   {kind}: {text}")
        print(f"   again: {self._replay} --replay {verdict.seed}", flush=True)
        if not self._is_brief:
            print(verdict.conversation)

    @property
    def is_clean(self) -> bool:
        return self._figures["runs with findings"] == 0

    def table(self) -> str:
        names = ["runs", "commands", "faults planted", *(f"  {kind}" for kind in FAULT_KINDS), "faults encountered",
                 "losses reported", "deaths from lack of memory", *VIOLATIONS]
        rows = [f"| {name.replace('  ', '… ')} | {self._figures[name]:,} |" for name in names]
        return "\n".join(["| what | count |", "| --- | ---: |", *rows])
