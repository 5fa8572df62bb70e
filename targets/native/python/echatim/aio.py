"""A client for asyncio: operations are coroutines, and everything runs on the event loop.

The loop watches the client's file descriptor; there is no thread between. A client belongs to the
loop in which it is first used.
"""

from __future__ import annotations

import asyncio
import inspect
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Literal, TypeVar, overload

from . import _requests as requests
from ._requests import OnProgress, Path
from ._session import IN_POLL, Session
from .errors import Error
from .types import (
    Answer,
    EventName,
    Message,
    Presence,
    Receipt,
    State,
    StoredFile,
    Unread,
    Waiting,
)

T = TypeVar("T")
V = TypeVar("V")

#: How long ``close`` waits for the connections to end, in seconds.
_CLOSING = 2.0


class Client:
    """One account's connection to E聊, in coroutines. Methods and arguments are echatim.Client's.

    Cancelling a task that waits for an operation cancels the operation. What a handler raises goes
    to the loop's exception handler.
    """

    def __init__(self, **config: Any) -> None:
        """:param config: the fields that README.md describes, such as ``host``, ``httpPort``
        :raises ConfigError: it names the field"""
        self._session = Session(config, IN_POLL, self._uncaught)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[object]] = set()

    async def __aenter__(self) -> Client:
        self._attach()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    def __del__(self, warn: Callable[..., None] = warnings.warn) -> None:
        session = getattr(self, "_session", None)
        if session is not None and not session.over:
            warn(f"{self!r} was not closed", ResourceWarning, source=self)
            if self._loop is not None and not self._loop.is_closed():
                self._loop.remove_reader(session.fd)
            session.destroy()

    @property
    def state(self) -> State:
        return self._session.state

    async def connect(self, *, timeout: float | None = None, wait: bool = False) -> None:
        """Connects and logs in."""
        await self._result(requests.connect(timeout, wait))

    async def call(
        self, api: str, form: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Calls an API by its name. A server's "no" is an answer, too."""
        return await self._result(requests.call(api, form, timeout))

    async def send_text(
        self,
        text: str,
        *,
        user: str | None = None,
        room: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
    ) -> Receipt:
        """Sends a text, now or as soon as the client is back online."""
        return await self._result(requests.send_text(text, user, room, client_message_id, timeout))

    async def send(
        self,
        type: str,
        body: Any,
        *,
        user: str | None = None,
        room: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
    ) -> Receipt:
        """Sends a message of any type."""
        return await self._result(requests.send(type, body, user, room, client_message_id, timeout))

    async def send_image(
        self,
        path: Path,
        *,
        user: str | None = None,
        room: str | None = None,
        name: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> Receipt:
        """Uploads an image and sends it."""
        return await self._result(
            requests.send_from_path(
                "send_image", path, user, room, name, client_message_id, timeout, on_progress
            )
        )

    async def send_file(
        self,
        path: Path,
        *,
        user: str | None = None,
        room: str | None = None,
        name: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> Receipt:
        """Uploads a file and sends it."""
        return await self._result(
            requests.send_from_path(
                "send_file", path, user, room, name, client_message_id, timeout, on_progress
            )
        )

    async def upload(
        self,
        path: Path,
        *,
        name: str | None = None,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> StoredFile:
        """Brings a file to the config's file server."""
        return await self._result(requests.upload(path, name, timeout, on_progress))

    async def mark_read(
        self,
        message_id: str,
        *,
        user: str | None = None,
        room: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Tells the server that all of a conversation up to a message is read.

        :raises RefusedError: the server says no
        """
        await self._result(requests.mark_read(message_id, user, room, timeout))

    async def unread(self, *, timeout: float | None = None) -> Unread:
        """Asks the server how many messages are not read; "unread" events tell what changes later."""
        return await self._result(requests.unread(timeout))

    async def outbox(self) -> list[Waiting]:
        """The messages that wait to be sent, those of one conversation in their order."""
        return await self._result(requests.outbox())

    async def retry(self, client_message_id: str) -> bool:
        """Tries a message at once that waits out a pause.

        :returns: whether it was there
        """
        return await self._result(requests.retry(client_message_id))

    async def drop(self, client_message_id: str) -> bool:
        """Gives a message up: its operation raises AbortError.

        :returns: whether it was there
        """
        return await self._result(requests.drop(client_message_id))

    @overload
    def on(
        self, event: Literal["message"], handler: Callable[[Message], object]
    ) -> Callable[[], None]: ...

    @overload
    def on(
        self, event: Literal["notification", "kicked"], handler: Callable[[dict[str, Any]], object]
    ) -> Callable[[], None]: ...

    @overload
    def on(
        self, event: Literal["presence"], handler: Callable[[Presence], object]
    ) -> Callable[[], None]: ...

    @overload
    def on(
        self, event: Literal["unread"], handler: Callable[[Unread], object]
    ) -> Callable[[], None]: ...

    @overload
    def on(
        self, event: Literal["state"], handler: Callable[[State], object]
    ) -> Callable[[], None]: ...

    @overload
    def on(
        self, event: Literal["error"], handler: Callable[[Error], object]
    ) -> Callable[[], None]: ...

    @overload
    def on(self, event: Literal["log"], handler: Callable[[str], object]) -> Callable[[], None]: ...

    def on(self, event: EventName, handler: Callable[[Any], object]) -> Callable[[], None]:
        """Calls ``handler`` on the loop whenever the event comes; gives back what unsubscribes.

        A coroutine function becomes a task. A message is acknowledged when its handlers have
        returned; tasks are not waited for.
        """

        def handle(value: Any) -> None:
            result = handler(value)
            if inspect.isawaitable(result):
                task: asyncio.Task[object] = asyncio.ensure_future(_coroutine(result))
                self._tasks.add(task)
                task.add_done_callback(self._task_done)

        return self._session.subscribe(event, handle)

    @overload
    def events(self, event: Literal["message"]) -> AsyncIterator[Message]: ...

    @overload
    def events(self, event: Literal["notification", "kicked"]) -> AsyncIterator[dict[str, Any]]: ...

    @overload
    def events(self, event: Literal["presence"]) -> AsyncIterator[Presence]: ...

    @overload
    def events(self, event: Literal["unread"]) -> AsyncIterator[Unread]: ...

    @overload
    def events(self, event: Literal["state"]) -> AsyncIterator[State]: ...

    @overload
    def events(self, event: Literal["error"]) -> AsyncIterator[Error]: ...

    @overload
    def events(self, event: Literal["log"]) -> AsyncIterator[str]: ...

    def events(self, event: EventName) -> AsyncIterator[Any]:
        """The events from now on, ``async for message in client.events("message")``.

        Ends with the client, and when nobody uses it any more. A message counts as handled as soon
        as the loop can get it.
        """
        self._attach()
        return _Events(self._session, event)

    async def close(self) -> None:
        """Ends everything, for good; operations under way raise StateError."""
        session = self._session
        if session.over:
            return
        loop = self._attach()
        closed = asyncio.Event()
        session.subscribe("state", lambda state: closed.set() if state == "closed" else None)
        already = session.state == "closed"
        session.close()
        try:
            if not already:
                await asyncio.wait_for(closed.wait(), _CLOSING)
            # So that destroying does not wait for connections, and the loop with it.
            end = loop.time() + _CLOSING
            while session.pending > 0 and loop.time() < end:
                await asyncio.sleep(0.005)
        except asyncio.TimeoutError:
            pass
        finally:
            if not session.over:
                loop.remove_reader(session.fd)
                session.destroy()

    def _attach(self) -> asyncio.AbstractEventLoop:
        """Lets the running loop call back; a client that is over needs none."""
        loop = asyncio.get_running_loop()
        if self._loop is None and not self._session.over:
            self._loop = loop
            loop.add_reader(self._session.fd, self._session.poll)
        elif self._loop is not loop and not self._session.over:
            raise RuntimeError("this client belongs to another event loop")
        return loop

    async def _result(self, request: requests.Request[T]) -> T:
        future: asyncio.Future[T] = self._attach().create_future()

        def done(error: Error | None, result: Any) -> None:
            if future.done():
                return
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(result)

        operation = self._session.begin(request, done)
        try:
            return await future
        except asyncio.CancelledError:
            self._session.cancel(operation)
            raise

    def _task_done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        raised = None if task.cancelled() else task.exception()
        if raised is not None:
            self._uncaught(raised)

    def _uncaught(self, raised: BaseException) -> None:
        loop = self._loop or asyncio.get_event_loop()
        loop.call_exception_handler({"message": "a handler of echatim failed", "exception": raised})


class _Events(AsyncIterator[Any]):
    def __init__(self, session: Session, event: EventName) -> None:
        events: asyncio.Queue[tuple[Any] | None] = asyncio.Queue()
        self._events = events
        self._over = False
        # The handlers hold the queue, not this: when nobody has this any more, it unsubscribes.
        self._unsubscribe = session.subscribe(
            event, lambda value: events.put_nowait((value,)), lambda: events.put_nowait(None)
        )

    def __del__(self) -> None:
        if hasattr(self, "_unsubscribe"):
            self._unsubscribe()

    async def __anext__(self) -> Any:
        value = None if self._over else await self._events.get()
        if value is None:
            self._over = True
            raise StopAsyncIteration
        return value[0]

    async def aclose(self) -> None:
        """Ends it now."""
        self._unsubscribe()


async def _coroutine(awaitable: Awaitable[V]) -> V:
    return await awaitable
