"""Operations as values: what all clients of this package have in common, but for the waiting."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .errors import ConfigError
from .types import Answer, Receipt, StoredFile, Unread, Waiting

T = TypeVar("T")

#: Bytes of the file sent so far, and its size.
OnProgress = Callable[[int, int], object]
Path = str | os.PathLike[str]


@dataclass(frozen=True)
class Request(Generic[T]):
    #: The C function, without ``echatim_``.
    function: str
    #: Its arguments between the client and the callbacks.
    arguments: tuple[object, ...]
    #: Makes the result from what its JSON says.
    read: Callable[[Any], T]
    #: Whether the function takes a callback for the progress.
    uploads: bool = False
    on_progress: OnProgress | None = None


def connect(timeout: float | None, wait: bool) -> Request[None]:
    options = _options(timeout, **({"wait": True} if wait else {}))
    return Request("connect", options, lambda _: None)


def call(api: str, form: Mapping[str, Any] | None, timeout: float | None) -> Request[Answer]:
    arguments = (*_text(api), *_text(_json(form or {}, "form")), *_options(timeout))
    return Request("call", arguments, _answer)


def send_text(
    text: str,
    user: str | None,
    room: str | None,
    client_message_id: str | None,
    timeout: float | None,
) -> Request[Receipt]:
    options = _options(timeout, **_chosen(client_message_id))
    return Request("send_text", (*_target(user, room), *_text(text), *options), _same)


def send(
    type: str,
    body: Any,
    user: str | None,
    room: str | None,
    client_message_id: str | None,
    timeout: float | None,
) -> Request[Receipt]:
    content = _json({"type": type, "body": body}, "body")
    options = _options(timeout, **_chosen(client_message_id))
    return Request("send", (*_target(user, room), *_text(content), *options), _same)


def send_from_path(
    function: str,
    path: Path,
    user: str | None,
    room: str | None,
    name: str | None,
    client_message_id: str | None,
    timeout: float | None,
    on_progress: OnProgress | None,
) -> Request[Receipt]:
    options = _options(timeout, **_named(name), **_chosen(client_message_id))
    arguments = (*_target(user, room), *_path(path), *options)
    return Request(function, arguments, _same, True, on_progress)


def upload(
    path: Path, name: str | None, timeout: float | None, on_progress: OnProgress | None
) -> Request[StoredFile]:
    arguments = (*_path(path), *_options(timeout, **_named(name)))
    return Request("upload", arguments, _same, True, on_progress)


def mark_read(
    message_id: str, user: str | None, room: str | None, timeout: float | None
) -> Request[None]:
    arguments = (*_target(user, room), *_text(message_id), *_options(timeout))
    return Request("mark_read", arguments, lambda _: None)


def unread(timeout: float | None) -> Request[Unread]:
    return Request("unread", _options(timeout), _same)


def outbox() -> Request[list[Waiting]]:
    return Request("outbox_list", (), _same)


def retry(client_message_id: str) -> Request[bool]:
    return Request("outbox_retry", _text(client_message_id), _same)


def drop(client_message_id: str) -> Request[bool]:
    return Request("outbox_drop", _text(client_message_id), _same)


def config(fields: Mapping[str, Any]) -> bytes:
    """As echatim_create takes it; paths may be what ``os.fspath`` takes."""
    for field, value in fields.items():
        _json(value, field)
    return json.dumps(fields, default=os.fspath).encode()


def _same(value: Any) -> Any:
    return value


def _answer(value: Any) -> Answer:
    return Answer(value["code"], value["msg"], value["data"])


def _text(text: str) -> tuple[bytes, int]:
    # The library has the word on what is no UTF-8.
    encoded = text.encode("utf-8", "surrogatepass")
    return encoded, len(encoded)


def _path(path: Path) -> tuple[bytes, int]:
    encoded = os.fsencode(path)
    return encoded, len(encoded)


def _json(value: object, field: str) -> str:
    try:
        return json.dumps(value, allow_nan=False, default=os.fspath)
    except (TypeError, ValueError) as problem:
        raise _config_error(field, "must be something that JSON can hold") from problem


def _target(user: str | None, room: str | None) -> tuple[int, bytes, int]:
    """echatim_target, and the id."""
    if (user is None) == (room is None):
        raise _config_error("target", "must be user=AUID or room=RID")
    return (0, *_text(user)) if user is not None else (1, *_text(room or ""))


def _options(timeout: float | None, **more: object) -> tuple[bytes, int]:
    """:param timeout: seconds; None for the default, ``math.inf`` for no limit"""
    if timeout is not None:
        more["timeout"] = None if timeout == math.inf else math.ceil(timeout * 1000)
    return _text(json.dumps(more))


def _named(name: str | None) -> dict[str, str]:
    return {} if name is None else {"name": name}


def _chosen(client_message_id: str | None) -> dict[str, str]:
    return {} if client_message_id is None else {"clientMessageId": client_message_id}


def _config_error(field: str, problem: str) -> ConfigError:
    message = f"{field}: {problem}"
    return ConfigError(
        message, {"code": 1, "name": "ConfigError", "message": message, "field": field}
    )
