"""What came of making and restoring snapshots, and how their dates are written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from groundwire.studio._public import public
from groundwire_api.studio import models


def utc_text(value: object) -> object:
    """Return an RFC 3339 date as ``YYYY-MM-DD HH:MM:SS UTC``, with its fraction if it has one.

    Raises:
        ValueError: It is no date, or has no offset.
    """
    if not isinstance(value, str) or value.endswith(" UTC"):
        return value  # written by this function before, or refused by the type
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("a date without offset")
    moment = moment.astimezone(UTC)
    exactness = "seconds"
    if moment.microsecond:
        exactness = "microseconds" if moment.microsecond % 1000 else "milliseconds"
    return moment.replace(tzinfo=None).isoformat(" ", exactness) + " UTC"


UtcText: TypeAlias = Annotated[str, BeforeValidator(utc_text)]


@public
class SnapshotFromDatasetResult(models.SnapshotFromDatasetResult):
    """A snapshot that is being made of a dataset, and the task that makes it."""


@public
class SnapshotRestoreResult(models.SnapshotRestoreResult):
    """A dataset that is being made of a snapshot; ``date`` is text in UTC."""

    date: UtcText | None = None  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride] - the documented type
