"""Entries of the recycle bin, and the identifiers that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from groundwire._core.errors import InvalidTypeError
from groundwire.studio._public import public
from groundwire_api.studio.ids import (
    AnnotationSetID,
    DatasetID,
    ExperimentID,
    ProjectID,
    TrainingSessionID,
    ValidationSessionID,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from groundwire._core.ids import TypedId
    from groundwire_api.studio.models import RecycleBinListing

KINDS: Final = ("project", "dataset", "annset", "experiment", "train-session", "validate")
_IDS: Final[tuple[tuple[str, type[TypedId]], ...]] = (
    ("projects", ProjectID),
    ("datasets", DatasetID),
    ("annotation_sets", AnnotationSetID),
    ("experiments", ExperimentID),
    ("training_sessions", TrainingSessionID),
    ("validation_sessions", ValidationSessionID),
)


@public
class RecycleBinItem(msgspec.Struct, frozen=True):
    """Something deleted that can still come back; ``name`` is its description where it has no name."""

    id: str
    name: str
    deleted: datetime

    def __repr__(self) -> str:
        return f"RecycleBinItem({self.id!r}, {self.name!r})"


def items(listing: RecycleBinListing) -> list[RecycleBinItem]:
    """Return all entries, the latest deleted first."""
    found = [
        RecycleBinItem(str(kind(entry.id)), entry.name or entry.description or "", entry.deleted)
        for member, kind in _IDS
        for entry in getattr(listing, member) or ()
    ]
    return sorted(found, key=lambda item: item.deleted, reverse=True)


def item_ids(given: Iterable[object]) -> list[str]:
    """Return identifiers as prefixed text, just as they were given.

    Raises:
        InvalidTypeError: One is neither text nor an identifier of a kind the bin holds.
        InvalidIdError: Text is no identifier of such a kind.
    """
    return [_checked(one) for one in given]


def _checked(given: object) -> str:
    kinds = tuple(kind for _, kind in _IDS)
    if isinstance(given, kinds):
        return str(given)
    if isinstance(given, str):
        matching = [kind for kind in kinds if given.startswith(f"{kind.prefix}-")]
        for kind in matching:
            kind.wire(given)
            return given
    expected = ", ".join(f"{kind.prefix}-" for kind in kinds)
    raise InvalidTypeError(
        f"The recycle bin holds identifiers that begin with {expected}; got {given!r:.80}.",
    )
