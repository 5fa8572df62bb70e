"""The operations of a client as futures, for threads that do not want to wait and for handlers."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any, TypeVar

from . import _requests as requests
from ._requests import OnProgress, Path
from ._session import Session
from .errors import Error
from .types import Answer, Receipt, StoredFile, Unread, Waiting

T = TypeVar("T")


class Futures:
    """What Client has, without the waiting. ``cancel()`` of a future cancels the operation."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def connect(self, *, timeout: float | None = None, wait: bool = False) -> Future[None]:
        return self._begin(requests.connect(timeout, wait))

    def call(
        self, api: str, form: Mapping[str, Any] | None = None, *, timeout: float | None = None
    ) -> Future[Answer]:
        return self._begin(requests.call(api, form, timeout))

    def send_text(
        self,
        text: str,
        *,
        user: str | None = None,
        room: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
    ) -> Future[Receipt]:
        return self._begin(requests.send_text(text, user, room, client_message_id, timeout))

    def send(
        self,
        type: str,
        body: Any,
        *,
        user: str | None = None,
        room: str | None = None,
        client_message_id: str | None = None,
        timeout: float | None = None,
    ) -> Future[Receipt]:
        return self._begin(requests.send(type, body, user, room, client_message_id, timeout))

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
    ) -> Future[Receipt]:
        return self._begin(
            requests.send_from_path(
                "send_image", path, user, room, name, client_message_id, timeout, on_progress
            )
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
    ) -> Future[Receipt]:
        return self._begin(
            requests.send_from_path(
                "send_file", path, user, room, name, client_message_id, timeout, on_progress
            )
        )

    def upload(
        self,
        path: Path,
        *,
        name: str | None = None,
        timeout: float | None = None,
        on_progress: OnProgress | None = None,
    ) -> Future[StoredFile]:
        return self._begin(requests.upload(path, name, timeout, on_progress))

    def mark_read(
        self,
        message_id: str,
        *,
        user: str | None = None,
        room: str | None = None,
        timeout: float | None = None,
    ) -> Future[None]:
        return self._begin(requests.mark_read(message_id, user, room, timeout))

    def unread(self, *, timeout: float | None = None) -> Future[Unread]:
        return self._begin(requests.unread(timeout))

    def outbox(self) -> Future[list[Waiting]]:
        return self._begin(requests.outbox())

    def retry(self, client_message_id: str) -> Future[bool]:
        return self._begin(requests.retry(client_message_id))

    def drop(self, client_message_id: str) -> Future[bool]:
        return self._begin(requests.drop(client_message_id))

    def _begin(self, request: requests.Request[T]) -> Future[T]:
        future: Future[T] = Future()

        def done(error: Error | None, result: Any) -> None:
            if not future.set_running_or_notify_cancel():
                return
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(result)

        operation = self._session.begin(request, done)

        def cancel(ended: Future[T]) -> None:
            if ended.cancelled():
                self._session.cancel(operation)

        future.add_done_callback(cancel)
        return future
