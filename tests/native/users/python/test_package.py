"""What the package is without a server: types for users of mypy, and the library's own errors."""

from __future__ import annotations

import subprocess
import tempfile
import unittest
from pathlib import Path

import echatim
from echatim import errors

_package = Path(echatim.__file__).parent


def mypy(*files: Path, path: Path = _package.parent) -> str:
    with tempfile.TemporaryDirectory() as cache:
        ran = subprocess.run(
            ["mypy", "--strict", "--cache-dir", cache, "--python-version", "3.11", *files],
            capture_output=True,
            text=True,
            env={"PATH": "/usr/bin:/bin", "MYPYPATH": str(path)},
        )
    return ran.stdout + ran.stderr


class TypesTest(unittest.TestCase):
    def test_package_and_tests_are_typed(self) -> None:
        here = Path(__file__).parent
        output = mypy(_package, *sorted(here.glob("*.py")))
        self.assertRegex(output, r"\ASuccess: no issues found in \d+ source files\n\Z")

    def test_users_get_types(self) -> None:
        text = (
            "import echatim\n"
            "client = echatim.Client(host='h')\n"
            "def print_time(message: echatim.Message) -> None: reveal_type(message['sendTime'])\n"
            "client.on('message', print_time); client.on('massage', print_time)\n"
            "reveal_type(client.send_text('hello', user='bob')['messageId'])\n"
            "reveal_type(client.call('userGet').ok)\n"
            "client.send_text(1)\n"
            "reveal_type(next(client.events('message'))['body'])\n"
            "reveal_type(next(client.events('state')))\n"
            "reveal_type(client.unread()['total']); reveal_type(client.outbox()[0]['state'])\n"
        )
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "program.py"
            program.write_text(text)
            output = mypy(program)
        for line, words in ((3, '"builtins.int"'), (5, '"builtins.str"'), (6, '"builtins.bool"')):
            self.assertRegex(output, rf"program.py:{line}: note: Revealed type is {words}")
        self.assertIn('program.py:8: note: Revealed type is "Any"', output)
        self.assertRegex(output, "program.py:9: note: Revealed type is .*'connecting'")
        self.assertRegex(output, 'program.py:10: note: Revealed type is "builtins.int"')
        self.assertRegex(output, "program.py:10: note: Revealed type is .*'sending'")
        self.assertIn("program.py:4: error: No overload variant", output)
        self.assertIn("program.py:7: error: Argument 1", output)
        self.assertIn("Found 2 errors", output)


class ErrorsTest(unittest.TestCase):
    def test_each_code_has_its_class(self) -> None:
        for code, kind in errors._classes.items():
            name = kind.__name__
            error = errors.error_from_json(f'{{"code":{code},"name":"{name}","message":"m"}}')
            self.assertEqual((type(error), error.code, error.name), (kind, code, name))
            self.assertEqual(str(error), "m")

    def test_codes_are_those_of_the_header(self) -> None:
        header = (_package.parents[1] / "include" / "echatim.h").read_text()
        for code, kind in errors._classes.items():
            words = kind.__name__.removesuffix("Error")
            word = "".join("_" + c if c.isupper() else c for c in words)
            name = "ABORTED" if kind is echatim.AbortError else word.upper().strip("_")
            self.assertIn(f"ECHATIM_{name} = {code}", header)

    def test_one_that_is_not_known_yet(self) -> None:
        error = errors.error_from_json('{"code":99,"name":"NewError","message":"m"}')
        self.assertEqual((type(error), error.code, error.name), (echatim.Error, 99, "NewError"))


if __name__ == "__main__":
    unittest.main()
