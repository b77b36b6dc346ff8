"""Ready-made bars for every `progress=` argument, and the types of the callbacks it takes."""

from __future__ import annotations

from groundwire._core.bars import notebook_bar, terminal_bar
from groundwire._core.progress import ProgressCallback, ProgressEvent

__all__ = ["ProgressCallback", "ProgressEvent", "notebook_bar", "terminal_bar"]
