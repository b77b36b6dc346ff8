"""`UNSET`: an argument that was not given, as opposed to `None`, which is sent as JSON null."""

from __future__ import annotations

from typing import Final, Literal, final

__all__ = ["UNSET", "Unset"]


@final
class Unset:
    """Type of the single value `UNSET`; falsy, and never part of what is sent."""

    __slots__ = ()

    def __new__(cls) -> Unset:
        """Return the one instance, so that `is UNSET` always works."""
        return _instance

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __copy__(self) -> Unset:
        return self

    def __deepcopy__(self, memo: object) -> Unset:
        return self

    def __reduce__(self) -> str:
        return "UNSET"


_instance: Final[Unset] = object.__new__(Unset)
UNSET: Final[Unset] = _instance
