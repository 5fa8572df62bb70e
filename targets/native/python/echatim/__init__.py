"""E聊 (EChat) instant messaging.

``echatim.Client`` is for threads, ``echatim.aio.Client`` for asyncio. Both stand on libechatim.
"""

from . import aio
from ._library import library as _library
from .client import Client
from .errors import (
    AbortError,
    ConfigError,
    Error,
    HandlerError,
    InternalError,
    KickedError,
    LoginRefusedError,
    OutboxFullError,
    OutcomeUnknownError,
    ProtocolError,
    RefusedError,
    SessionExpiredError,
    StateError,
    StorageError,
    TimeoutError,
    TransportError,
)
from .types import (
    Answer,
    EventName,
    Message,
    Presence,
    Receipt,
    State,
    StoredFile,
    Unread,
    UnreadConversation,
    Waiting,
)

#: The version of the library that runs.
__version__: str = _library.echatim_version().decode()

__all__ = [
    "AbortError",
    "Answer",
    "Client",
    "ConfigError",
    "Error",
    "EventName",
    "HandlerError",
    "InternalError",
    "KickedError",
    "LoginRefusedError",
    "Message",
    "OutboxFullError",
    "OutcomeUnknownError",
    "Presence",
    "ProtocolError",
    "Receipt",
    "RefusedError",
    "SessionExpiredError",
    "State",
    "StateError",
    "StorageError",
    "StoredFile",
    "TimeoutError",
    "TransportError",
    "Unread",
    "UnreadConversation",
    "Waiting",
    "aio",
]
