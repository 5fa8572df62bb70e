"""A client's events, one after the other, for a thread that waits for them."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Generic, TypeVar

from ._session import Session
from .types import EventName


V = TypeVar("V")


class Events(Iterator[V], Generic[V]):
    """Ends when it is closed, or with its client.

    A message that has come into it counts as handled.
    """

    def __init__(self, session: Session, event: EventName) -> None:
        self._queue: queue.SimpleQueue[tuple[V] | None] = queue.SimpleQueue()
        self._over = False
        self._unsubscribe = session.subscribe(
            event, lambda value: self._queue.put((value,)), lambda: self._queue.put(None)
        )

    def __next__(self) -> V:
        value = None if self._over else self._queue.get()
        if value is None:
            self._over = True
            raise StopIteration
        return value[0]

    def close(self) -> None:
        self._unsubscribe()
