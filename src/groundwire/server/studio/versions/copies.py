"""Objects copied for the past while a transaction is under way: gone again if it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from groundwire.server.objects import ObjectStore


class Copies:
    """Copies objects; leaving the block with an exception deletes the copies.

    Args:
        objects: Where the objects are.
    """

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._made: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for key in self._made:
                self._objects.delete(key)

    def make(self, source: str, target: str) -> bool:
        """Copy an object; false when there is none."""
        if self._objects.copy(source, target) is None:
            return False
        self._made.append(target)
        return True
