"""Errors of the library: one class for each kind that a program may want to catch by itself.

The names are those of the SDK's TypeScript. Messages hold no key, token, message body or word of the
server; ``server_message`` may.
"""

from __future__ import annotations

import builtins
import json
from typing import Any


class Error(Exception):
    """What all errors of the library are."""

    def __init__(self, message: str, details: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        #: All that is known, as ``echatim_error_json`` of the C interface gives it.
        self.details: dict[str, Any] = details or {}

    @property
    def code(self) -> int:
        """The number of the kind (``echatim_code``); never changes its meaning."""
        return int(self.details.get("code", OTHER))

    @property
    def name(self) -> str:
        """The class's name in the SDK's TypeScript."""
        return str(self.details.get("name", type(self).__name__))

    @property
    def field(self) -> str:
        """Of a ConfigError: the field at fault; else empty."""
        return str(self.details.get("field", ""))

    @property
    def server_code(self) -> int:
        """The ``code`` of the server's "no"; 0 when it said nothing."""
        return int(self.details.get("serverCode", 0))

    @property
    def server_message(self) -> str:
        """The ``msg`` of the server's "no"; it may repeat what was sent."""
        return str(self.details.get("serverMessage", ""))


class ConfigError(Error):
    """A config, a form or an argument that can't be used; ``field`` names it."""


class StateError(Error):
    """The client is not, or is no longer, in a state that allows the call."""


class AbortError(Error):
    """The operation was cancelled."""


class TransportError(Error):
    """No answer: no network, no server, a broken connection. Trying again may help."""


class TimeoutError(TransportError, builtins.TimeoutError):
    """The time that was allowed is over. Whether the server carried the call out is unknown."""


class ProtocolError(TransportError):
    """The server's packet or answer breaks the protocol."""


class RefusedError(Error):
    """The server's "no" to a message or an upload; ``server_code`` is its code."""


class LoginRefusedError(RefusedError):
    """The server does not let this account in."""


class SessionExpiredError(Error):
    """The session expired and could not be renewed."""


class KickedError(Error):
    """The server ended the session."""


class OutboxFullError(Error):
    """Too many messages wait to be sent; this one was not taken."""


class OutcomeUnknownError(Error):
    """The message was tried often, and never answered with yes or no. It may have arrived."""


class StorageError(Error):
    """The store failed; the client goes on without it. Only in ``error`` events."""


class HandlerError(Error):
    """A script's handler threw. Only in ``error`` events."""


class InternalError(Error):
    """A fault of the library itself, or no memory. The client is closed."""


#: The code of errors that this version has no number for.
OTHER = 16

_classes: dict[int, type[Error]] = {
    1: ConfigError,
    2: StateError,
    3: AbortError,
    4: TimeoutError,
    5: TransportError,
    6: ProtocolError,
    7: RefusedError,
    8: LoginRefusedError,
    9: SessionExpiredError,
    10: KickedError,
    11: OutboxFullError,
    12: OutcomeUnknownError,
    13: StorageError,
    14: HandlerError,
    15: InternalError,
}


def error_from_json(text: str) -> Error:
    """The error that the C interface describes in JSON."""
    details: dict[str, Any] = json.loads(text)
    kind = _classes.get(details.get("code", OTHER), Error)
    return kind(details.get("message", ""), details)


def state_error(message: str) -> StateError:
    """One that this package finds itself."""
    return StateError(message, {"code": 2, "name": "StateError", "message": message})
