"""Samples as tables: one row per annotation, columns of the EdgeFirst Dataset Format."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire_api.studio.ids import DatasetID

from .samples import AsyncSamples

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from groundwire._core.progress import ProgressCallback
    from groundwire.formats._arrow import ArrowTable
    from groundwire.studio._types import AnnotationType
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID


class AsyncTables(AsyncSamples):
    """Tables of samples and annotations."""

    async def samples_table(
        self,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID | None = None,
        groups: Sequence[str] = [],
        annotation_types: Sequence[AnnotationType] = [],
        progress: ProgressCallback | None = None,
        version: str | None = None,
    ) -> ArrowTable:
        """Return samples and annotations as an Arrow table, one row per annotation.

        A sample without annotations gives one row. Columns are those of the EdgeFirst Dataset
        Format, columns without any value are left out, ``name`` always stays. ``box2d`` is
        ``(cx, cy, w, h)`` normalised 0..1 to the image, float32, origin top left; ``pose`` is roll,
        pitch, yaw in degrees; ``size`` is width, height in pixels. Requests: as for `samples`.

        Args:
            dataset_id: The dataset.
            annotation_set_id: Fetch the annotations of this set.
            groups: Only samples of these groups; empty for all.
            annotation_types: Types of annotations to fetch; empty for all.
            progress: Called with samples fetched and their total after each page.
            version: Name of a version tag; ``None`` is the current state.

        Raises:
            MissingDependencyError: The extra ``formats`` is not installed.
        """
        from groundwire.formats import DatasetMetadata, samples_to_table
        from groundwire.studio._pages import SamplePage
        from groundwire.studio._query import SampleQuery
        from groundwire.studio._rows import Rows

        query = SampleQuery.of(
            DatasetID(dataset_id), annotation_set_id, annotation_types, groups, [], version, locations=True
        )
        rows = Rows(await self._label_indices(query))
        await self._read_pages(query, lambda: SamplePage, lambda page: rows.add(page.samples), progress)
        return samples_to_table(rows.columns(), DatasetMetadata())

    async def samples_dataframe(
        self,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID | None = None,
        groups: Sequence[str] = [],
        annotation_types: Sequence[AnnotationType] = [],
        progress: ProgressCallback | None = None,
        version: str | None = None,
    ) -> pl.DataFrame:
        """Return samples and annotations as a Polars data frame; see `samples_table` for the columns.

        Raises:
            MissingDependencyError: The extra ``polars`` is not installed.
        """
        from groundwire.formats import table_to_polars

        table = await self.samples_table(
            dataset_id, annotation_set_id, groups, annotation_types, progress, version
        )
        return cast("pl.DataFrame", table_to_polars(table))
