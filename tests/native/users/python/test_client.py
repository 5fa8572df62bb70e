"""echatim.Client against the reference server."""

from __future__ import annotations

import json
import queue
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings
from pathlib import Path
from typing import Any

import echatim
from echatim import _requests, _session
from server import ServerTest, environment


class ClientTest(ServerTest):
    def open(self, auid: str = "alice", **more: Any) -> echatim.Client:
        client = echatim.Client(**self.config(auid, **more))
        self.addCleanup(client.close)
        return client

    def test_states(self) -> None:
        client = self.open(storeFolder=Path(self.enterContext(tempfile.TemporaryDirectory())))
        states: list[str] = []
        client.on("state", states.append)
        self.assertEqual(client.state, "idle")
        client.connect(timeout=10)
        self.assertEqual(client.state, "online")
        client.close()
        client.close()
        self.assertEqual(client.state, "closed")
        self.assertEqual(states, ["connecting", "online", "closed"])

    def test_message_and_receipt(self) -> None:
        alice, bob = self.open("alice"), self.open("bob")
        came: queue.SimpleQueue[echatim.Message] = queue.SimpleQueue()
        bob.on("message", came.put)
        alice.connect()
        bob.connect()
        for text in ("hello", "好, \0 and 😀", ""):
            with self.subTest(text=text):
                receipt = alice.send_text(text, user="bob")
                message = came.get(timeout=10)
                self.assertEqual(message["body"], text)
                self.assertEqual(message["fromUser"], "alice")
                self.assertEqual(message["messageId"], receipt["messageId"])
        body = {"url": "http://elsewhere/x.png", "name": "x.png", "size": 7}
        alice.send("IMAGE", body, user="bob")
        message = came.get(timeout=10)
        self.assertEqual((message["type"], message["body"]), ("IMAGE", body))

    def test_room(self) -> None:
        alice, bob = self.open("alice"), self.open("bob")
        events = bob.events("message")
        alice.connect()
        bob.connect()
        room = alice.call("roomAdd", {"name": "r", "members": ["bob"]})
        self.assertTrue(room.ok, room)
        alice.send_text("to all", room=room.data["rid"])
        self.assertEqual(next(events)["toTarget"], room.data["rid"])

    def test_message_that_no_handler_saw_waits(self) -> None:
        alice = self.open("alice")
        alice.connect()
        bob = _session.Session(self.config("bob"), _session.IN_POLL, self.fail)
        self.addCleanup(bob.destroy)
        seen: list[Any] = []
        unsubscribe = bob.subscribe("message", seen.append)
        online: list[Any] = []
        bob.begin(_requests.connect(10, False), lambda *ended: online.append(ended))
        while not online:
            select.select([bob.fd], [], [], 10)
            bob.poll()
        self.assertEqual(online, [(None, None)])
        alice.send_text("waits", user="bob")
        # It is on its way to the handler, which goes before it comes.
        self.assertEqual(select.select([bob.fd], [], [], 10)[0], [bob.fd])
        unsubscribe()
        bob.poll()
        self.assertEqual(seen, [])
        bob.subscribe("message", seen.append)
        while not seen:
            self.assertEqual(select.select([bob.fd], [], [], 10)[0], [bob.fd])
            bob.poll()
        self.assertEqual([message["body"] for message in seen], ["waits"])
        self.server.control("allAcknowledged", auid="bob")

    def test_unread(self) -> None:
        alice, bob = self.open("alice"), self.open("bob")
        alice.connect()
        bob.connect()
        before = bob.unread()
        counts = bob.events("unread")
        bob.on("message", lambda _: None)
        receipt = alice.send_text("hello", user="bob")
        self.assertEqual(next(counts)["total"], before["total"] + 1)
        bob.mark_read(receipt["messageId"], user="alice")
        after = next(counts)
        self.assertNotIn("alice", [each["toTarget"] for each in after["conversations"]])
        with self.assertRaises(echatim.RefusedError):
            bob.mark_read("none", user="alice")

    def test_outbox(self) -> None:
        self.server.control("addUser", auid="carol", token="c")
        client = self.open()
        client.connect()
        self.server.control("setFaults", holdAnswers=True)
        self.addCleanup(self.server.control, "clearFaults")
        sent = client.futures.send_text("hello", user="carol", client_message_id="chosen")
        dropped = client.futures.send("CARD", [1], user="carol", client_message_id="dropped")
        waiting = client.outbox()
        self.assertEqual([each["clientMessageId"] for each in waiting], ["chosen", "dropped"])
        self.assertEqual([each["body"] for each in waiting], ["hello", [1]])
        self.assertTrue(client.drop("dropped"))
        self.assertFalse(client.drop("dropped"))
        self.assertFalse(client.retry("none"))
        self.server.control("clearFaults")
        with self.assertRaises(echatim.AbortError):
            dropped.result(timeout=10)
        self.assertEqual(sent.result(timeout=10)["clientMessageId"], "chosen")
        with tempfile.NamedTemporaryFile(suffix=".txt") as file:
            for send in (client.send_file, client.send_image):
                receipt = send(file.name, user="carol", client_message_id=send.__name__)
                self.assertEqual(receipt["clientMessageId"], send.__name__)

    def test_answers(self) -> None:
        client = self.open()
        client.connect()
        yes = client.call("userGet", {"auid": "bob"})
        self.assertEqual((yes.code, yes.ok, yes.data["auid"]), (200, True, "bob"))
        no = client.call("userGet", {"auid": "nobody"})
        self.assertEqual((no.code, no.ok, bool(no)), (404, False, False))
        self.assertIn("nobody", no.msg)

    def test_files(self) -> None:
        alice, bob = self.open("alice"), self.open("bob")
        events = bob.events("message")
        alice.connect()
        bob.connect()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "报告 1.txt"
            path.write_bytes(b"x" * 300_000)
            steps: list[tuple[int, int]] = []
            stored = alice.upload(path, on_progress=lambda sent, total: steps.append((sent, total)))
            self.assertEqual((stored["name"], stored["size"]), (path.name, 300_000))
            self.assertEqual(steps[-1], (300_000, 300_000))
            self.assertEqual(steps, sorted(steps))
            alice.send_file(path, user="bob", name="r.txt")
            alice.send_image(str(path), user="bob")
        file, image = next(events), next(events)
        self.assertEqual((file["type"], file["body"]["name"]), ("FILE", "r.txt"))
        self.assertEqual((image["type"], image["body"]["name"]), ("IMAGE", path.name))

    def test_errors(self) -> None:
        with self.assertRaises(echatim.ConfigError) as config:
            echatim.Client(host="h", key="k", loginAuid="a", loginToken="t", ports=1)
        self.assertEqual(config.exception.field, "ports")
        with self.assertRaises(echatim.ConfigError) as config:
            echatim.Client(host={1}, key="k", loginAuid="a", loginToken="t")
        self.assertEqual(config.exception.field, "host")
        with self.assertRaises(echatim.LoginRefusedError) as login:
            self.open(loginToken="wrong").connect()
        self.assertIsInstance(login.exception, echatim.RefusedError)
        self.assertEqual((login.exception.server_code, login.exception.code), (403, 8))
        with self.assertRaises(echatim.TransportError):
            self.open(socketPort=1).connect()
        client = self.open()
        client.connect()
        with self.assertRaises(echatim.RefusedError) as refused:
            client.send_text("hello", user="nobody")
        self.assertEqual(refused.exception.server_code, 404)
        with self.assertRaises(echatim.TransportError):
            client.upload("/no/such/file")
        targets: tuple[dict[str, str], ...] = ({}, {"user": "a", "room": "r"})
        for wrong in targets:
            with self.assertRaises(echatim.ConfigError) as target:
                client.send_text("hello", user=wrong.get("user"), room=wrong.get("room"))
            self.assertEqual(target.exception.field, "target")
        with self.assertRaises(echatim.ConfigError):
            client.call("userGet", {"auid": {1}})
        with self.assertRaises(echatim.ConfigError):
            client.send_text("a lone \udc00", user="bob")
        with self.assertRaises(ValueError):
            client.on("massage", print)  # type: ignore[call-overload]
        client.close()
        with self.assertRaises(echatim.StateError):
            client.send_text("hello", user="bob")

    def test_errors_that_are_rare(self) -> None:
        control = self.server.control
        control("addUser", auid="carol", token="c")
        client = self.open("carol")
        client.connect()
        control("answerNext", path="user/get", body="<html>")
        with self.assertRaises(echatim.ProtocolError) as broken:
            client.call("userGet", {"auid": "carol"})
        self.assertIsInstance(broken.exception, echatim.TransportError)

        control("setFaults", holdAnswers=True)
        sending = [client.futures.send_text("x", user="carol") for _ in range(1001)]
        with self.assertRaises(echatim.OutboxFullError):
            sending[-1].result(timeout=10)
        control("clearFaults")
        for each in sending[:-1]:
            each.result(timeout=30)

        control("setFaults", expiringTokens=100)
        with self.assertRaises(echatim.SessionExpiredError):
            client.call("userGet", {"auid": "carol"})
        control("clearFaults")
        kicked = client.events("kicked")
        control("kick", auid="carol")
        next(kicked)
        with self.assertRaises(echatim.KickedError):
            client.call("userGet", {"auid": "carol"})

    def test_timeout(self) -> None:
        client = self.open()
        client.connect()
        self.server.control("setFaults", delay=5000)
        begin = time.monotonic()
        with self.assertRaises(TimeoutError) as timeout:
            client.call("userGet", {"auid": "bob"}, timeout=0.2)
        self.assertIsInstance(timeout.exception, echatim.TimeoutError)
        self.assertLess(time.monotonic() - begin, 4)

    def test_unsubscribe(self) -> None:
        alice, bob = self.open("alice"), self.open("bob")
        first: list[Any] = []
        second: queue.SimpleQueue[Any] = queue.SimpleQueue()
        off = bob.on("message", first.append)
        bob.on("message", second.put)
        alice.connect()
        bob.connect()
        alice.send_text("1", user="bob")
        second.get(timeout=10)
        off()
        off()
        alice.send_text("2", user="bob")
        second.get(timeout=10)
        self.assertEqual([message["body"] for message in first], ["1"])

    def test_handler_that_raises_or_waits(self) -> None:
        alice, bob = self.open("alice"), self.open("bob")
        raised: queue.SimpleQueue[Any] = queue.SimpleQueue()
        before, threading.excepthook = threading.excepthook, lambda hook: raised.put(hook.exc_value)
        self.addCleanup(setattr, threading, "excepthook", before)

        def wait(message: echatim.Message) -> None:
            bob.send_text("echo", user="alice")

        def answer(message: echatim.Message) -> None:
            bob.futures.send_text(message["body"] + "!", user="alice")

        bob.on("message", wait)
        bob.on("message", answer)
        events = alice.events("message")
        alice.connect()
        bob.connect()
        alice.send_text("hello", user="bob")
        self.assertIsInstance(raised.get(timeout=10), echatim.StateError)
        self.assertEqual(next(events)["body"], "hello!")

    def test_future_cancelled(self) -> None:
        client = self.open()
        client.connect()
        self.server.control("setFaults", delay=5000)
        before = len(_session._table)
        future = client.futures.call("userGet", {"auid": "bob"})
        self.assertTrue(future.cancel())
        end = time.monotonic() + 3  # before the answer would come
        while len(_session._table) > before and time.monotonic() < end:
            time.sleep(0.01)
        self.assertEqual(len(_session._table), before)
        self.server.control("clearFaults")
        self.assertTrue(client.call("userGet", {"auid": "bob"}).ok)

    def test_close_ends_what_waits(self) -> None:
        client = self.open()
        client.connect()
        events = client.events("message")
        self.server.control("setFaults", delay=5000)
        future = client.futures.call("userGet", {"auid": "bob"})
        client.close()
        self.assertIsInstance(future.exception(timeout=1), echatim.StateError)
        self.assertEqual(list(events), [])

    def test_close_in_a_handler(self) -> None:
        # Her message is not acknowledged: she may see it again.
        self.server.control("addUser", auid="carol", token="c")
        alice, carol = self.open("alice"), self.open("carol")
        closed = threading.Event()

        def close(message: echatim.Message) -> None:
            carol.close()
            closed.set()

        carol.on("message", close)
        alice.connect()
        carol.connect()
        alice.send_text("go", user="carol")
        self.assertTrue(closed.wait(10))
        self.assertEqual(carol.state, "closed")

    def test_full_disk(self) -> None:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        alice, bob = self.open("alice", storeFolder=folder), self.open("bob")
        errors, messages = alice.events("error"), bob.events("message")
        alice.connect()
        bob.connect()
        # No file may grow, which the process is told by a signal too, unless a thread has it blocked.
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            alice.send_text("sent all the same", user="bob")
            failed = next(errors)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        self.assertIsInstance(failed, echatim.StorageError)
        self.assertIn("File too large", json.dumps(failed.details))
        self.assertEqual(next(messages)["body"], "sent all the same")
        self.assertEqual(list(folder.rglob("*.new")), [])
        self.assertEqual(alice.state, "online")

    def test_damaged_store(self) -> None:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        alice, bob = self.open("alice", storeFolder=folder), self.open("bob")
        alice.connect()
        bob.connect()
        bob.send_text("one", user="alice")
        self.assertEqual(next(alice.events("message"))["body"], "one")
        self.server.control("allAcknowledged", auid="alice")
        alice.close()
        items = list(folder.rglob("*.item"))
        self.assertGreater(len(items), 1)
        for item in items:
            item.write_bytes(b'\xff{"\0')
        alice = self.open("alice", storeFolder=folder)
        alice.connect()
        messages = bob.events("message")
        alice.send_text("two", user="bob")
        self.assertEqual(next(messages)["body"], "two")

    def test_comes_back(self) -> None:
        client = self.open()
        states = client.events("state")
        client.connect()
        self.server.control("dropConnections", auid="alice")
        seen = [next(states) for _ in range(5)]
        self.assertEqual(seen[-1], "online", seen)
        self.assertIn("offline", seen)

    def test_forgotten_client_warns(self) -> None:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            echatim.Client(**self.config())
        self.assertEqual([each.category for each in caught], [ResourceWarning])


class ProgramTest(ServerTest):
    """Whole programs: how they end."""

    def start(self, text: str) -> subprocess.Popen[str]:
        begin = f"import echatim\nconfig = {self.config()!r}\n"
        program = subprocess.Popen(
            [sys.executable, "-X", "dev", "-c", begin + text],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.addCleanup(program.kill)
        return program

    def test_ctrl_c_while_an_operation_waits(self) -> None:
        self.server.control("setFaults", delay=20_000)
        program = self.start(
            "try:\n"
            "  with echatim.Client(**config) as client:\n"
            "    print('waits')\n"
            "    client.connect(wait=True)\n"
            "except KeyboardInterrupt:\n"
            "  print('interrupted')\n"
        )
        assert program.stdout is not None
        self.assertEqual(program.stdout.readline(), "waits\n")
        time.sleep(0.3)
        program.send_signal(signal.SIGINT)
        output, errors = program.communicate(timeout=10)
        self.assertEqual((output, errors, program.returncode), ("interrupted\n", "", 0))

    def test_ctrl_c_while_events_are_waited_for(self) -> None:
        program = self.start(
            "with echatim.Client(**config) as client:\n"
            "  client.connect()\n"
            "  print('waits')\n"
            "  for message in client.events('message'): pass\n"
        )
        assert program.stdout is not None
        self.assertEqual(program.stdout.readline(), "waits\n")
        program.send_signal(signal.SIGINT)
        errors = program.communicate(timeout=10)[1]
        self.assertIn("KeyboardInterrupt", errors.splitlines()[-1])

    def test_end_without_close(self) -> None:
        program = self.start(
            "client = echatim.Client(**config)\n"
            "client.on('state', print)\n"
            "client.connect()\n"
            "import sys; sys.exit(3)\n"
        )
        output = program.communicate(timeout=10)[0]
        self.assertEqual((output, program.returncode), ("connecting\nonline\n", 3))


if __name__ == "__main__":
    unittest.main()
