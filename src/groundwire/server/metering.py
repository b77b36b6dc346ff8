"""The folder store of a server with quotas: what goes in is charged, what is deleted is given back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire.server.folder import FolderStore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundwire.server.objects import ObjectInfo
    from groundwire.server.quota import Meter


class MeteredStore(FolderStore):
    """A folder store that keeps to the quotas.

    Args:
        root: Folder of the objects; created when missing.
        signing_key: Key of presigned URLs.
        meter: Counts, and refuses with an `RpcFailure` of code 507.
        durable: Flush before publishing.
    """

    def __init__(self, root: Path, signing_key: bytes, meter: Meter, *, durable: bool = False) -> None:
        super().__init__(root, signing_key, durable=durable)
        self._meter = meter

    def counts(self, key: str) -> bool:
        """Tell whether storing this object takes more than a moment, because somebody counts it."""
        return self._meter.counts(key)

    def require_room(self, key: str, size: int) -> None:
        """Refuse an object before its bytes are here, if they would not be taken anyway."""
        self._meter.require_room(key, size - self._size(key))

    def publish(self, descriptor: int, staged: str, key: str) -> ObjectInfo:
        """Close a staged file and give it its key, if it fits."""
        if not self._meter.counts(key):
            return super().publish(descriptor, staged, key)
        try:
            growth = os.fstat(descriptor).st_size - self._size(key)
            self._meter.charge(key, growth)
        except BaseException:
            os.close(descriptor)
            Path(staged).unlink(missing_ok=True)
            raise
        try:
            return super().publish(descriptor, staged, key)
        except BaseException:
            with self._meter.unlimited():
                self._meter.charge(key, -growth)
            raise

    def copy(self, source: str, target: str) -> ObjectInfo | None:
        """Make `target` equal to `source`: what is stored already is not refused."""
        with self._meter.unlimited():
            return super().copy(source, target)

    def compose(self, sources: Iterable[str], target: str) -> ObjectInfo:
        """Concatenate objects, which their owner then deletes: what is stored already is not refused."""
        with self._meter.unlimited():
            return super().compose(sources, target)

    def delete(self, key: str) -> bool:
        """Delete an object; False if there was none."""
        size = self._size(key) if self._meter.counts(key) else 0
        gone = super().delete(key)
        if gone and size:
            self._meter.charge(key, -size)
        return gone

    def delete_prefix(self, prefix: str) -> int:
        """Delete every object whose key starts with `prefix + "/"`; return how many."""
        if not self._meter.counts(f"{prefix}/"):
            return super().delete_prefix(prefix)
        gone = [info for info in list(self.list(prefix)) if super(MeteredStore, self).delete(info.key)]
        if gone:
            self._meter.charge(f"{prefix}/", -sum(info.size for info in gone))
        return len(gone)

    def _size(self, key: str) -> int:
        info = self.stat(key)
        return 0 if info is None else info.size
