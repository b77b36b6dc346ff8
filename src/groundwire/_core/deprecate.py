"""Registry of what is deprecated; warnings, changelog and documentation all come from it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Deprecation", "register", "registered", "warn_deprecated"]


@dataclass(frozen=True, slots=True)
class Deprecation:
    """One deprecated thing.

    Attributes:
        id: Stable name of the entry, such as `dataset-uid`.
        what: What is deprecated, as users write it, such as `Dataset.uid`.
        since: Version that deprecated it.
        removal: Version that will remove it.
        replacement: What to write instead, such as `str(dataset.id)`.
    """

    id: str
    what: str
    since: str
    removal: str
    replacement: str

    @property
    def text(self) -> str:
        """The warning, in one sentence."""
        return (
            f"{self.what} is deprecated since {self.since} and will be removed in {self.removal}; "
            f"use {self.replacement} instead."
        )


_entries: dict[str, Deprecation] = {}


def register(entries: Iterable[Deprecation]) -> None:
    """Add entries; the same entry twice is fine, two entries with one id are an error."""
    for entry in entries:
        if _entries.setdefault(entry.id, entry) != entry:
            raise InvalidArgumentError(f"Two deprecations share the id {entry.id!r}.")


def registered() -> Mapping[str, Deprecation]:
    """Return every entry by id, sorted."""
    return dict(sorted(_entries.items()))


def warn_deprecated(entry_id: str, stacklevel: int = 1) -> None:
    """Warn the user of a deprecated thing.

    Args:
        entry_id: Id of a registered entry.
        stacklevel: 1 when the function that calls this one is what the user called; one more for
            each function between.
    """
    warnings.warn(_entries[entry_id].text, DeprecationWarning, stacklevel=stacklevel + 2)
