"""`PopulateMemory`: what an interrupted upload of samples had made; the same call makes it no second time."""

from __future__ import annotations

import hashlib
import os
import uuid
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundwire._core.transfer.model import TransferResult
    from groundwire.studio._journal import Journal
    from groundwire.studio._populate import PendingUpload
    from groundwire.studio._sample import SampleData

_Facts: TypeAlias = tuple[str, int, int]  # key of the object, size and time of last change of the local file


class Identities(msgspec.Struct):
    """Header of the journal: the ``uuid`` of each sample of the call, in order."""

    identities: list[str]


class PopulateMemory:
    """Identities and finished files of one call.

    The platform takes every sample it is sent for a new one, unless it carries a ``uuid`` that is known.
    The random identities of a call stay in its journal until the call ends well. So the same call, one for
    samples of the same names in the same order, goes on where it stopped, in whatever process; and a call
    that is repeated after it ended makes new samples, as documented.
    """

    def __init__(self, journal: Journal) -> None:
        """Take up what the journal of this call holds."""
        self._journal = journal
        try:
            self._identities = msgspec.convert(journal.header, Identities).identities
        except msgspec.ValidationError:
            self._identities = []
        self._done: set[_Facts] = set()
        for record in journal.records:
            match record:
                case [str(key), int(size), int(modified)]:
                    self._done.add((key, size, modified))
                case _:
                    pass  # of another version: that file is sent again
        self._facts: dict[str, _Facts] = {}

    def begin(self, samples: Sequence[SampleData]) -> None:
        """Give every sample an identity that stays with it, so that sending it again is harmless."""
        known = self._identities
        if len(known) == len(samples):
            for sample, identity in zip(samples, known, strict=True):
                sample.identify(partial(str, identity))
        given = [sample.identify(_new_identity) for sample in samples]
        if given != known:
            self._journal.begin(Identities(given))

    def missing(self, pending: Iterable[PendingUpload]) -> list[PendingUpload]:
        """Return the uploads that are not done yet: another object, or another local file, is."""
        wanted: list[PendingUpload] = []
        for item in pending:
            try:
                found = os.stat(item.source)  # noqa: PTH116 - once per file of every upload
            except OSError:  # sending it will tell
                wanted.append(item)
                continue
            facts = (item.key, found.st_size, found.st_mtime_ns)
            if facts not in self._done:
                self._facts[item.url] = facts
                wanted.append(item)
        return wanted

    def note(self, result: TransferResult) -> None:
        """Take note of an uploaded file."""
        if result.state == "done" and (facts := self._facts.pop(result.transfer.url, None)) is not None:
            self._journal.append(facts)


def _new_identity() -> str:
    return str(uuid.uuid4())


def call_name(samples: Iterable[SampleData]) -> str:
    """Return what tells a call from others: names, places in sequences and files of its samples, in order."""
    digest = hashlib.sha256()
    for sample in samples:
        files = [
            (file.file_type, None if file.filename is None else os.path.abspath(file.filename))  # noqa: PTH100 - hot
            for file in sample.files
        ]
        name = repr((sample.image_name, sample.sequence_name, sample.frame_number, files))
        digest.update(name.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
