"""The second process of a conversion: ``python -m groundwire.formats._worker FOLDER MODULE``.

It loads the module early. The first task makes it load from the folder what is to be done with tasks. It then
takes one after the other from its standard input, leaves each result in the folder and says so. It ends with
its input, that is: with the process that started it, however that one ends.
"""

from __future__ import annotations

import importlib
import pickle  # nosec - only what the process that started this one wrote
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from groundwire.formats._arrow import arrow
from groundwire.formats._collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

SETUP = "setup"


def result_file(folder: Path, number: int) -> Path:
    """Return where the result of a task lies."""
    return folder / f"result-{number}"


def _prepared(folder: Path) -> Callable[[Any], object]:
    found: Any = pickle.loads((folder / SETUP).read_bytes())  # noqa: S301 - see above
    if hasattr(found, "prepare"):
        found.prepare()
    return cast("Callable[[Any], object]", found)


def main(folder: Path, tasks: BinaryIO, answers: BinaryIO) -> None:
    """Work until there are no more tasks."""
    work: Callable[[Any], object] | None = None
    with collector_paused():
        while True:
            try:
                number, task = pickle.load(tasks)  # noqa: S301 - see above
            except EOFError:
                shutil.rmtree(folder, ignore_errors=True)  # the process that would have done it is gone
                return
            if work is None:  # the first task is to get ready
                work = _prepared(folder)
                pickle.dump((number, None), answers)
                answers.flush()
                continue
            try:
                with result_file(folder, number).open("wb") as sink:
                    pickle.dump(work(task), sink, protocol=5)
                answer: tuple[int, Exception | None] = (number, None)
            except Exception as error:  # noqa: BLE001 - raised where the task came from
                answer = (number, error)
            pickle.dump(answer, answers)
            answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides, and closes the input
    try:
        importlib.import_module(sys.argv[2])
        arrow()
        main(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
    except (BrokenPipeError, EOFError, FileNotFoundError):
        sys.exit(1)
