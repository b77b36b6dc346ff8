"""Work on items in a second thread while the first one makes the next."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def ahead(
    function: Callable[[_Item], _Result], items: Iterable[_Item], *, waiting: int = 2
) -> Iterator[_Result]:
    """Apply ``function`` in a worker thread and yield results in the order of ``items``.

    Items are taken on the calling thread, at most ``waiting`` of them before their result is asked for. What
    the function raises is raised here; nothing further starts then. More threads were slower: they wait for
    the interpreter more than they work.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="groundwire-formats") as pool:
        running: deque[Future[_Result]] = deque()
        try:
            for item in items:
                running.append(pool.submit(function, item))
                if len(running) > waiting:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for future in running:
                future.cancel()
