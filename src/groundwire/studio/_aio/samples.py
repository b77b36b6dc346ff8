"""Reading samples and their annotations."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from groundwire._core.progress import progress_from
from groundwire._core.unset import UNSET
from groundwire.studio import _async_tools as tools
from groundwire.studio._types import FileType
from groundwire_api.studio import calls

from .labels import AsyncLabels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from groundwire._core.call import Call
    from groundwire._core.progress import ProgressCallback
    from groundwire.studio._annotation import Annotation
    from groundwire.studio._pages import Page
    from groundwire.studio._query import SampleQuery
    from groundwire.studio._types import AnnotationType
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID
    from groundwire_api.studio.models import SamplesCountResult

    from .sample import AsyncSample

PageT = TypeVar("PageT", bound="Page")


class AsyncSamples(AsyncLabels):
    """Samples of a dataset."""

    async def samples_count(
        self,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID | None = None,
        annotation_types: Sequence[AnnotationType] = [],
        groups: Sequence[str] = [],
        types: Sequence[FileType] = [FileType.Image],
        version: str | None = None,
    ) -> SamplesCountResult:
        """Count samples without fetching them. One request (``samples.count``).

        Args:
            dataset_id: The dataset.
            annotation_set_id: Consider the annotations of this set.
            annotation_types: Only samples with annotations of these types.
            groups: Only samples of these groups; empty for all.
            types: Only samples with files of these types.
            version: Name of a version tag; ``None`` is the current state.
        """
        from groundwire.studio._query import SampleQuery

        query = SampleQuery.of(dataset_id, annotation_set_id, annotation_types, groups, types, version)
        return await self._count(query)

    async def samples(
        self,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID | None = None,
        annotation_types: Sequence[AnnotationType] = [],
        groups: Sequence[str] = [],
        types: Sequence[FileType] = [FileType.Image],
        progress: ProgressCallback | None = None,
        version: str | None = None,
        *,
        group_id: int | None = None,
    ) -> list[AsyncSample]:
        """Return the samples of a dataset, in server order.

        Annotations are decoded when a sample's ``annotations`` are first looked at. Requests:
        ``label.list``, ``samples.count`` and one ``samples.list`` per page of up to 1000 samples.

        Args:
            dataset_id: The dataset.
            annotation_set_id: Fetch the annotations of this set.
            annotation_types: Types of annotations to fetch; empty for all.
            groups: Only samples of these groups; empty for all.
            types: Types of files to name; ``[]`` for none.
            progress: Called with samples fetched and their total after each page.
            version: Name of a version tag; ``None`` is the current state.
            group_id: Only samples of the group with this number, or of ``groups``; one more request
                (``groups.list``).

        Raises:
            MissingResourceError: The dataset has no group ``group_id``.
        """
        from groundwire.studio._pages import SamplePage
        from groundwire.studio._query import SampleQuery
        from groundwire.studio._sample import Listing

        from .sample import AsyncSample

        if group_id is not None:
            groups = [*groups, await self._group_name(dataset_id, group_id)]
        query = SampleQuery.of(
            dataset_id, annotation_set_id, annotation_types, groups, types, version, locations=True
        )
        listing = Listing(self._ref, await self._label_indices(query))
        samples: list[AsyncSample] = []
        received = AsyncSample.received

        def take(page: SamplePage) -> None:
            samples.extend([received(record, listing) for record in page.samples])

        await self._read_pages(query, lambda: SamplePage, take, progress)
        return samples

    async def annotations(
        self,
        annotation_set_id: AnnotationSetUID,
        groups: Sequence[str] = [],
        annotation_types: Sequence[AnnotationType] = [],
        progress: ProgressCallback | None = None,
        version: str | None = None,
    ) -> list[Annotation]:
        """Return the annotations of a set, sample by sample in server order.

        A sample without annotations gives one empty annotation that names it. Requests:
        ``annset.get``, ``label.list``, ``samples.count`` and one ``samples.list`` per page.

        Args:
            annotation_set_id: The annotation set.
            groups: Only samples of these groups; empty for all.
            annotation_types: Types of annotations to fetch; empty for all.
            progress: Called with samples fetched and their total after each page.
            version: Name of a version tag; ``None`` is the current state.
        """
        from groundwire.studio._pages import SamplePage
        from groundwire.studio._query import SampleQuery
        from groundwire.studio._sample import Listing

        from .sample import AsyncSample

        dataset_id = (await self.annotation_set(annotation_set_id)).owner()
        query = SampleQuery.of(dataset_id, annotation_set_id, annotation_types, groups, [], version)
        listing = Listing(self._ref, await self._label_indices(query))
        annotations: list[Annotation] = []

        def take(page: SamplePage) -> None:
            for record in page.samples:
                annotations.extend(AsyncSample.received(record, listing).named_annotations())

        await self._read_pages(query, lambda: SamplePage, take, progress)
        return annotations

    async def sample_names(
        self,
        dataset_id: DatasetUID,
        groups: Sequence[str] = [],
        progress: ProgressCallback | None = None,
        version: str | None = None,
    ) -> set[str]:
        """Return the names of all samples: image names without extension and ``.camera`` suffix.

        Requests: ``samples.count`` and one ``samples.list`` per page of up to 1000 samples.

        Args:
            dataset_id: The dataset.
            groups: Only samples of these groups; empty for all.
            progress: Called with samples fetched and their total after each page.
            version: Name of a version tag; ``None`` is the current state.
        """
        from groundwire.studio._pages import NamePage
        from groundwire.studio._query import SampleQuery

        query = SampleQuery.of(dataset_id, None, [], groups, [], version)
        names: set[str] = set()
        await self._read_pages(query, lambda: NamePage, lambda page: names.update(page.names()), progress)
        return names

    async def _label_indices(self, query: SampleQuery) -> dict[str, int]:
        labels = await self.labels(query.dataset_id, query.version)
        return {label.name: label.index for label in labels}

    async def _count(self, query: SampleQuery) -> SamplesCountResult:
        return await self._send(
            calls.samples_count(
                dataset_id=query.dataset_id,
                annotation_set_id=query.annotation_set_id,
                types=query.types or UNSET,
                group_names=query.groups or UNSET,
                tag=query.tag,
            )
        )

    async def _read_pages(
        self,
        query: SampleQuery,
        page: Callable[[], type[PageT]],
        take: Callable[[PageT], None],
        progress: ProgressCallback | None,
    ) -> None:
        """Count, then hand over each page that holds samples, and report it.

        While a page is made use of, the next one is on its way.
        """
        from groundwire.studio._pages import PageTokens

        reporter = progress_from(progress, unit="samples")
        total = (await self._count(query.counted())).total
        if total == 0:
            return
        done = 0

        async def use(found: PageT) -> None:
            nonlocal done
            done += len(found.samples)
            if found.samples:
                await tools.in_thread(take, found)
                reporter.update(done, max(total, done))

        tokens = PageTokens("samples.list")
        found = await self._page(query, tokens.token, page)
        while True:
            tokens.advance(found.continue_token if found.samples else None)
            here = partial(use, found)
            if not tokens.more:
                await here()
                return
            found, _ = await tools.overlap(partial(self._page, query, tokens.token, page), here)

    async def _page(self, query: SampleQuery, token: str | None, page: Callable[[], type[PageT]]) -> PageT:
        return await self._send(self._page_call(query, token).returning(page, hot=True))

    def _page_call(self, query: SampleQuery, token: str | None) -> Call[object]:
        limit = self._options.settings.mask_page
        return calls.samples_list(
            dataset_id=query.dataset_id,
            annotation_set_id=query.annotation_set_id,
            continue_token=UNSET if token is None else token,
            types=query.types or UNSET,
            group_names=query.groups or UNSET,
            tag=query.tag,
            limit=limit if "mask" in query.types else UNSET,
        )
