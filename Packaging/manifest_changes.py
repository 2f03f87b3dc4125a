#!/usr/bin/env python3
"""Tells which part of a version must rise from one manifest to another: manifest_changes.py OLD NEW

Writes each command, flag and exit code that is gone (-) or new (+), then 'major', 'minor' or 'patch'. Scripts rely on what was
there: what is gone needs a new major version.
"""

import json
import sys


def names(flag):
    """Everything that can be typed for a flag; names that help leaves out work as well."""
    for name in [flag["name"], *flag.get("aliases", [])]:
        yield f"-{name}" if len(name) == 1 else f"--{name}"
    if "short" in flag:
        yield f"-{flag['short']}"


def promises(path):
    """What a script can rely on, as words."""
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)
    for code in manifest["exitCodes"]:
        yield f"exit code {code['code']}"
    for form in manifest["outputFormats"]:
        yield f"format {form}"
    for flag in manifest["commonFlags"]:
        for name in names(flag):
            yield f"every command {name}"
    for command in manifest["commands"]:
        parents = command["path"][:-1]
        for name in [command["path"][-1], *command["aliases"]]:
            words = " ".join([*parents, name])
            yield words
            for flag in command["flags"]:
                for typed in names(flag):
                    yield f"{words} {typed}"


old, new = (set(promises(path)) for path in sys.argv[1:3])
for gone in sorted(old - new):
    print("-", gone)
for added in sorted(new - old):
    print("+", added)
print("major" if old - new else "minor" if new - old else "patch")
