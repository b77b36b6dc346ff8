"""States and stages of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_DONE: Final = frozenset({"complete", "completed", "done", "cancelled", "canceled"})
_FAILED: Final = frozenset({"failed", "error"})


def declared(stages: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Return named and described stages in the form they are declared in."""
    return [{name: description} for name, description in stages]


def has_ended(status: str | None) -> bool:
    """Tell whether a task with this status will not change any more."""
    return (status or "").lower() in _DONE


def failure(status: str | None, messages: Iterable[str | None]) -> str | None:
    """Return why a task failed, ``""`` when nobody said; ``None`` for any other status."""
    if (status or "").lower() not in _FAILED:
        return None
    return "; ".join(message for message in messages if message)
