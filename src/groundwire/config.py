"""Settings that every client takes: when to try again, and how long to wait."""

from __future__ import annotations

from groundwire._core.retry import RetryEvent, RetryPolicy
from groundwire._core.timeouts import Timeouts

__all__ = ["RetryEvent", "RetryPolicy", "Timeouts"]
