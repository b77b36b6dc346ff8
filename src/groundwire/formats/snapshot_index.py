"""Which files of a snapshot belong to which sample, by their names without regard to case."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from groundwire.formats.sample_files import CAMERA_SUFFIXES, camera_suffix, sensor_stem, split_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

_LISTED = (".jpg", ".jpeg", ".png", ".pcd", ".bin")
_OTHER = len(CAMERA_SUFFIXES)


class SnapshotIndex:
    """Files by sample; a file that was found for a sample counts as referenced."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = sorted(paths)
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        self._by_frame: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._flattened: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._stems: set[str] = set()
        self._used: set[str] = set()
        for path in self._paths:
            stem = _stem(path)
            if stem is None:
                continue
            self._by_stem[stem].append(path)
            if (numbered := split_frame(stem)) is not None:
                self._by_frame[numbered].append(path)
            pieces = stem.split("_")
            for at in range(2, len(pieces)):  # <sequence>_<frame>_<original name>
                if (numbered := split_frame("_".join(pieces[:at]))) is not None:
                    self._flattened[numbered].append(path)

    def find(self, name: str, frame: int | None) -> list[str]:
        """Return the files of a sample that fit best; several when nothing tells which is meant."""
        key = name.lower()
        if frame is None:
            found = self._by_stem.get(key) or self._by_stem.get(_bare(key)) or self._below(_bare(key))
        else:
            found = self._by_frame.get((key, frame)) or self._flattened.get((key, frame), [])
        best = _best(found)
        self._used.update(best[:1])
        self._stems.update(_stem(path) or "" for path in best[:1])
        return best

    def _below(self, key: str) -> list[str]:
        """Find files of samples named with their folder."""
        folder, _, stem = key.rpartition("/")
        if not folder:
            return []
        return [
            path
            for path in self._by_stem.get(stem, [])
            if f"/{path.lower()}".rpartition("/")[0].endswith(f"/{folder}")
        ]

    def unreferenced(self) -> list[str]:
        """Return the images and sensor files that belong to no sample found so far."""
        return [path for path in self._paths if path.lower().endswith(_LISTED) and not self._is_used(path)]

    def _is_used(self, path: str) -> bool:
        sensor = sensor_stem(path.rpartition("/")[2])
        return path in self._used or (sensor is not None and sensor.lower() in self._stems)


def _stem(path: str) -> str | None:
    """Return the name of the sample whose image a file may be; None for files of other sensors."""
    base = path.rpartition("/")[2]
    if sensor_stem(base) is not None or base.startswith("._"):
        return None
    suffix = camera_suffix(base)
    if suffix is not None:
        return base.removesuffix(suffix).lower()
    return (base.rpartition(".")[0] or base).lower().removesuffix(".camera")


def _bare(key: str) -> str:
    """Drop the extension that some writers leave in the name of a sample."""
    suffix = next((suffix for suffix in (*CAMERA_SUFFIXES, ".camera") if key.endswith(suffix)), "")
    return key.removesuffix(suffix) or key


def _best(paths: list[str]) -> list[str]:
    ranks = {path: _rank(path) for path in paths}
    return [path for path in paths if ranks[path] == min(ranks.values())]


def _rank(path: str) -> int:
    suffix = camera_suffix(path.rpartition("/")[2])
    return _OTHER if suffix is None else CAMERA_SUFFIXES.index(suffix.lower())
