"""One client of the C interface, with what Python needs to be called back by it.

The C functions are given numbers as user_data, never addresses of Python objects: a number is
looked up in a table of this module. Nothing here waits; the clients of this package do.
"""

from __future__ import annotations

import atexit
import ctypes
import itertools
import json
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from . import _requests
from ._library import Done, Handler, Progress, Release, error_json, library, no_progress
from ._requests import Request
from .errors import Error, error_from_json, state_error
from .types import EventName, State

#: Where callbacks come: echatim_delivery.
ON_THREAD, IN_POLL = 0, 1


class Session:
    def __init__(
        self, config: dict[str, Any], delivery: int, uncaught: Callable[[BaseException], None]
    ) -> None:
        """:param uncaught: takes what a handler raised"""
        text = _requests.config(config)
        error = ctypes.c_void_p()
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._uncaught = uncaught
        self._client: int | None = None
        #: The thread that runs a callback of this client now.
        self.calling: int | None = None
        #: What must end the program and was raised inside a callback.
        self.interrupt: BaseException | None = None
        self._client = library.echatim_create(text, len(text), delivery, ctypes.byref(error))
        if error.value is not None:
            try:
                raise error_from_json(error_json(error.value))
            finally:
                library.echatim_error_free(error)
        _open.add(self)

    @contextmanager
    def _use(self) -> Iterator[int]:
        """The client, which is not destroyed meanwhile."""
        with self._lock:
            if self._client is None:
                raise state_error("the client is closed")
            yield self._client

    @property
    def state(self) -> State:
        with self._lock:
            if self._client is None:
                return "closed"
            name: State = library.echatim_state_name(
                library.echatim_get_state(self._client)
            ).decode()
            return name

    @property
    def over(self) -> bool:
        """Whether it was destroyed."""
        return self._client is None

    @property
    def pending(self) -> int:
        with self._lock:
            return 0 if self._client is None else int(library.echatim_pending(self._client))

    @property
    def fd(self) -> int:
        with self._use() as client:
            return int(library.echatim_fd(client))

    def poll(self) -> None:
        """Makes the callbacks that wait. Only for the one thread that also destroys."""
        if self._client is not None:
            library.echatim_poll(self._client, 0)
        if self.interrupt is not None:
            interrupt, self.interrupt = self.interrupt, None
            raise interrupt

    def begin(self, request: Request[Any], done: Callable[[Error | None, Any], None]) -> int:
        """Begins an operation; ``done`` is called once, where callbacks come."""
        key = next(_keys)
        _table[key] = _Operation(self, request, done)
        function = getattr(library, f"echatim_{request.function}")
        ways: tuple[object, ...] = (_on_done, key)
        if request.uploads:
            ways = (_on_progress if request.on_progress else no_progress, *ways)
        try:
            with self._use() as client:
                operation = int(function(client, *request.arguments, *ways))
        except BaseException:
            _table.pop(key, None)
            raise
        if operation == 0:
            _table.pop(key, None)
            raise MemoryError
        return operation

    def cancel(self, operation: int) -> None:
        with self._lock:
            if self._client is not None:
                library.echatim_cancel(self._client, operation)

    def subscribe(
        self,
        event: EventName,
        handler: Callable[[Any], object],
        ended: Callable[[], None] | None = None,
    ) -> Callable[[], None]:
        """:param ended: called after the last call of ``handler``
        :returns: what ends the subscription; a second call does nothing"""
        name = event.encode()
        key = next(_keys)
        _table[key] = _Listener(self, event, handler, ended)
        with self._use() as client:
            subscription = library.echatim_subscribe(
                client, name, len(name), _on_event, _on_release, key
            )
        if subscription == 0:
            del _table[key]
            raise ValueError(f"there is no event {event!r}")

        def unsubscribe() -> None:
            with self._lock:
                if self._client is not None:
                    library.echatim_unsubscribe(self._client, subscription)

        return unsubscribe

    def close(self) -> None:
        with self._lock:
            if self._client is not None:
                library.echatim_close(self._client)

    def destroy(self) -> None:
        """Callbacks of what is under way come before this returns."""
        with self._lock:
            client, self._client = self._client, None
        # A forked child has none of the library's threads.
        if client is not None and self._process == os.getpid():
            library.echatim_destroy(client)

    @contextmanager
    def callback(self) -> Iterator[None]:
        """Around what belongs to the program: no exception gets into the library."""
        before, self.calling = self.calling, threading.get_ident()
        try:
            yield
        except (KeyboardInterrupt, SystemExit) as raised:
            self.interrupt = raised
        except BaseException as raised:
            self._uncaught(raised)
        finally:
            self.calling = before


class _Operation:
    def __init__(
        self, session: Session, request: Request[Any], done: Callable[[Error | None, Any], None]
    ) -> None:
        self.session = session
        self.request = request
        self.done = done


class _Listener:
    def __init__(
        self,
        session: Session,
        event: EventName,
        handler: Callable[[Any], object],
        ended: Callable[[], None] | None,
    ) -> None:
        self.session = session
        self.read: Callable[[str], Any] = json.loads
        if event == "error":
            self.read = error_from_json
        self.handler = handler
        self.ended = ended


#: What is called back, by the number that C has for it.
_table: dict[int, _Operation | _Listener] = {}
_keys = itertools.count(1)
_open: weakref.WeakSet[Session] = weakref.WeakSet()


def _tell_done(key: int, error: int | None, result: Any, length: int) -> None:
    operation = _table.pop(key)
    assert isinstance(operation, _Operation)
    with operation.session.callback():
        if error is not None:
            operation.done(error_from_json(error_json(error)), None)
        else:
            value = json.loads(ctypes.string_at(result, length))
            operation.done(None, operation.request.read(value))


def _tell_progress(key: int, sent: int, total: int) -> None:
    operation = _table[key]
    assert isinstance(operation, _Operation)
    with operation.session.callback():
        if operation.request.on_progress is not None:
            operation.request.on_progress(sent, total)


def _tell_event(key: int, value: Any, length: int) -> None:
    listener = _table[key]
    assert isinstance(listener, _Listener)
    with listener.session.callback():
        listener.handler(listener.read(ctypes.string_at(value, length).decode()))


def _tell_release(key: int) -> None:
    listener = _table.pop(key)
    assert isinstance(listener, _Listener)
    if listener.ended is not None:
        with listener.session.callback():
            listener.ended()


# For C, as long as this module is.
_on_done = Done(_tell_done)
_on_progress = Progress(_tell_progress)
_on_event = Handler(_tell_event)
_on_release = Release(_tell_release)


@atexit.register
def _destroy_all() -> None:
    # A thread of the library that calls into a Python that is gone would crash the program.
    for session in list(_open):
        session.destroy()
