"""How often something may be tried: a sliding window per key, in bounded memory."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class RateLimiter:
    """Allow `limit` tries per key in any `window` seconds.

    Args:
        limit: Tries allowed.
        window: Seconds a try counts.
        keys: Keys remembered at most; the one unused for longest is forgotten first.
        clock: Seconds that never go back.
    """

    def __init__(
        self, limit: int, window: float, *, keys: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit, self._window, self._keys, self._clock = limit, window, keys, clock
        self._tries: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: Hashable) -> int:
        """Count one try; return 0 if it is allowed, else the seconds to wait."""
        now = self._clock()
        with self._lock:
            tries = self._tries.setdefault(key, deque())
            self._tries.move_to_end(key)
            while tries and tries[0] <= now - self._window:
                tries.popleft()
            if len(tries) >= self._limit:
                return max(1, math.ceil(tries[0] + self._window - now))
            tries.append(now)
            while len(self._tries) > self._keys:
                self._tries.popitem(last=False)
        return 0

    def forget(self, key: Hashable) -> None:
        """Give a key its full allowance back."""
        with self._lock:
            self._tries.pop(key, None)
