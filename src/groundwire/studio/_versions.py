"""Versions of datasets; dates are RFC 3339 text, as documented."""

from __future__ import annotations

from groundwire.studio._public import public
from groundwire_api.studio import models


@public
class VersionTag(models.VersionTag):
    """A name for one state of a dataset, and what the dataset held then."""

    created_at: str  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride] - the documented type


@public
class DatasetSummary(models.DatasetSummary):
    """What a dataset holds now."""

    last_updated: str  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride] - the documented type


@public
class VersionCurrentResponse(models.VersionCurrentResponse):
    """The current state of a dataset and its tags."""

    latest_tag: VersionTag | None = None  # pyright: ignore[reportIncompatibleVariableOverride] - never assigned
    tags: list[VersionTag] = []  # type: ignore[assignment]  # noqa: RUF012 - pydantic copies it  # pyright: ignore[reportIncompatibleVariableOverride] - never assigned
    summary: DatasetSummary | None = None  # pyright: ignore[reportIncompatibleVariableOverride] - never assigned


@public
class ChangelogEntry(models.ChangelogEntry):
    """One change of a dataset."""

    created_at: str  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride] - the documented type


@public
class ChangelogResponse(models.ChangelogResponse):
    """One page of changes; ``continue_token`` is empty on the last one."""

    entries: list[ChangelogEntry]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride] - never assigned


@public
class RestoreResult(models.RestoreResult):
    """What came of restoring a dataset to a tag."""

    @property
    def restored_from_tag(self) -> str:
        """Tag that was restored."""
        return self.restored_from.tag

    @property
    def restored_from_serial(self) -> int:
        """Serial number of the state that was restored."""
        return self.restored_from.serial

    @property
    def restored_counts_images(self) -> int:
        """Number of images after restoring."""
        return self.restored_counts.images

    @property
    def restored_counts_labels(self) -> int:
        """Number of labels after restoring."""
        return self.restored_counts.labels

    @property
    def restored_counts_annotation_sets(self) -> int:
        """Number of annotation sets after restoring."""
        return self.restored_counts.annotation_sets
