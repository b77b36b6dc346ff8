"""`SnapshotUpload`: which parts of which files the server has, and which it still needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import msgspec

from groundwire._core.errors import IntegrityError, ProtocolError, RpcError, StatusError, TransferError
from groundwire._core.transfer.model import Upload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from groundwire._core.errors import GroundwireError
    from groundwire._core.transfer.model import TransferResult
    from groundwire.studio._journal import Journal
    from groundwire.studio._snapshot_files import LocalFile
    from groundwire_api.studio.models import CompletedPart, SnapshotUploadPlan

PART_BYTES: Final = 100 << 20
AVAILABLE: Final = frozenset({"available", "completed"})
_GROUP: Final = 64  # parts that are uploaded before the files they belong to are joined


class Place(msgspec.Struct):
    """Where the server takes one file: an address per part, which is a secret as long as it is valid."""

    upload_id: str
    urls: list[str]


class Begun(msgspec.Struct):
    """A snapshot that the server has begun; the header of its journal.

    Attributes:
        listing: Fingerprint of the files it is made of.
        snapshot_id: Its number.
        places: Where its files go, by their full keys.
    """

    listing: str
    snapshot_id: int
    places: dict[str, Place]


@dataclass(slots=True)
class FileUpload:
    """One file on its way.

    Attributes:
        number: Position among the files of the snapshot.
        file: The local file.
        key: Its full key on the server.
        place: Where its parts go.
        tags: What the server answered for each part it has, by part number.
        joined: Whether the server has made a file of the parts.
    """

    number: int
    file: LocalFile
    key: str
    place: Place
    tags: dict[int, str] = field(default_factory=dict[int, str])
    joined: bool = False

    def parts(self) -> Iterator[Upload]:
        """Yield the parts the server does not have; the key of each is its file's number and its own."""
        for index, url in enumerate(self.place.urls):
            if index + 1 not in self.tags:
                yield Upload(
                    url,
                    self.file.path,
                    offset=index * PART_BYTES,
                    length=_length(self.file, index),
                    key=(self.number, index + 1),
                )

    def etags(self) -> list[CompletedPart]:
        """Return the answers of all parts in order, as the server wants them back."""
        from groundwire_api.studio.models import CompletedPart

        return [CompletedPart(etag=tag, part_number=number) for number, tag in sorted(self.tags.items())]


class SnapshotUpload:
    """A snapshot on its way; what is done goes into the journal at once.

    Attributes:
        total: Bytes of all files.
        done: Bytes that an interrupted call had uploaded.
    """

    def __init__(self, begun: Begun, files: Sequence[LocalFile], path: str, journal: Journal) -> None:
        """Take up what the server and the journal say.

        Args:
            begun: The snapshot.
            files: Its files.
            path: Its place in the server's store, which keys begin with.
            journal: What is done already, and where to note what is done from now on.

        Raises:
            ProtocolError: The server offers no place for a file, or not one address per part.
        """
        prefix = path.rpartition("::/")[2]
        self._files = [_placed(number, file, prefix, begun) for number, file in enumerate(files)]
        self._journal = journal
        for record in journal.records:
            self._recall(record)
        self.total = sum(file.size for file in files)
        self.done = sum(
            _length(one.file, number - 1) for one in self._files for number in (one.tags or _all(one))
        )

    def groups(self) -> Iterator[list[FileUpload]]:
        """Yield the files that are not whole yet, a bounded number of parts at a time."""
        group: list[FileUpload] = []
        size = 0
        for one in self._files:
            if one.joined:
                continue
            group.append(one)
            size += max(1, len(one.place.urls))
            if size >= _GROUP:
                yield group
                group, size = [], 0
        if group:
            yield group

    def note(self, result: TransferResult) -> None:
        """Take note of an uploaded part.

        Raises:
            IntegrityError: The server did not name what it got in the way the protocol wants.
        """
        key = result.transfer.key
        if result.state != "done" or not isinstance(key, tuple):
            return
        number, part = cast("tuple[int, int]", key)
        one = self._files[number]
        told = result.headers.get("etag", "")
        if len(told) < 2 or not (told.startswith('"') and told.endswith('"')):
            answer = f"the header ETag {told!r}" if told else "no header ETag"
            raise IntegrityError(
                f"Part {part} of {one.file.key} was answered with {answer}, expected one in double quotes.",
                method="PUT",
                attempts=result.attempts,
                hint="A proxy may have changed it; the snapshot cannot be completed without.",
            )
        one.tags[part] = told[1:-1]
        self._journal.append(["part", number, part, told[1:-1]])

    def joined(self, one: FileUpload) -> None:
        """Take note that the server has made a file of its parts."""
        one.joined = True
        self._journal.append(["joined", one.number])

    def _recall(self, record: object) -> None:
        match record:
            case ["part", int(number), int(part), str(tag)] if number < len(self._files):
                self._files[number].tags[part] = tag
            case ["joined", int(number)] if number < len(self._files):
                self._files[number].joined = True
            case _:
                pass  # of a later version: what it says is done again


def begun_by(plan: SnapshotUploadPlan, listing: str) -> Begun:
    """Return what the server has begun."""
    places = {
        key: Place(upload_id=place.upload_id, urls=place.urls)
        for key, place in (plan.__pydantic_extra__ or {}).items()
        if not isinstance(place, int)
    }
    return Begun(listing=listing, snapshot_id=int(plan.snapshot_id), places=places)


def begun_before(journal: Journal) -> Begun | None:
    """Return what an interrupted call had begun."""
    try:
        return msgspec.convert(journal.header, Begun)
    except msgspec.ValidationError:
        return None


def is_refused(error: GroundwireError) -> bool:
    """Whether the server will not take what was begun any more: it is gone, or its addresses expired."""
    if isinstance(error, RpcError | StatusError | ProtocolError):
        return True
    return isinstance(error, TransferError) and error.status is not None and 400 <= error.status < 500


def check_unchanged(group: Iterable[FileUpload]) -> None:
    """Raise `StorageError` when a file changed meanwhile."""
    for one in group:
        one.file.check()


def _placed(number: int, file: LocalFile, prefix: str, begun: Begun) -> FileUpload:
    key = f"{prefix}/{file.key}"
    place = begun.places.get(key)
    expected = -(-file.size // PART_BYTES)
    if place is None or len(place.urls) != expected:
        offered = "no place" if place is None else f"{len(place.urls)} addresses"
        raise ProtocolError(
            f"The server offers {offered} for {key}, expected {expected} addresses for {file.size} bytes.",
            method="snapshots.create_upload_url_multipart",
        )
    return FileUpload(number, file, key, place)


def _length(file: LocalFile, index: int) -> int:
    return min(PART_BYTES, file.size - index * PART_BYTES)


def _all(one: FileUpload) -> Iterable[int]:
    """Return the numbers of all parts of a file that is whole, of none otherwise."""
    return range(1, len(one.place.urls) + 1) if one.joined else ()
