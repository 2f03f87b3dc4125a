"""What a message says: where a value is, that it is lost, or that nothing happened, and what to type next."""
import json
import re
import shlex

LOST = re.compile(r"\blost\b|may (or may not )?(still )?have|no longer works|unknown|nobody has|not known|in doubt|"
                  r"orphan|cut off|can't be recovered", re.I)
UNCHANGED = re.compile(r"nothing was changed|\bis unchanged\b|was not (rotated|created)", re.I)
AGAIN = re.compile(r"(run|try) (it|the same command|this command) again|try again|repeat (it|the command)", re.I)
COMMAND = re.compile(r"\bastro ((?:\S+ )*?(?:recover|rotate|create|delete|overlap finish|overlap cancel)\b"
                     r"(?:(?!, or |[;\n`)]).)*)")


def serious(text: str) -> str:
    """The lines that tell how a command ended; what was only said on the way is left out."""
    starts = ("error:", "warning:", "hint:", '{"error"')
    return "\n".join(line for line in text.splitlines() if line.startswith(starts))


def says_lost(text: str) -> bool:
    return bool(LOST.search(serious(text)))


def says_unchanged(text: str) -> bool:
    return bool(UNCHANGED.search(serious(text)))


def paths(text: str) -> list[str]:
    """The absolute paths in a message."""
    return [path.rstrip(".,:;)'\"") for path in re.findall(r"/[^\s'\"]+", text)]


def hint(text: str) -> str:
    """The hint of the error, in either form; empty without one. Those of warnings come before it."""
    for line in reversed(text.splitlines()):
        if line.startswith("hint:"):
            return line.removeprefix("hint:").strip()
        if line.startswith('{"error"'):
            try:
                return json.loads(line)["error"].get("hint") or ""
            except ValueError:
                pass
    return ""


def next_words(text: str, same: list[str]) -> list[str] | None:
    """The words of the command that a message names, or None where it names none."""
    advice = hint(text) or text
    if "--yes" in advice and not {"--yes", "--force"} & set(same):
        # What a person would answer with a yes.
        return [*same, "--yes"]
    found = COMMAND.search(advice)
    if found:
        try:
            return [word for word in shlex.split(found.group(1)) if word not in ("to", "again")]
        except ValueError:
            return None
    return same if AGAIN.search(advice) else None
