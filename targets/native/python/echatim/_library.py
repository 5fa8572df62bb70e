"""libechatim's C interface, by ctypes. What the functions do stands in echatim.h."""

from __future__ import annotations

import ctypes
from pathlib import Path

Done = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t
)
Progress = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64)
Handler = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t
)
Release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)

#: A callback that is NULL.
no_progress = ctypes.cast(0, Progress)

_text = (ctypes.c_char_p, ctypes.c_size_t)
_client = (ctypes.c_void_p,)
_target = (ctypes.c_void_p, ctypes.c_int, *_text)
_done = (Done, ctypes.c_void_p)
_path = (*_text, *_text, Progress, *_done)
_length = ctypes.POINTER(ctypes.c_size_t)

#: What each function takes, and what it gives back.
_functions: dict[str, tuple[tuple[object, ...], object]] = {
    "version": ((), ctypes.c_char_p),
    "error_json": ((ctypes.c_void_p, _length), ctypes.c_void_p),
    "error_free": ((ctypes.c_void_p,), None),
    "create": ((*_text, ctypes.c_int, ctypes.POINTER(ctypes.c_void_p)), ctypes.c_void_p),
    "destroy": (_client, None),
    "close": (_client, None),
    "get_state": (_client, ctypes.c_int),
    "state_name": ((ctypes.c_int,), ctypes.c_char_p),
    "pending": (_client, ctypes.c_size_t),
    "fd": (_client, ctypes.c_int),
    "poll": ((*_client, ctypes.c_int), ctypes.c_int),
    "connect": ((*_client, *_text, *_done), ctypes.c_uint64),
    "call": ((*_client, *_text, *_text, *_text, *_done), ctypes.c_uint64),
    "send_text": ((*_target, *_text, *_text, *_done), ctypes.c_uint64),
    "send": ((*_target, *_text, *_text, *_done), ctypes.c_uint64),
    "send_image": ((*_target, *_path), ctypes.c_uint64),
    "send_file": ((*_target, *_path), ctypes.c_uint64),
    "upload": ((*_client, *_path), ctypes.c_uint64),
    "mark_read": ((*_target, *_text, *_text, *_done), ctypes.c_uint64),
    "unread": ((*_client, *_text, *_done), ctypes.c_uint64),
    "outbox_list": ((*_client, *_done), ctypes.c_uint64),
    "outbox_retry": ((*_client, *_text, *_done), ctypes.c_uint64),
    "outbox_drop": ((*_client, *_text, *_done), ctypes.c_uint64),
    "cancel": ((*_client, ctypes.c_uint64), None),
    "subscribe": ((*_client, *_text, Handler, Release, ctypes.c_void_p), ctypes.c_uint64),
    "unsubscribe": ((*_client, ctypes.c_uint64), None),
}


def _load() -> ctypes.CDLL:
    """The library of the same dist/native, so that the folder may be moved; else the system's."""
    beside = Path(__file__).resolve().parents[2] / "lib" / "libechatim.so"
    library = ctypes.CDLL(str(beside) if beside.exists() else "libechatim.so.0")
    for name, (arguments, result) in _functions.items():
        function = getattr(library, f"echatim_{name}")
        function.argtypes = arguments
        function.restype = result
    return library


library = _load()


def error_json(error: int) -> str:
    """An ``echatim_error`` in JSON."""
    length = ctypes.c_size_t()
    text = library.echatim_error_json(error, ctypes.byref(length))
    return ctypes.string_at(text, length.value).decode()
