"""Progress events, the two documented callback forms, and the ready-made bars."""

from __future__ import annotations

import functools
import io
import sys
import threading
import types
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.bars import notebook_bar, terminal_bar
from groundwire._core.errors import InvalidArgumentError
from groundwire._core.progress import Progress, ProgressEvent, progress_from


class Seen(list):
    def two(self, current, total):
        self.append((current, total))

    def three(self, current, total, status):
        self.append((current, total, status))

    def optional(self, current, total, status=None):
        self.append((current, total, status))

    def keyword(self, current, total, *, status=None):
        self.append((current, total))

    def star(self, *args):
        self.append(args)

    def __call__(self, current, total):
        self.append((current, total))


@pytest.mark.parametrize(
    ("form", "count"),
    [("two", 2), ("three", 3), ("optional", 3), ("keyword", 2), ("star", 3), ("__call__", 2)],
)
def test_callback_is_called_with_what_it_takes(form, count):
    seen = Seen()
    progress = progress_from(getattr(seen, form), unit="samples")
    progress.start(2, phase="Downloading")
    progress.advance()
    progress.advance()
    full = [(0, 2, "Downloading"), (1, 2, "Downloading"), (2, 2, "Downloading")]
    assert seen == [event[:count] for event in full]


def test_callable_object_partial_and_builtin_are_told_apart():
    seen = Seen()
    progress_from(seen, unit="samples").start(1)
    progress_from(functools.partial(seen.three, status="x"), unit="samples").start(1)
    progress_from(max, unit="samples").start(1)  # has no signature to look at
    assert seen == [(0, 1), (0, 1, "x")]


@pytest.mark.parametrize("callback", [lambda: None, lambda a: None, lambda a, b, c, d: None])
def test_callback_of_another_form_is_refused_at_once(callback):
    with pytest.raises(InvalidArgumentError, match=r"expected \(current, total\) or"):
        progress_from(callback, unit="samples")


def test_exception_of_the_callback_surfaces_unchanged_and_only_once():
    calls = []

    def stop(current, total):
        calls.append(current)
        raise TypeError("mine")

    progress = progress_from(stop, unit="samples")
    with pytest.raises(TypeError, match=r"^mine$"):
        progress.start(1)
    assert calls == [0]


def test_unknown_total_is_zero_at_the_edge_and_none_inside():
    seen, events = Seen(), []
    progress_from(seen.two, unit="bytes").start()
    Progress(events.append, unit="bytes").start()
    assert seen == [(0, 0)]
    assert events == [ProgressEvent(0, None, "bytes")]


def test_nobody_listens():
    progress = progress_from(None, unit="samples")
    progress.start(3)
    progress.advance(2)
    assert (progress.active, progress.done) == (False, 2)


def test_bytes_are_throttled_but_the_last_event_always_comes(still):
    seen = Seen()
    progress = Progress(lambda e: seen.append(e.done), unit="bytes", interval=1.0, clock=lambda: still.now)
    progress.start(100)
    for _ in range(9):
        still.now += 0.3
        progress.advance(10)
    progress.advance(10)
    assert seen == [0, 40, 80, 100]
    progress.finish()
    assert seen == [0, 40, 80, 100]


def test_finish_delivers_what_was_throttled_and_fills_up():
    seen = []
    progress = Progress(lambda e: seen.append((e.done, e.total)), unit="bytes", interval=1e9)
    progress.start()
    progress.update(5)
    progress.finish()
    assert seen == [(0, None), (5, None)]
    progress.start(10)
    progress.update(7)
    progress.finish()
    assert seen[2:] == [(0, 10), (10, 10)]


@given(st.lists(st.integers(0, 50)), st.integers(1, 40))
def test_done_never_falls_nor_passes_the_total(steps, total):
    seen: list[ProgressEvent] = []
    progress = Progress(seen.append, unit="samples")
    progress.start(total)
    for done in steps:
        progress.update(done)
    numbers = [event.done for event in seen]
    assert numbers == sorted(set(numbers))
    assert all(0 <= done <= total for done in numbers)


def test_new_phase_starts_again_at_zero():
    seen = []
    progress = Progress(lambda e: seen.append((e.done, e.phase)), unit="samples")
    progress.start(1)
    progress.advance()
    progress.start(1, phase="Downloading")
    progress.advance()
    assert seen == [(0, None), (1, None), (0, "Downloading"), (1, "Downloading")]


def test_threads_may_report_together():
    seen: list[int] = []
    progress = Progress(lambda e: seen.append(e.done), unit="samples")
    progress.start(800)
    barrier = threading.Barrier(8)

    def work(_):
        barrier.wait()
        for _ in range(100):
            progress.advance()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert seen == list(range(801))


# bars


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_bar_writes_lines_when_the_output_is_no_terminal():
    out = io.StringIO()
    progress = progress_from(terminal_bar("Samples", file=out), unit="samples")
    progress.start(4)
    for _ in range(4):
        progress.advance()
    assert out.getvalue() == "Samples: 0/4 (0 %)\nSamples: 4/4 (100 %)\n"


def test_bar_names_the_phase_and_an_unknown_total():
    out = io.StringIO()
    bar = terminal_bar(file=out)
    bar(0, 0, None)
    bar(3, 0, "Reading")
    assert out.getvalue() == "0\nReading: 3\n"


def test_terminal_bar_draws_with_rich_and_ends():
    out = Terminal()
    bar = terminal_bar("Samples", file=out)
    bar(0, 2)
    bar(2, 2)
    assert "Samples" in out.getvalue()
    assert "100%" in out.getvalue()
    assert not bar._bars.live.is_started


def test_terminal_bar_falls_back_to_lines_without_rich(monkeypatch):
    monkeypatch.setitem(sys.modules, "rich.console", None)
    out = Terminal()
    terminal_bar("Samples", file=out)(2, 2)
    assert out.getvalue() == "Samples: 2/2 (100 %)\n"


def test_notebook_bar_without_notebook_is_a_terminal_bar(capsys):
    notebook_bar("x")(1, 1)
    assert capsys.readouterr().err == "x: 1/1 (100 %)\n"


def test_notebook_bar_updates_its_display(monkeypatch):
    shown = []

    class Handle:
        def update(self, view):
            shown.append(view)

    def display(view, *, display_id):
        shown.append(view)
        return Handle()

    shell = types.ModuleType("IPython")
    shell.get_ipython = object
    screen = types.ModuleType("IPython.display")
    screen.display = display
    monkeypatch.setitem(sys.modules, "IPython", shell)
    monkeypatch.setitem(sys.modules, "IPython.display", screen)
    bar = notebook_bar("<b>")
    bar(0, 2)
    bar(1, 2)
    assert [repr(view) for view in shown] == ["<b>: 0/2 (0 %)", "<b>: 1/2 (50 %)"]
    assert shown[1]._repr_html_() == '<progress value="1" max="2"></progress> &lt;b&gt;: 1/2 (50 %)'
