"""echatim.aio.Client against the reference server."""

from __future__ import annotations

import asyncio
import gc
import threading
import unittest
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

import echatim
from echatim.aio import Client
from server import ServerTest


class AioTest(ServerTest):
    def run_async(self, test: Coroutine[Any, Any, None]) -> None:
        async def limited() -> None:
            asyncio.get_running_loop().slow_callback_duration = 2  # clients start an engine
            await asyncio.wait_for(test, 20)

        asyncio.run(limited(), debug=True)

    def test_messages(self) -> None:
        async def test() -> None:
            async with Client(**self.config("alice")) as alice, Client(**self.config("bob")) as bob:
                messages = bob.events("message")
                await asyncio.gather(alice.connect(timeout=10), bob.connect(timeout=10))
                receipts = await asyncio.gather(
                    *(alice.send_text(str(i), user="bob") for i in range(20))
                )
                came = []
                async for message in messages:
                    came.append(message)
                    if len(came) == 20:
                        break
                self.assertEqual([each["body"] for each in came], [str(i) for i in range(20)])
                self.assertEqual(
                    [each["messageId"] for each in came], [each["messageId"] for each in receipts]
                )

        self.run_async(test())

    def test_operations_and_errors(self) -> None:
        async def test() -> None:
            async with Client(**self.config()) as client:
                await client.connect()
                self.assertEqual(client.state, "online")
                self.assertEqual((await client.call("userGet", {"auid": "bob"})).data["auid"], "bob")
                steps: list[tuple[int, int]] = []
                stored = await client.upload(__file__, on_progress=lambda a, b: steps.append((a, b)))
                self.assertEqual(stored["size"], steps[-1][1])
                with self.assertRaises(echatim.RefusedError):
                    await client.send_text("hello", user="nobody")
                with self.assertRaises(echatim.LoginRefusedError):
                    async with Client(**self.config(loginToken="wrong")) as wrong:
                        await wrong.connect()
            self.assertEqual(client.state, "closed")
            with self.assertRaises(echatim.StateError):
                await client.call("userGet", {})

        self.run_async(test())

    def test_unread_and_outbox(self) -> None:
        # Of its own: nothing is left to her.
        self.server.control("addUser", auid="dora", token="d")
        self.server.control("addUser", auid="erin", token="e")

        async def test() -> None:
            async with Client(**self.config("dora")) as client:
                await client.connect()
                self.assertEqual(await client.unread(), {"total": 0, "conversations": []})
                with self.assertRaises(echatim.RefusedError):
                    await client.mark_read("none", user="bob")
                receipt = await client.send_text("a", user="erin", client_message_id="chosen-aio")
                self.assertEqual(receipt["clientMessageId"], "chosen-aio")
                self.assertEqual(await client.outbox(), [])
                self.assertFalse(await client.retry("none"))
                self.assertFalse(await client.drop("none"))

        self.run_async(test())

    def test_cancel_and_timeout(self) -> None:
        async def test() -> None:
            async with Client(**self.config()) as client:
                await client.connect()
                self.server.control("setFaults", delay=5000)
                with self.assertRaises(asyncio.TimeoutError):
                    await asyncio.wait_for(client.call("userGet", {"auid": "bob"}), 0.1)
                with self.assertRaises(echatim.TimeoutError):
                    await client.call("userGet", {"auid": "bob"}, timeout=0.1)
                self.server.control("clearFaults")
                self.assertTrue((await client.call("userGet", {"auid": "bob"})).ok)

        self.run_async(test())

    def test_handlers(self) -> None:
        async def test() -> None:
            async with AsyncExitStack() as stack:
                alice = await stack.enter_async_context(Client(**self.config("alice")))
                bob = await stack.enter_async_context(Client(**self.config("bob")))
                failed: list[BaseException] = []
                loop = asyncio.get_running_loop()
                loop.set_exception_handler(lambda _, context: failed.append(context["exception"]))

                async def echo(message: echatim.Message) -> None:
                    self.assertIs(threading.current_thread(), threading.main_thread())
                    await bob.send_text(message["body"] + "!", user="alice")

                def wrong(message: echatim.Message) -> None:
                    raise LookupError

                bob.on("message", echo)
                bob.on("message", wrong)
                messages = alice.events("message")
                await alice.connect()
                await bob.connect()
                await alice.send_text("hello", user="bob")
                self.assertEqual((await anext(messages))["body"], "hello!")
                self.assertEqual([type(each) for each in failed], [LookupError])

        self.run_async(test())

    def test_close(self) -> None:
        async def test() -> None:
            client = Client(**self.config())
            messages = client.events("message")
            await client.connect()
            self.server.control("setFaults", delay=5000)
            call = asyncio.create_task(client.call("userGet", {"auid": "bob"}))
            await asyncio.sleep(0.05)
            await client.close()
            await client.close()
            with self.assertRaises(echatim.StateError):
                await call
            self.assertEqual([each async for each in messages], [])

        self.run_async(test())

    def test_no_thread_of_python(self) -> None:
        async def test() -> None:
            async with Client(**self.config()) as client:
                await client.connect()
                self.assertEqual(threading.enumerate(), [threading.main_thread()])

        self.run_async(test())

    def test_events_that_nobody_uses_end(self) -> None:
        async def test() -> None:
            from echatim import _session

            async with Client(**self.config()) as client:
                before = len(_session._table)
                states = client.events("state")
                self.assertEqual(len(_session._table), before + 1)
                del states
                gc.collect()
                await client.connect()
                self.assertEqual(len(_session._table), before)

        self.run_async(test())


if __name__ == "__main__":
    unittest.main()
