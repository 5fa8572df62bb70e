"""What operations and events give, as the JSON of the protocol names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

State = Literal["idle", "connecting", "online", "offline", "closed"]

#: What a client tells; README.md says what each means.
EventName = Literal[
    "message", "notification", "presence", "unread", "state", "kicked", "error", "log"
]


class Receipt(TypedDict):
    """The server took a message."""

    messageId: str
    clientMessageId: str
    #: Milliseconds since 1970 by the server's clock.
    sendTime: int


class StoredFile(TypedDict):
    """An uploaded file, as the server names it."""

    url: str
    name: str
    #: Bytes.
    size: int


class Message(TypedDict):
    messageId: str
    #: The sender's name for it; may be empty.
    clientMessageId: str
    fromUser: str
    #: An auid, or a room's id.
    toTarget: str
    way: Literal["P2P", "P2R"]
    #: "TEXT", "IMAGE", "FILE", or a word of the sender's own.
    type: str
    #: A str for TEXT, a StoredFile for IMAGE and FILE.
    body: Any
    #: Milliseconds since 1970 by the server's clock; 0 when the server does not tell.
    sendTime: int


class UnreadConversation(TypedDict):
    way: Literal["P2P", "P2R"]
    #: An auid, or a room's id.
    toTarget: str
    unread: int


class Unread(TypedDict):
    """How many messages of others are not read."""

    total: int
    #: Those in which something is unread.
    conversations: list[UnreadConversation]


class Waiting(TypedDict):
    """A message that waits to be sent."""

    clientMessageId: str
    way: Literal["P2P", "P2R"]
    #: An auid, or a room's id.
    toTarget: str
    type: str
    #: Absent while the file is uploaded.
    body: NotRequired[Any]
    #: "sending": it is on the wire, and not answered yet.
    state: Literal["waiting", "sending"]


class Presence(TypedDict):
    """A user that "addOnlineMonitor" watches came or went."""

    auid: str
    online: bool


@dataclass(frozen=True)
class Answer:
    """What the server said to a call: yes or no."""

    #: 200 is success; others have the meaning of HTTP's statuses.
    code: int
    msg: str
    data: Any

    @property
    def ok(self) -> bool:
        return self.code == 200

    def __bool__(self) -> bool:
        return self.ok
