"""Ready-made progress bars, for `progress=terminal_bar()` and `progress=notebook_bar()`."""

from __future__ import annotations

import html
import importlib
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TextIO, TypeAlias

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

__all__ = ["Bar", "notebook_bar", "terminal_bar"]

Bar: TypeAlias = Callable[[int, int, "str | None"], None]

_LINE_INTERVAL = 2.0


class _Display(Protocol):
    """Part of an IPython display handle that is used."""

    def update(self, obj: object) -> None: ...


def terminal_bar(label: str = "", *, file: TextIO | None = None) -> Bar:
    """Return a progress callback `(current, total, status)` that draws a bar on the terminal.

    Without the package `rich`, or when the output is not a terminal, it writes a line now and then.

    Args:
        label: Text before the bar while the operation names no phase.
        file: Where to draw; standard error by default, so that output can be piped.
    """
    stream = file if file is not None else sys.stderr
    if stream.isatty():
        try:
            return _RichBar(label, stream)
        except ImportError:
            pass  # the plain lines below need no package
    return _LineBar(label, stream)


def notebook_bar(label: str = "") -> Bar:
    """Return a progress callback `(current, total, status)` that draws a bar in a notebook cell.

    Outside a notebook it is a terminal bar.
    """
    try:
        shell = importlib.import_module("IPython").get_ipython()
        display = importlib.import_module("IPython.display").display
    except ImportError:
        return terminal_bar(label)
    return _NotebookBar(label, display) if shell is not None else terminal_bar(label)


class _LineBar:
    """Writes one line per phase at its start and end, and every few seconds between."""

    def __init__(self, label: str, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._label = label
        self._stream = stream
        self._clock = clock
        self._phase: str | None = None
        self._written_at: float | None = None

    def __call__(self, current: int, total: int, status: str | None = None) -> None:
        now = self._clock()
        started = self._written_at is None or status != self._phase
        finished = total > 0 and current >= total
        if (
            not (started or finished)
            and self._written_at is not None
            and now - self._written_at < _LINE_INTERVAL
        ):
            return
        self._phase, self._written_at = status, now
        self._stream.write(f"{_caption(self._label, current, total, status)}\n")
        self._stream.flush()


class _RichBar:
    """Draws with rich; the display ends when the total is reached and starts again if more comes."""

    def __init__(self, label: str, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._label = label
        self._bars: RichProgress = Progress(console=Console(file=stream))
        self._phase: str | None = None
        self._task: TaskID | None = None

    def __call__(self, current: int, total: int, status: str | None = None) -> None:
        if self._task is None or status != self._phase:
            self._phase = status
            self._task = self._bars.add_task(status or self._label or "Working", total=None)
            self._bars.start()
        self._bars.update(self._task, completed=current, total=total or None)
        if total and current >= total:
            self._bars.stop()


class _NotebookBar:
    """Draws with the progress element of HTML, updated in place."""

    def __init__(self, label: str, display: Callable[..., _Display | None]) -> None:
        self._label = label
        self._display = display
        self._phase: str | None = None
        self._handle: _Display | None = None

    def __call__(self, current: int, total: int, status: str | None = None) -> None:
        view = _Html(_caption(self._label, current, total, status), current, total)
        if self._handle is None or status != self._phase:
            self._phase = status
            self._handle = self._display(view, display_id=True)
        else:
            self._handle.update(view)


class _Html:
    """One state of the bar; notebooks ask for HTML, everything else for text."""

    def __init__(self, caption: str, current: int, total: int) -> None:
        self._caption = caption
        self._value = f' value="{current}" max="{total}"' if total else ""

    def _repr_html_(self) -> str:
        return f"<progress{self._value}></progress> {html.escape(self._caption)}"

    def __repr__(self) -> str:
        return self._caption


def _caption(label: str, current: int, total: int, status: str | None) -> str:
    name = status or label
    numbers = f"{current}/{total} ({100 * current // total} %)" if total else str(current)
    return f"{name}: {numbers}" if name else numbers
