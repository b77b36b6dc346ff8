"""Share tasks with a second process; results are the same with and without it."""

from __future__ import annotations

import os
import pickle  # nosec - between two processes of one program
import subprocess
import sys
import tempfile
import threading
from collections import deque
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from groundwire._core.errors import InvalidArgumentError
from groundwire.formats._worker import SETUP, result_file

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

_Result = TypeVar("_Result")
_Task = TypeVar("_Task")

_SENT_AHEAD = 2  # so that it never waits for us
_GET_READY = -1


def usable_cores() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


class Second:
    """A second process and the folder it leaves results in."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process = process
        self._folder = folder
        self.sent: list[tuple[int, Any]] = []
        self.usable = True

    def prepare(self, work: object) -> None:
        """Say what is to be done with tasks; what cannot be pickled is done here alone."""
        try:
            (self._folder / SETUP).write_bytes(pickle.dumps(work, protocol=5))
        except (pickle.PicklingError, TypeError, AttributeError):
            self.usable = False

    def is_ready(self) -> bool:
        """Wait until it is prepared; False when that failed."""
        self.send(_GET_READY, None)
        return self.usable and self.receive() == _GET_READY

    def send(self, number: int, task: object) -> None:
        """Give it a task; the caller puts it into ``sent``, from where those it did not finish are taken."""
        assert self._process.stdin is not None
        try:
            pickle.dump((number, task), self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            self.usable = False

    def receive(self) -> int | None:
        """Wait for the oldest task and return its number; None when the process is gone.

        Raises:
            Exception: What the task raised.
        """
        assert self._process.stdout is not None
        try:
            number, error = pickle.load(self._process.stdout)  # noqa: S301 - written by our own process
        except (EOFError, OSError, pickle.UnpicklingError):
            self.usable = False
            return None
        if error is not None:
            raise error
        self.sent = [item for item in self.sent if item[0] != number]
        return int(number)

    def result(self, number: int) -> Any:
        """Load a result."""
        path = result_file(self._folder, number)
        with path.open("rb") as stream:
            found = pickle.load(stream)  # noqa: S301 - written by our own process
        path.unlink()
        return found

    def end(self) -> None:
        """End it; nothing of it stays."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):  # what it did not take any more
                    stream.close()
        self._process.wait()


def wanted(processes: int | None, *, worthwhile: bool) -> bool:
    """Tell whether a second process is to be used.

    Args:
        processes: 1 or 2 as the caller asked; None leaves it to us.
        worthwhile: Whether there is enough to do.

    Raises:
        InvalidArgumentError: Another number.
    """
    if processes not in (None, 1, 2):
        raise InvalidArgumentError(f"processes: expected 1 or 2, found {processes!r}.")
    return processes == 2 or (processes is None and worthwhile and usable_cores() > 1)


@contextmanager
def second_process(folder: Path, module: str) -> Generator[Second | None]:
    """Start a process that loads a module; ``prepare`` it later. None when it cannot be started."""
    process = _started(folder, module)
    if process is None:
        yield None
        return
    second = Second(process, folder)
    try:
        yield second
    finally:
        second.end()


@contextmanager
def second_beside(target: Path, module: str) -> Generator[Second | None]:
    """Start a second process for a module of this package; its results lie beside ``target`` meanwhile."""
    with scratch_folder(target) as folder, second_process(folder, f"{__package__}.{module}") as second:
        yield second


def _started(folder: Path, module: str) -> subprocess.Popen[bytes] | None:
    if not sys.executable:
        return None
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    command = [sys.executable, "-P", "-m", "groundwire.formats._worker", str(folder), module]
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError:
        return None


class Shared(Generic[_Task, _Result]):
    """Does tasks here and in the second process, which was prepared for them; whichever is free takes one."""

    def __init__(self, work: Callable[[_Task], _Result], second: Second | None) -> None:
        self._work = work
        self._second = second

    def results(self, tasks: Iterable[_Task]) -> Iterator[tuple[int, Callable[[], _Result]]]:
        """Yield the number of each task when it is done, in any order, and a way to get its result."""
        waiting = _Waiting(tasks)
        if self._second is None:
            yield from ((number, _held(self._work(task))) for number, task in waiting)
            return
        feeder = _Feeder(self._second, waiting)
        feeder.start()
        try:
            for number, task in waiting:
                yield from feeder.results()
                yield number, _held(self._work(task))
                if feeder.error is not None:
                    break
        finally:
            waiting.close()
        if self._second.sent:  # else it may not even be ready
            feeder.join()
        if feeder.error is not None:
            raise feeder.error
        yield from feeder.results()
        yield from ((number, _held(self._work(task))) for number, task in self._second.sent)


class _Waiting:
    """Numbered tasks that two threads take from."""

    def __init__(self, tasks: Iterable[Any]) -> None:
        self._items = enumerate(tasks)
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        return self

    def __next__(self) -> tuple[int, Any]:
        with self._lock:
            return next(self._items)

    def move_to(self, taken: list[tuple[int, Any]]) -> tuple[int, Any] | None:
        """Move one to a list in a single step; None when there is none left."""
        with self._lock:
            item = next(self._items, None)
            if item is not None:
                taken.append(item)
        return item

    def close(self) -> None:
        """Let nobody take any more."""
        with self._lock:
            self._items = enumerate(())


class _Feeder(threading.Thread):
    """Keeps the second process busy."""

    def __init__(self, second: Second, waiting: _Waiting) -> None:
        super().__init__(name="groundwire-formats", daemon=True)
        self._second = second
        self._waiting = waiting
        self._finished: deque[int] = deque()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._feed()
        except BaseException as error:  # noqa: BLE001 - raised by the one that waits
            self.error = error

    def _feed(self) -> None:
        second = self._second
        ready = second.is_ready()
        while ready and second.usable:
            while len(second.sent) < _SENT_AHEAD and (item := self._waiting.move_to(second.sent)) is not None:
                second.send(*item)
                if not second.usable:
                    return
            if not second.sent or (number := second.receive()) is None:
                return
            self._finished.append(number)

    def results(self) -> Iterator[tuple[int, Callable[[], Any]]]:
        """Yield what is done so far."""
        while self._finished:
            yield (number := self._finished.popleft()), _later(self._second, number)


def in_order(results: Iterable[tuple[int, Callable[[], _Result]]]) -> Iterator[_Result]:
    """Yield results in the order of their tasks."""
    early: dict[int, Callable[[], _Result]] = {}
    following = 0
    for number, load in results:
        early[number] = load
        while following in early:
            yield early.pop(following)()
            following += 1


def _held(result: _Result) -> Callable[[], _Result]:
    return lambda: result


def _later(second: Second, number: int) -> Callable[[], Any]:
    return lambda: second.result(number)


def stored(result: _Result, path: Path) -> Callable[[], _Result]:
    """Put a result into a file until it is asked for."""
    with path.open("wb") as sink:
        pickle.dump(result, sink, protocol=5)

    def load() -> _Result:
        with path.open("rb") as stream:
            found: _Result = pickle.load(stream)  # noqa: S301 - written above
        path.unlink()
        return found

    return load


@contextmanager
def scratch_folder(beside: Path) -> Generator[Path]:
    """Give a folder for intermediate results beside a file, gone after the block."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        prefix=f".{beside.name}.", dir=beside.parent, ignore_cleanup_errors=True
    ) as name:
        yield Path(name)
