"""The reference server, and the package with a library beside it, for tests."""

from __future__ import annotations

import json
import os
import re
import subprocess
import unittest
from pathlib import Path
from typing import Any

_main = Path(__file__).resolve().parents[3] / "server" / "main.mjs"


class Server:
    """tests/server/main.mjs: its switches are methods of control()."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", _main, "--port", "0", "--socket-port", "0"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        found = re.search(r"API http://(\S+):(\d+)  socket.io http://\S+:(\d+)", self._line())
        assert found is not None
        self.host, self.port, self.socket_port = found[1], int(found[2]), int(found[3])

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def control(self, action: str, **arguments: Any) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{action} {json.dumps(arguments)}\n")
        self._process.stdin.flush()
        answer = self._line().strip()
        return None if answer == "done" else json.loads(answer)

    def config(self, auid: str, token: str, **more: Any) -> dict[str, Any]:
        return {
            "host": self.host,
            "httpPort": self.port,
            "socketPort": self.socket_port,
            "key": "TSDKTEST00001",
            "loginAuid": auid,
            "loginToken": token,
            "storeFolder": "",
            "fileServerConfig": {
                "use": "local",
                "client": "plupload",
                "baseUrl": f"http://{self.host}:{self.port}",
                "version": "v1",
            },
            **more,
        }

    def close(self) -> None:
        self._process.communicate("quit\n", timeout=10)


class ServerTest(unittest.TestCase):
    """One server for the class; a user each for alice and bob, whose tokens are a and b."""

    server: Server

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = Server()
        cls.addClassCleanup(cls.server.close)
        for auid, token in (("alice", "a"), ("bob", "b")):
            cls.server.control("addUser", auid=auid, token=token)

    def tearDown(self) -> None:
        self.server.control("clearFaults")
        self.assertEqual(self.server.control("violations"), [])

    def config(self, auid: str = "alice", **more: Any) -> dict[str, Any]:
        return self.server.config(auid, auid[0], **more)


#: For programs that a test starts: the same package as the test's own.
environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
