"""Agents use the program through the official SDK and see no secret: a real process at both ends."""

import json
import os
import subprocess
import sys
import tempfile
import time
import unittest

import anyio
import jsonschema
import mcp_types as types
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from raw import Raw, text
from server import DEPLOYMENT, INJECTION, SHORT_VARIABLE, TOKEN, VARIABLE, Server

PROGRAM = os.environ["ASTRO"]
MODES = ["legacy", "2026-07-28", "auto"]
ROTATION = {"token_id": TOKEN, "deployment": DEPLOYMENT, "destination": "ci"}


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = folder.name
        self.value = os.path.join(self.home, "value")
        self.changes = ["--allow", "changes", "--destination", f"ci=file:{self.value}"]

    def raw(self, arguments, server=None):
        variables = server.variables if server else {"ASTRO_DOMAIN": "sandbox"}
        raw = Raw(PROGRAM, arguments, variables, self.home)
        self.addCleanup(raw.process.kill)
        return raw

    def served(self):
        server = Server()
        self.addCleanup(server.close)
        return server

    def delivered(self):
        with open(self.value) as file:
            return file.read().strip()


class OfficialClient(Case):
    """The SDK's client, in both revisions and by its own choice."""

    def run_client(self, mode, body, answer=None):
        asked = []

        async def elicit(context, parameters):
            asked.append(parameters.message)
            return answer or types.ElicitResult(action="accept", content={"confirm": True})

        parameters = StdioServerParameters(
            command=PROGRAM, args=["mcp", "--context", "sandbox", *self.changes],
            env={"ASTRO_HOME": self.home, "HOME": self.home, "PATH": os.environ["PATH"]})

        async def main():
            with anyio.fail_after(120):
                async with Client(stdio_client(parameters), elicitation_callback=elicit, mode=mode) as client:
                    return await body(client)

        return anyio.run(main), asked

    def test_lists_reads_is_asked_and_rotates_to_a_declared_destination(self):
        for mode in MODES:
            with self.subTest(mode):
                async def body(client):
                    tools = (await client.list_tools()).tools
                    read = await client.call_tool("organization_token_list", {"fields": ["id", "name"]})
                    arguments = {
                        "name": "CI deploy", "deployment": "cdeployment0000production", "destination": "ci"}
                    return tools, read, await client.call_tool("deployment_token_rotate", arguments)

                (tools, read, rotated), asked = self.run_client(mode, body)
                self.assertIn("deployment_token_rotate", [tool.name for tool in tools])
                names = [token["name"] for token in read.structured_content["result"]["tokens"]]
                self.assertIn("Terraform", names)
                self.assertFalse(rotated.is_error)
                self.assertEqual(len(asked), 1)
                self.assertTrue(asked[0].endswith("Rotate it?"), asked)
                self.assertEqual(rotated.structured_content["destination"], "ci")
                self.assertTrue(rotated.structured_content["result"]["shortToken"])
                self.assertNotIn(self.delivered(), str(rotated))

    def test_a_no_changes_nothing(self):
        for mode in MODES:
            with self.subTest(mode):
                async def body(client):
                    arguments = {
                        "name": "CI deploy", "deployment": "cdeployment0000production", "destination": "ci"}
                    return await client.call_tool("deployment_token_rotate", arguments)

                result, _ = self.run_client(mode, body, types.ElicitResult(action="decline"))
                self.assertTrue(result.is_error)
                self.assertIn("nothing was changed", result.content[0].text)
                self.assertFalse(os.path.exists(self.value))

    def test_reads_the_reference(self):
        for mode in MODES:
            with self.subTest(mode):
                async def body(client):
                    resources = (await client.list_resources()).resources
                    return resources, await client.read_resource("astro://manifest.json")

                (resources, manifest), _ = self.run_client(mode, body)
                self.assertGreater(len(resources), 50)
                self.assertEqual(json.loads(manifest.contents[0].text)["program"], "astro")

    def test_every_schema_is_sound_and_fits_what_the_tools_give(self):
        async def body(client):
            return (await client.list_tools()).tools, await client.call_tool("deployment_list", {})

        (tools, listed), _ = self.run_client("auto", body)
        self.assertGreater(len(tools), 30)
        for tool in tools:
            jsonschema.Draft202012Validator.check_schema(tool.input_schema)
            jsonschema.Draft202012Validator.check_schema(tool.output_schema)
            self.assertTrue(set(tool.input_schema).isdisjoint({"allOf", "anyOf", "oneOf"}), tool.name)
            self.assertRegex(tool.name, "^[a-z0-9_]{1,64}$")
            described = json.dumps(tool.input_schema).lower()
            for word in ["@path", "--jq", "to_file", "to_command"]:
                self.assertNotIn(word, described, tool.name)
            for name in ["force", "context"]:
                self.assertNotIn(name, tool.input_schema.get("properties", {}), tool.name)
            self.assertNotIn('"token"', json.dumps(tool.output_schema))
        schema = next(tool.output_schema for tool in tools if tool.name == "deployment_list")
        jsonschema.validate(listed.structured_content, schema)

    def test_the_rules_between_arguments_are_in_the_schema(self):
        async def body(client):
            return {tool.name: tool for tool in (await client.list_tools()).tools}

        tools, _ = self.run_client("auto", body)

        def fits(name, arguments):
            return jsonschema.Draft202012Validator(tools[name].input_schema).is_valid(arguments)

        self.assertTrue(fits("organization_token_update", {"token_id": "c1", "new_name": "x"}))
        self.assertFalse(fits("organization_token_update", {"token_id": "c1"}), "one of three must be given")
        both = {"token_id": "c1", "name": "a", "new_name": "x"}
        self.assertFalse(fits("organization_token_update", both), "an ID and a name exclude each other")
        create = {"name": "a", "destination": "ci", "expiration": "90d"}
        self.assertTrue(fits("organization_token_create", create))
        self.assertFalse(fits("organization_token_create", {**create, "expiration": 90}), "a duration is text")
        self.assertFalse(fits("organization_token_create", {**create, "destination": "other"}))
        self.assertFalse(fits("organization_token_create", {"name": "a"}), "a destination is required")
        self.assertFalse(fits("organization_token_create", {**create, "kind": "magic"}))

    def test_annotations_say_what_a_tool_does(self):
        async def body(client):
            return {tool.name: tool.annotations for tool in (await client.list_tools()).tools}

        notes, _ = self.run_client("legacy", body)

        def hints(name):
            note = notes[name]
            return note.read_only_hint, note.destructive_hint, note.idempotent_hint

        self.assertEqual(hints("deployment_token_list"), (True, False, True))
        self.assertEqual(hints("deployment_token_create"), (False, False, False))
        self.assertEqual(hints("deployment_token_rotate"), (False, True, False))
        self.assertEqual(hints("deployment_token_delete"), (False, True, True))

    def test_the_list_is_what_the_program_and_its_manifest_say(self):
        async def body(client):
            return [tool.name for tool in (await client.list_tools()).tools]

        names, _ = self.run_client("auto", body)
        environment = {"ASTRO_HOME": self.home, "PATH": os.environ["PATH"]}

        def output(*words):
            return json.loads(subprocess.run([PROGRAM, *words], env=environment, capture_output=True, check=True).stdout)

        told = output("mcp", "tools", *self.changes, "-o", "json")["tools"]
        self.assertEqual([tool["name"] for tool in told], names)
        manifest = [command["tool"]["name"] for command in output("docs", "json")["commands"] if "tool" in command]
        self.assertEqual(sorted(manifest), sorted(names))
        for part in ["login", "config", "context", "api", "sandbox", "recover", "mcp", "switch", "completion"]:
            self.assertFalse([name for name in names if part in name.split("_")], part)
        self.assertEqual([name for name in names if name.startswith("auth_")], ["auth_status", "auth_whoami"])


class Secrecy(Case):
    """A server whose secrets are marked, and a client that keeps every byte."""

    def check(self, raw, server):
        for secret in server.secrets:
            # The part that opens something is enough to look for.
            mark = secret.rsplit(".", 1)[-1]
            self.assertNotIn(mark.encode(), raw.received + raw.errors, "a secret was told to the client")

    def test_no_marked_secret_is_told_whatever_is_asked(self):
        server = self.served()
        raw = self.raw(self.changes, server)
        raw.initialize()
        answers = [raw.ask("tools/call", {"name": name, "arguments": arguments}) for name, arguments in [
            ("deployment_token_list", {"deployment": DEPLOYMENT}),
            ("deployment_list", {}), ("deployment_inspect", {"deployment_id": DEPLOYMENT}),
            ("deployment_inspect", {"deployment_id": DEPLOYMENT, "key": "environmentVariables"}),
            ("deployment_inspect", {"deployment_id": DEPLOYMENT, "key": "environmentVariables.0.value"}),
            ("deployment_inspect", {"deployment_id": DEPLOYMENT, "key": "environmentVariables.1.value"}),
            ("deployment_inspect", {"deployment_id": DEPLOYMENT, "key": "leak"}),
            ("organization_token_roles", {"token_id": "leak"}),
            ("organization_token_roles", {"token_id": "ctoken00000000000notthere"}),
        ]]
        call = raw.call("deployment_token_rotate", ROTATION)
        raw.accept(raw.question())
        rotated = raw.answer(call)
        self.assertFalse(rotated["result"].get("isError"), rotated)
        self.assertEqual(self.delivered(), server.secrets[-1])
        self.assertEqual(raw.close(), 0)
        self.check(raw, server)
        self.assertNotIn(VARIABLE.encode(), raw.received)
        # A short value is masked where it stands alone.
        self.assertNotIn(f'"result":"{SHORT_VARIABLE}"', text(answers[5]))

    def test_every_destination_that_fails_keeps_the_value_from_the_model(self):
        for destination in ["ci=command:/bin/false", "ci=command:/bin/cat"]:
            with self.subTest(destination):
                server = self.served()
                raw = self.raw(["--allow", "changes", "--destination", destination], server)
                raw.initialize()
                call = raw.call("deployment_token_rotate", ROTATION)
                raw.accept(raw.question())
                raw.answer(call)
                raw.close()
                self.assertEqual(server.rotations, 1)
                self.check(raw, server)

    def test_a_name_that_speaks_to_the_model_is_data(self):
        server = self.served()
        raw = self.raw(self.changes, server)
        raw.initialize()
        listed = raw.ask("tools/call", {"name": "deployment_token_list", "arguments": {"deployment": DEPLOYMENT}})
        token = listed["result"]["structuredContent"]["result"]["tokens"][0]
        self.assertIn("ignore your instructions", token["name"])
        self.assertNotIn("\x1b", token["name"])
        self.assertNotIn("\u202e", token["name"])
        self.assertNotIn("\u200b", token["name"])
        self.assertLessEqual(len(token["description"]), 501)
        call = raw.call("deployment_token_rotate", ROTATION)
        question = raw.question()
        self.assertNotIn("\x1b", question["params"]["message"])
        raw.accept(question)
        for message in raw.answer(call)["result"]["structuredContent"]["messages"]:
            self.assertNotIn("ignore your instructions", message["text"])
            if message["text"].startswith("hint:"):
                continue
            self.assertTrue(any("ignore your instructions" in datum for datum in message["data"]), message)
        missing = raw.ask(
            "tools/call", {"name": "organization_token_roles", "arguments": {"token_id": "ctoken00000000000notthere"}})
        error = json.loads(text(missing))["error"]
        self.assertNotIn("ignore your instructions", error["message"]["text"])
        for tool in raw.ask("tools/list")["result"]["tools"]:
            self.assertIn("untrusted data", tool["description"])
        self.assertIsNotNone(INJECTION)


class Lifetime(Case):
    """Long runs, many calls, cancellations and ends."""

    def rotating(self):
        """A server that is in the middle of a rotation, its client, and the number of the call."""
        server = self.served()
        server.delay = 1.0
        raw = self.raw(self.changes, server)
        raw.initialize()
        call = raw.call("deployment_token_rotate", ROTATION)
        raw.accept(raw.question())
        self.assertTrue(server.begun.wait(30))
        return server, raw, call

    def test_a_rotation_under_way_is_finished_before_a_cancellation(self):
        server, raw, call = self.rotating()
        raw.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": call}})
        self.assertEqual(raw.close(), 0)
        self.assertEqual(server.rotations, 1)
        self.assertEqual(self.delivered(), server.secrets[-1])
        self.assertNotIn(f'"id":{call},"result"'.encode(), raw.received, "a cancelled call is not answered")

    def test_a_rotation_under_way_is_finished_before_the_end_of_stdin_ends_the_server(self):
        server, raw, _ = self.rotating()
        self.assertEqual(raw.close(), 0)
        self.assertEqual(self.delivered(), server.secrets[-1])

    def test_a_rotation_under_way_is_finished_before_a_signal_ends_the_server(self):
        server, raw, _ = self.rotating()
        raw.process.terminate()
        self.assertEqual(raw.process.wait(timeout=60), 143)
        self.assertEqual(self.delivered(), server.secrets[-1])

    def test_a_call_that_waits_for_its_answer_is_cancelled_at_once(self):
        server = self.served()
        raw = self.raw(self.changes, server)
        raw.initialize()
        call = raw.call("deployment_token_rotate", ROTATION)
        question = raw.question()
        raw.send({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": call}})
        raw.ask("ping")
        raw.accept(question)
        raw.ask("ping")
        self.assertEqual(raw.close(), 0)
        self.assertEqual(server.changes, [])

    def test_a_state_is_good_for_one_answer_to_the_same_call(self):
        server = self.served()
        raw = self.raw(self.changes, server)
        meta = {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"form": {}}},
        }
        first = raw.answer(raw.call("deployment_token_rotate", ROTATION, _meta=meta))["result"]
        self.assertEqual(first["resultType"], "input_required")
        state = first["requestState"]
        yes = {"confirm": {"action": "accept", "content": {"confirm": True}}}
        other = {**ROTATION, "token_id": "ctoken00000000000another0"}

        def retry(arguments, state, responses):
            more = {"requestState": state, "inputResponses": responses, "_meta": meta}
            return raw.answer(raw.call("deployment_token_rotate", arguments, **more))

        self.assertEqual(retry(other, state, yes)["error"]["code"], -32602)
        self.assertEqual(retry(ROTATION, state + "x", yes)["error"]["code"], -32602)
        again = retry(ROTATION, state, {"unasked": {"action": "accept"}})["result"]
        self.assertEqual(again["resultType"], "input_required", "what is missing is asked for again")
        self.assertEqual(server.changes, [])
        self.assertEqual(retry(ROTATION, state, yes)["result"]["resultType"], "complete")
        self.assertEqual(retry(ROTATION, state, yes)["error"]["code"], -32602, "a state is used up")
        self.assertEqual(server.rotations, 1)

    def test_a_client_without_forms_is_told_which_capability_is_missing(self):
        raw = self.raw(self.changes, self.served())
        meta = {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {"elicitation": {"url": {}}},
        }
        answer = raw.answer(raw.call("deployment_token_rotate", ROTATION, _meta=meta))
        self.assertEqual(answer["error"]["code"], -32021)

    def test_two_requests_of_one_id_have_one_answer(self):
        server = self.served()
        raw = self.raw(self.changes, server)
        raw.initialize()
        call = raw.call("deployment_token_rotate", ROTATION)
        question = raw.question()
        raw.send({"jsonrpc": "2.0", "id": call, "method": "ping"})
        refused = raw.next(lambda message: message.get("id") is None and "error" in message)
        self.assertEqual(refused["error"]["code"], -32600)
        raw.accept(question)
        self.assertFalse(raw.answer(call)["result"].get("isError"))

    def test_200_calls_at_once_are_answered_beside_a_question_that_nobody_answers(self):
        raw = self.raw(self.changes, self.served())
        raw.initialize()
        raw.call("deployment_token_rotate", ROTATION)
        raw.question()
        calls = [raw.call("deployment_token_list", {"deployment": DEPLOYMENT}) for _ in range(200)]
        for call in calls:
            self.assertFalse(raw.answer(call)["result"].get("isError"))
        self.assertEqual(raw.close(), 0)

    @unittest.skipUnless(sys.platform == "linux", "reads /proc")
    def test_memory_does_not_grow(self):
        calls = int(os.environ.get("AGENT_CALLS", "2000"))
        raw = self.raw(self.changes)
        raw.initialize()

        def run(count):
            for _ in range(count // 50):
                numbers = [raw.call("organization_token_list", {"fields": ["id"]}) for _ in range(50)]
                for number in numbers:
                    raw.answer(number)
            return raw.memory()

        # Caches and the allocator's own pools fill first.
        before = run(max(calls // 5, 500))
        after = run(calls)
        print(f"memory: {before} KiB before, {after} KiB after {calls} more calls")
        self.assertLess(after, before * 1.1 + 2048)

    def test_initialize_answers_about_as_soon_as_the_version(self):
        environment = {"ASTRO_HOME": self.home, "HOME": self.home, "PATH": os.environ["PATH"]}

        def version():
            start = time.perf_counter()
            subprocess.run([PROGRAM, "version"], env=environment, stdout=subprocess.DEVNULL, check=True)
            return time.perf_counter() - start

        def initialize():
            start = time.perf_counter()
            process = subprocess.Popen(
                [PROGRAM, "mcp"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            request = {
                "jsonrpc": "2.0", "id": 1, "method": "initialize",
                "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {}}}
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            process.stdout.readline()
            taken = time.perf_counter() - start
            process.stdin.close()
            process.wait()
            process.stdout.close()
            return taken

        # Side by side, and the best of each: others work on this machine, too.
        pairs = [(version(), initialize()) for _ in range(20)]
        quickest, first = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
        print(f"version {quickest * 1000:.1f} ms, initialize {first * 1000:.1f} ms, ratio {first / quickest:.2f}")
        self.assertLess(first, 5 * quickest)


if __name__ == "__main__":
    unittest.main()
