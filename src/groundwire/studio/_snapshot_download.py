"""`SnapshotDownload`: where the files of a snapshot go, and which of them are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import IntegrityError, StorageError, TransferError
from groundwire._core.transfer.files import storage_error
from groundwire._core.transfer.model import Download, Fetch
from groundwire._core.transfer.paths import safe_join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from groundwire._core.transfer.model import TransferResult


class SnapshotDownload:
    """The files of a snapshot on their way to a folder.

    Attributes:
        files: What to fetch. The key of each is its path relative to the snapshot.
        total: Bytes of all files; ``None`` when the server does not tell.
        present: Bytes of the files that are there already.
    """

    def __init__(self, urls: Mapping[str, str], folder: Path) -> None:
        """Plan to write each file to its key below ``folder``, which it cannot leave.

        Raises:
            StorageError: Two keys come to one path, or the folder cannot be made.
        """
        taken: dict[Path, str] = {}
        self.files: list[Download] = []
        for key, url in urls.items():
            target = safe_join(folder, key)
            if target in taken:
                raise StorageError(
                    f"The files {taken[target]!r} and {key!r} of the snapshot would both be {target}."
                )
            taken[target] = key
            self.files.append(Download(url, target, key=key))
        self.total: int | None = None
        self.present = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error("make the folder", folder, error) from error

    def probes(self) -> list[Fetch]:
        """Return the requests that tell sizes and validators at the cost of one byte each."""
        # A server that knows no ranges sends everything: the promised size ends that at once.
        return [Fetch(file.url, size=1, headers={"Range": "bytes=0-0"}) for file in self.files]

    def learn(self, probes: Sequence[TransferResult]) -> None:
        """Take what the probes told, and leave out files that are there with the size the server tells."""
        wanted: list[Download] = []
        total: int | None = 0
        for file, probe in zip(self.files, probes, strict=True):
            size = _size(probe)
            total = None if total is None or size is None else total + size
            if size is not None and _size_on_disk(file.target) == size:
                self.present += size
            else:
                wanted.append(
                    Download(file.url, file.target, size=size, key=file.key, validator=_validator(probe))
                )
        self.files, self.total = wanted, total

    def check(self, results: Sequence[TransferResult]) -> None:
        """Raise when something is not there.

        Raises:
            TransferError: A file could not be fetched; holds all results.
        """
        failed = [result for result in results if result.error is not None]
        if failed:
            first = failed[0].error
            raise TransferError(
                f"{len(failed)} of {len(results)} files could not be downloaded; the first: {first}",
                results=results,
                status=first.status if first is not None else None,
                attempts=failed[0].attempts,
                hint="Run the same download again; it goes on where this one stopped.",
            ) from first


def _size(probe: TransferResult) -> int | None:
    """Return the size a probe was told: by its range, or by the length of the whole if ranges are unknown."""
    told = probe.headers.get("content-range")
    if told is None and (probe.state == "done" or isinstance(probe.error, IntegrityError)):
        told = probe.headers.get("content-length")
    size = (told or "").rpartition("/")[2]
    return int(size) if size.isdecimal() else None


def _validator(probe: TransferResult) -> str | None:
    etag = probe.headers.get("etag", "")
    return etag if etag.startswith('"') else None


def _size_on_disk(path: Path) -> int | None:
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:  # writing will tell
        return None
