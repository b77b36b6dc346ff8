"""`DownloadPlan`: which files of which samples go where, and what became of them."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003 - the default of a field names it
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from groundwire._core.errors import MissingResourceError, StorageError, TransferError
from groundwire._core.imagetype import IMAGE_EXTENSIONS, image_extension
from groundwire._core.transfer.files import AtomicFile, storage_error
from groundwire._core.transfer.model import Download, Fetch

from ._download_names import SampleNaming, extension_agrees, image_file_name, sensor_file_name
from ._sample_file import inline_bytes
from ._types import FileType, expand_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from groundwire._core.transfer.model import TransferResult

    from ._sample import SampleData
    from ._sample_file import SampleFile

# headers of a request that tells a file's size at the cost of one byte
SIZE_ONLY: Final = {"Range": "bytes=0-0"}


class _NameTakenError(StorageError):
    """Another sample's file has the name already."""


@dataclass(frozen=True, slots=True)
class PresentFile:
    """A file of an earlier run, which need not be fetched again if its size is still right."""

    download: Download
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class InlineFile:
    """A file whose content came with the listing."""

    path: Path
    data: bytes


@dataclass(slots=True)
class DownloadPlan:
    """What is to be fetched.

    Attributes:
        output: Folder of the downloads.
        flatten: Put everything into that folder, without one per sequence.
        downloads: Files to fetch; the key of each is the position of its sample.
        inline: Files to write without a request.
        missing: Images the server names and does not offer, one sentence each.
        collisions: Files left out because another sample's file has their name.
    """

    output: Path
    flatten: bool
    downloads: list[Download] = field(default_factory=list[Download])
    inline: list[InlineFile] = field(default_factory=list[InlineFile])
    missing: list[str] = field(default_factory=list[str])
    collisions: list[str] = field(default_factory=list[str])
    _taken: dict[Path, object] = field(default_factory=dict["Path", object])
    _open: Counter[object] = field(default_factory=Counter[object])
    _namings: dict[int, SampleNaming] = field(default_factory=dict[int, SampleNaming])

    def add(self, samples: Sequence[SampleData], types: Iterable[FileType]) -> None:
        """Plan all samples."""
        kinds = list(dict.fromkeys(expand_files(types)))
        for position, sample in enumerate(samples):
            for kind in kinds:
                self._add_file(position, sample, kind)

    def present(self) -> list[PresentFile]:
        """Return the files of an earlier run that are in the output folder."""
        listings: dict[Path, set[str]] = {}
        found: list[PresentFile] = []
        for download in self.downloads:
            folder = download.target.parent
            if folder not in listings:
                listings[folder] = _listing(folder)
            names = listings[folder]
            if names:
                candidates = [name for name in self._possible_names(download) if name in names]
                if len(candidates) == 1:
                    path = folder / candidates[0]
                    found.append(PresentFile(download, path, path.stat().st_size))
        return found

    def _possible_names(self, download: Download) -> list[str]:
        naming = self._namings.get(id(download))
        if naming is None:
            return [download.target.name]
        names = [image_file_name(naming, extension) for extension in (None, *IMAGE_EXTENSIONS)]
        return list(dict.fromkeys(names))

    def keep(self, present: Sequence[PresentFile], probes: Sequence[TransferResult]) -> None:
        """Leave out the downloads whose file is present with the size the server tells."""
        kept = {
            id(file.download)
            for file, probe in zip(present, probes, strict=True)
            if told_size(probe) == file.size and self._claim(file.path, file.download.key)
        }
        self.downloads = [download for download in self.downloads if id(download) not in kept]

    def start(self, samples: int) -> int:
        """Begin counting; return how many samples are complete without a download."""
        self._open = Counter(download.key for download in self.downloads)
        return sum(not self._open[position] for position in range(samples))

    def write_inline(self) -> None:
        """Make the output folder and write the files that need no request."""
        try:
            self.output.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error("make the folder", self.output, error) from error
        for file in self.inline:
            with AtomicFile(file.path) as target:
                target.write(file.data)

    def finished(self, result: TransferResult) -> bool:
        """Take note of a finished transfer; tell whether its sample is complete now."""
        self._open[result.transfer.key] -= 1
        return self._open[result.transfer.key] == 0

    def _add_file(self, position: int, sample: SampleData, kind: FileType) -> None:
        naming = SampleNaming(
            image_name=sample.image_name,
            sample_name=sample.name,
            sequence=sample.sequence_name,
            frame=sample.frame_number,
            flatten=self.flatten,
        )
        folder = self.output if naming.folder is None else self.output / naming.folder
        if kind is FileType.Image:
            self._add_image(position, sample, naming, folder)
            return
        file = find_file(sample, kind)
        if file is None:
            return
        path = folder / sensor_file_name(naming, kind)
        if not self._claim(path, position):
            return
        if file.url is not None:
            self.downloads.append(Download(file.url, path, key=position))
        elif file.data is not None:
            self.inline.append(InlineFile(path, inline_bytes(file.data)))

    def _add_image(self, position: int, sample: SampleData, naming: SampleNaming, folder: Path) -> None:
        reason = unavailable(sample.image_url)
        if reason is None and sample.image_url is not None:
            target = folder / image_file_name(naming, None)
            name = self._namer(position, naming, folder, target)
            download = Download(sample.image_url, target, key=position, name_from=name)
            self.downloads.append(download)
            self._namings[id(download)] = naming
        elif sample.image_name is not None:
            self.missing.append(f"sample {sample.id}, image {sample.image_name!r}: {reason}")

    def _namer(
        self, position: int, naming: SampleNaming, folder: Path, planned: Path
    ) -> Callable[[bytes], Path]:
        def name_from(head: bytes) -> Path:
            extension = image_extension(head)
            # outside sequences an extension that agrees with the content changes nothing
            agrees = (
                naming.sequence is None
                and extension is not None
                and extension_agrees(planned.name, extension)
            )
            path = planned if agrees else folder / image_file_name(naming, extension)
            if self._claim(path, position):
                return path
            raise _NameTakenError(f"{path} belongs to another sample already.")

        return name_from

    def _claim(self, path: Path, position: object) -> bool:
        """Reserve a path; only its first owner may write it, a retry of the same file included."""
        if self._taken.setdefault(path, position) == position:
            return True
        self.collisions.append(str(path))
        return False

    def check(self, results: Sequence[TransferResult], *, allow_missing: bool) -> None:
        """Raise what went wrong, after everything else was downloaded.

        Raises:
            TransferError: Files failed, or several samples share a file name; holds all results.
            MissingResourceError: The server names images that it does not offer.
        """
        failed = [
            result
            for result in results
            if result.error is not None and not isinstance(result.error, _NameTakenError)
        ]
        if failed:
            raise TransferError(
                f"{len(failed)} of {len(results)} files could not be downloaded; "
                f"the first: {failed[0].error}",
                results=results,
                status=failed[0].error.status if failed[0].error is not None else None,
                attempts=failed[0].attempts,
                hint="Run the same download again; files that are there are not fetched twice.",
            ) from failed[0].error
        if self.collisions:
            raise TransferError(
                f"{len(self.collisions)} files were left out because another sample's file has the same "
                f"name; the first: {self.collisions[0]}.",
                results=results,
                hint="Download group by group, or sequences without flatten, into different folders.",
            )
        if self.missing and not allow_missing:
            raise MissingResourceError(
                f"{len(self.missing)} images are not offered by the server; the first: {self.missing[0]}.",
                data=list(self.missing),
                hint="Everything else was downloaded. Pass allow_missing=True to accept this.",
            )


def find_file(sample: SampleData, kind: FileType) -> SampleFile | None:
    """Return the first file of a type that a sample lists."""
    return next((file for file in sample.files if file.file_type in kind.sensor_names), None)


def unavailable(url: str | None) -> str | None:
    """Say why a URL cannot be fetched, or return ``None`` if it can."""
    if url is None:
        return "the server sent no URL"
    if not url:
        return "the server sent an empty URL"
    if url.startswith(("http://", "https://")):
        return None  # what all servers send, told without taking the URL apart
    return None if urlsplit(url).scheme in ("http", "https") else "the server sent a URL without scheme"


def probe(file: PresentFile) -> Fetch:
    """Return the request that tells a file's size at the cost of one byte."""
    return Fetch(file.download.url, headers=SIZE_ONLY)


def told_size(result: TransferResult) -> int | None:
    """Return the size a probe was told: in its range, or by the whole file if ranges are unknown."""
    total = result.headers.get("content-range", "").rpartition("/")[2]
    if total.isdecimal():
        return int(total)
    return None if result.data is None else len(result.data)


def _listing(folder: Path) -> set[str]:
    try:
        return {entry.name for entry in os.scandir(folder)}
    except OSError:  # not there yet; writing will tell if it cannot be made
        return set()
