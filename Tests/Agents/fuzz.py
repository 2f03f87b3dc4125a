"""Thousands of messages that no client would send: no crash, no hang, and no marked secret in what comes back."""

import argparse
import copy
import json
import random
import sys
import tempfile

from raw import Raw
from server import DEPLOYMENT, TOKEN, Server

METHODS = [
    "initialize", "ping", "tools/list", "tools/call", "resources/list", "resources/read", "server/discover",
    "subscriptions/listen", "resources/templates/list", "prompts/list", "notifications/cancelled", "logging/setLevel", "",
]
TOOLS = [
    "deployment_token_list", "deployment_token_rotate", "deployment_inspect", "deployment_list", "organization_token_roles",
    "deployment_token_create", "deployment_token_delete", "organization_token_update", "nothing", "",
]
WORDS = ["", "x", "@/etc/passwd", "-", "--force", "\u202e", "\x00", "é" * 300, "a/../b", TOKEN, DEPLOYMENT, "ci", "'; rm", "id"]


class Fuzz:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0

    def value(self, depth=0):
        kind = self.random.randrange(9 if depth < 4 else 6)
        if kind == 0:
            return None
        if kind == 1:
            return self.random.choice([True, False])
        if kind == 2:
            return self.random.choice([0, -1, 1, 2**31, 2**63 - 1, 10**30, 3650, 90])
        if kind == 3:
            return self.random.choice([0.5, -1e300, 1e-300, 3.0])
        if kind in (4, 5):
            return self.random.choice(WORDS)
        if kind == 6:
            return [self.value(depth + 1) for _ in range(self.random.randrange(4))]
        return {self.key(): self.value(depth + 1) for _ in range(self.random.randrange(4))}

    def key(self):
        return self.random.choice([
            "token_id", "name", "deployment", "destination", "fields", "arguments", "_meta", "key", "uri", "role",
            "new_name", "expiration", "requestState", "inputResponses", "context", "force", "to_file", "action", "content"])

    def identity(self):
        if self.random.random() < 0.9:
            self.count += 1
            return self.count
        return self.random.choice([None, "a", -5, 1.5, [], {}, True, self.count, "x" * 2000])

    def arguments(self):
        sound = {"deployment": DEPLOYMENT, "token_id": TOKEN, "destination": "ci", "name": "x", "fields": ["id"]}
        if self.random.random() < 0.3:
            return {"deployment": DEPLOYMENT, "token_id": TOKEN, "destination": "ci"}
        chosen = {key: value for key, value in sound.items() if self.random.random() < 0.4}
        if self.random.random() < 0.5:
            chosen[self.key()] = self.value()
        return chosen

    def parameters(self, method):
        if self.random.random() < 0.15:
            return self.value()
        parameters = {}
        if method == "tools/call":
            parameters = {"name": self.random.choice(TOOLS), "arguments": self.arguments()}
        elif method == "resources/read":
            parameters = {"uri": self.random.choice(["astro://manifest.json", "file:///etc/passwd", "", 3])}
        elif method == "notifications/cancelled":
            parameters = {"requestId": self.random.randrange(max(self.count, 1)) + 1}
        if self.random.random() < 0.3:
            parameters["_meta"] = {
                "io.modelcontextprotocol/protocolVersion": self.random.choice(["2026-07-28"] * 4 + ["1900-01-01", 3]),
                "io.modelcontextprotocol/clientCapabilities": self.random.choice(
                    [{}, {"elicitation": {}}, {"elicitation": {"form": {}}}, [], None]),
                "progressToken": self.random.choice([1, "p", None]),
            }
        return parameters

    def message(self):
        method = self.random.choice(METHODS + ["tools/call"] * 6)
        message = {"jsonrpc": "2.0", "method": method, "params": self.parameters(method)}
        if not method.startswith("notifications/"):
            message["id"] = self.identity()
        if self.random.random() < 0.1:
            name = f"question-{self.random.randrange(200)}"
            content = self.random.choice([{"confirm": True}, {"confirm": "yes"}, {}, None, 3])
            action = self.random.choice(["accept", "decline", "cancel", "nod"])
            message = {"jsonrpc": "2.0", "id": name, "result": {"action": action, "content": content}}
        if self.random.random() < 0.1:
            message[self.random.choice(list(message))] = self.value()
        data = json.dumps(message).encode()
        if self.random.random() < 0.1:
            data = self.spoiled(data)
        return data.replace(b"\n", b" ")

    def spoiled(self, data):
        data = bytearray(data)
        for _ in range(self.random.randrange(1, 5)):
            kind = self.random.randrange(3)
            place = self.random.randrange(len(data) + 1)
            if kind == 0 and data:
                data[place % len(data)] = self.random.randrange(256)
            elif kind == 1:
                del data[place:place + self.random.randrange(10)]
            else:
                data[place:place] = bytes(copy.copy(data[:self.random.randrange(40)]))
        return bytes(data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    server = Server()
    fuzz = Fuzz(options.seed)
    with tempfile.TemporaryDirectory() as home:
        arguments = [
            "--allow", "changes", "--yes-to", "deployment_token_rotate", "--answer-timeout", "1",
            "--destination", f"ci=file:{home}/value"]
        raw = Raw(options.program, arguments, server.variables, home)
        raw.initialize()
        fuzz.count = 1
        for _ in range(options.messages):
            raw.send(fuzz.message())
        # It still answers whoever speaks properly.
        raw.send({"jsonrpc": "2.0", "id": "last", "method": "ping"})
        raw.next(lambda message: message.get("id") == "last", timeout=120)
        code = raw.close(timeout=120)
    faults = [f"seed {options.seed}: it ended with {code}"] if code != 0 else []
    faults += [f"seed {options.seed}: a marked secret was told" for secret in server.secrets if secret.rsplit(".", 1)[-1].encode() in raw.received]
    faults += [] if server.rotations else [f"seed {options.seed}: nothing was rotated: the messages were too odd"]
    faults += [f"seed {options.seed}: stderr: {raw.errors.decode()[:500]}"] if raw.errors else []
    print(
        f"{options.messages} messages, {raw.received.count(10)} answers, {server.rotations} rotations, "
        f"{len(server.changes)} changes, {len(faults)} faults")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
