"""A client without any library: it keeps every byte that the server ever wrote."""

import json
import os
import queue
import subprocess
import threading


class Raw:
    def __init__(self, program, arguments, variables, home):
        environment = {"ASTRO_HOME": home, "HOME": home, "PATH": os.environ["PATH"], **variables}
        self.process = subprocess.Popen(
            [program, "mcp", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environment, cwd=home)
        self.received = bytearray()
        self.errors = bytearray()
        self.messages = queue.Queue()
        self.count = 0
        self.waiting = []
        self.threads = [threading.Thread(target=self.read, daemon=True), threading.Thread(target=self.drain, daemon=True)]
        for thread in self.threads:
            thread.start()

    def read(self):
        for line in self.process.stdout:
            self.received += line
            self.messages.put(json.loads(line))
        self.messages.put(None)

    def drain(self):
        for line in self.process.stderr:
            self.errors += line

    def send(self, message):
        data = message if isinstance(message, bytes) else json.dumps(message).encode()
        self.process.stdin.write(data + b"\n")
        self.process.stdin.flush()

    def request(self, method, parameters=None):
        self.count += 1
        self.send({"jsonrpc": "2.0", "id": self.count, "method": method, "params": parameters or {}})
        return self.count

    def next(self, fits=lambda message: True, timeout=60):
        for message in self.waiting:
            if fits(message):
                self.waiting.remove(message)
                return message
        while True:
            message = self.messages.get(timeout=timeout)
            if message is None:
                raise EOFError("the server has ended")
            if fits(message):
                return message
            self.waiting.append(message)

    def answer(self, number):
        return self.next(lambda message: message.get("id") == number and "method" not in message)

    def ask(self, method, parameters=None):
        return self.answer(self.request(method, parameters))

    def call(self, tool, arguments=None, **more):
        return self.request("tools/call", {"name": tool, "arguments": arguments or {}, **more})

    def question(self):
        return self.next(lambda message: message.get("method") == "elicitation/create")

    def accept(self, question, confirm=True):
        result = {"action": "accept", "content": {"confirm": confirm}}
        self.send({"jsonrpc": "2.0", "id": question["id"], "result": result})

    def initialize(self, elicitation=True):
        capabilities = {"elicitation": {}} if elicitation else {}
        information = {"name": "raw", "version": "1"}
        answer = self.ask(
            "initialize",
            {"protocolVersion": "2025-11-25", "capabilities": capabilities, "clientInfo": information})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return answer

    def memory(self):
        """The resident memory in KiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))

    def close(self, timeout=60):
        if not self.process.stdin.closed:
            self.process.stdin.close()
        code = self.process.wait(timeout=timeout)
        for thread in self.threads:
            thread.join(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


def text(answer):
    return answer["result"]["content"][0]["text"]
