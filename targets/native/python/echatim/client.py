"""A client for threads: each operation waits for its result."""

from __future__ import annotations

import sys
import threading
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Literal, TypeVar, overload

from ._requests import OnProgress, Path
from ._session import ON_THREAD, Session
from .errors import Error, state_error
from .events import Events
from .futures import Futures
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

#: How long ``close`` waits for the connections to end, in seconds.
_CLOSING = 2.0


class Client:
    """One account's connection to E聊. Any thread may use it.

    Handlers run on a thread of the client's own. There nothing may wait: operations in a handler are
    those of ``futures``, ``client.futures.send_text("hello", user="bob")``; a waiting one raises
    StateError. What a handler raises goes to ``threading.excepthook``.

    Time-outs are in seconds; ``math.inf`` is none. A call takes at most the config's
    ``requestTimeout`` by default, other operations have no limit.
    """

    def __init__(self, **config: Any) -> None:
        """:param config: the fields that README.md describes, such as ``host``, ``httpPort``
        :raises ConfigError: it names the field"""
        self._session = Session(config, ON_THREAD, _uncaught)
        #: The same operations without the waiting.
        self.futures = Futures(self._session)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __del__(self, warn: Callable[..., None] = warnings.warn) -> None:
        session = getattr(self, "_session", None)
        if session is not None and not session.over:
            warn(f"{self!r} was not closed", ResourceWarning, source=self)
            session.destroy()

    @property
    def state(self) -> State:
        return self._session.state

    def connect(self, *, timeout: float | None = None, wait: bool = False) -> None:
        """Connects and logs in.

        :param wait: go on trying when the first attempt fails
        """
        self._wait(self.futures.connect, timeout=timeout, wait=wait)

    def call(
        self, api: str, form: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> Answer:
        """Calls an API by its name, such as "userGet". A server's "no" is an answer, too."""
        return self._wait(self.futures.call, api, form, timeout=timeout)

    def send_text(
        self,
        text: str,
        *,
        user: str | None = None,
        room: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
    ) -> Receipt:
        """Sends a text, now or as soon as the client is back online."""
        return self._wait(
            self.futures.send_text,
            text,
            user=user,
            room=room,
            client_message_id=client_message_id,
            timeout=timeout,
        )

    def send(
        self,
        type: str,
        body: Any,
        *,
        user: str | None = None,
        room: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
    ) -> Receipt:
        """Sends a message of any type; ``body`` is what JSON can hold, but not None."""
        return self._wait(
            self.futures.send,
            type,
            body,
            user=user,
            room=room,
            client_message_id=client_message_id,
            timeout=timeout,
        )

    def send_image(
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
        """Uploads an image and sends it.

        :param name: what the server is told; by default the path's last part
        """
        return self._wait(
            self.futures.send_image,
            path,
            user=user,
            room=room,
            name=name,
            client_message_id=client_message_id,
            timeout=timeout,
            on_progress=on_progress,
        )

    def send_file(
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
        """Uploads a file and sends it, as ``send_image``."""
        return self._wait(
            self.futures.send_file,
            path,
            user=user,
            room=room,
            name=name,
            client_message_id=client_message_id,
            timeout=timeout,
            on_progress=on_progress,
        )

    def upload(
        self,
        path: Path,
        *,
        name: str | None = None,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> StoredFile:
        """Brings a file to the config's file server.

        :param on_progress: called on the client's thread with bytes sent so far and the file's size
        """
        return self._wait(
            self.futures.upload, path, name=name, timeout=timeout, on_progress=on_progress
        )

    def mark_read(
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
        self._wait(self.futures.mark_read, message_id, user=user, room=room, timeout=timeout)

    def unread(self, *, timeout: float | None = None) -> Unread:
        """Asks the server how many messages are not read; "unread" events tell what changes later."""
        return self._wait(self.futures.unread, timeout=timeout)

    def outbox(self) -> list[Waiting]:
        """The messages that wait to be sent, those of one conversation in their order."""
        return self._wait(self.futures.outbox)

    def retry(self, client_message_id: str) -> bool:
        """Tries a message at once that waits out a pause.

        :returns: whether it was there
        """
        return self._wait(self.futures.retry, client_message_id)

    def drop(self, client_message_id: str) -> bool:
        """Gives a message up: its operation raises AbortError.

        :returns: whether it was there
        """
        return self._wait(self.futures.drop, client_message_id)

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
        """Calls ``handler`` whenever the event comes; gives back what unsubscribes.

        A message is acknowledged when its handlers have returned.
        """
        return self._session.subscribe(event, handler)

    @overload
    def events(self, event: Literal["message"]) -> Events[Message]: ...

    @overload
    def events(self, event: Literal["notification", "kicked"]) -> Events[dict[str, Any]]: ...

    @overload
    def events(self, event: Literal["presence"]) -> Events[Presence]: ...

    @overload
    def events(self, event: Literal["unread"]) -> Events[Unread]: ...

    @overload
    def events(self, event: Literal["state"]) -> Events[State]: ...

    @overload
    def events(self, event: Literal["error"]) -> Events[Error]: ...

    @overload
    def events(self, event: Literal["log"]) -> Events[str]: ...

    def events(self, event: EventName) -> Events[Any]:
        """The events from now on, ``for message in client.events("message")``.

        Here, operations may wait. A message counts as handled as soon as the loop can get it.
        """
        return Events(self._session, event)

    def close(self) -> None:
        """Ends everything, for good; operations that wait elsewhere raise StateError."""
        session = self._session
        if session.over:
            return
        if session.calling != threading.get_ident():
            closed = threading.Event()
            session.subscribe("state", lambda state: closed.set() if state == "closed" else None)
            already = session.state == "closed"
            session.close()
            closed.wait(0 if already else _CLOSING)
        session.destroy()

    def _wait(self, begin: Callable[..., Future[T]], *arguments: Any, **options: Any) -> T:
        if self._session.calling == threading.get_ident():
            raise state_error(
                "a handler can't wait for an operation of its own client: use client.futures"
            )
        future = begin(*arguments, **options)
        try:
            return future.result()
        except BaseException:
            # Ctrl-C, say: nobody waits for it any more.
            future.cancel()
            raise


def _uncaught(raised: BaseException) -> None:
    arguments = (type(raised), raised, raised.__traceback__, threading.current_thread())
    try:
        threading.excepthook(threading.ExceptHookArgs(arguments))
    except Exception:
        sys.excepthook(*sys.exc_info())
