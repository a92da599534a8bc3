"""Run an application with types in interpreters with a GIL of their own: usage: typed_interpreters.py COUNT.

Each interpreter, all of them at the same time, asks an application of its own what typed.py has to ask.
Printed as JSON is what this one was answered before and after, then what each of those was.
"""

from __future__ import annotations

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import _interpreters

from .typed import answers

#: What runs in each: `path` and `result` are put before it.
CLIENT = """
import sys
sys.path[:] = path

import json
from pathlib import Path
from tests.e2e.loop_apps.typed import answers

Path(result).write_text(json.dumps([answers(), answers()]))
"""


def ask_in_interpreter(result: Path) -> None:
    interpreter = _interpreters.create("isolated")
    try:
        failure = _interpreters.exec(interpreter, f"path = {sys.path!r}\nresult = {str(result)!r}\n{CLIENT}")
        assert failure is None, failure.errdisplay
    finally:
        _interpreters.destroy(interpreter)


def main() -> None:
    count = int(sys.argv[1])
    said = [answers()]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(count) as threads:
        results = [Path(folder, str(number)) for number in range(count)]
        list(threads.map(ask_in_interpreter, results))
        said.append(answers())
        for result in results:
            said += json.loads(result.read_text())
    print(json.dumps(said))


if __name__ == "__main__":
    main()
