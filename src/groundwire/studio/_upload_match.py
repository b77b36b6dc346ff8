"""`FileIndex`: which files belong to which sample, by their names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from groundwire._core.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

# file type by suffix; the first one of a type that a sample has is taken
SENSORS: Final = {
    ".lidar.pcd": "lidar.pcd",
    ".lidar.png": "lidar.depth",
    ".depth.png": "lidar.depth",
    ".lidar.jpg": "lidar.reflect",
    ".lidar.jpeg": "lidar.reflect",
    ".radar.pcd": "radar.pcd",
    ".radar.png": "radar.png",
}
# the better one comes first where a sample has several images
_IMAGES: Final = (
    *(".camera.jpg", ".camera.jpeg", ".camera.png", ".jpg", ".jpeg", ".png"),
    *(".bmp", ".tiff", ".tif", ".webp"),
)
_RANK: Final = {suffix: rank for rank, suffix in enumerate(_IMAGES)}
_NUMBERED: Final = re.compile(r"(.*)_([0-9]+)", re.DOTALL)


class FileIndex:
    """Files by sample: images, and the files of other sensors beside them.

    Attributes:
        images: Paths of all images, in their order.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self.images: list[str] = []
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        self._by_frame: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._sensors: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for path in paths:
            self._add(path)
        self._stems = sorted(self._by_stem)

    def _add(self, path: str) -> None:
        base = path.rpartition("/")[2]
        sensor = _suffix(base, SENSORS)
        if sensor is not None:
            self._sensors[base[: -len(sensor)]].append((sensor, path))
            return
        image = _suffix(base, _RANK)
        if image is None:
            return
        self.images.append(path)
        stem = base[: -len(image)]
        self._by_stem[stem].append(path)
        numbered = _NUMBERED.fullmatch(stem)
        if numbered:
            self._by_frame[numbered[1], int(numbered[2])].append(path)

    def image(self, name: str, frame: int | None) -> str | None:
        """Return the image of a sample, or ``None``.

        Args:
            name: Name of the sample, or of its sequence when there is a frame.
            frame: Frame in the sequence; its number may be padded with zeros in the file name.

        Raises:
            InvalidArgumentError: Several images fit equally well.
        """
        if frame is None:
            key = _without_extension(name)
            return _best(self._by_stem.get(key) or self._below(key), key, None)
        found = self._by_frame.get((name, frame)) or self._flattened(f"{name}_{frame}_")
        return _best(found, f"{name}_{frame}", name)

    def _below(self, key: str) -> list[str]:
        """Find images named with their folder, as it is written where two folders hold the same name."""
        folder, _, stem = key.rpartition("/")
        return [
            path
            for path in self._by_stem.get(stem, ())
            if f"/{path}".rpartition("/")[0].endswith(f"/{folder}")
        ]

    def _flattened(self, start: str) -> list[str]:
        """Find images called by sequence, frame and their original name."""
        at = bisect_left(self._stems, start)
        found: list[str] = []
        while at < len(self._stems) and self._stems[at].startswith(start):
            found += self._by_stem[self._stems[at]]
            at += 1
        return found

    def sensors(self, image: str) -> dict[str, str]:
        """Return the files of other sensors beside an image, by file type.

        Raises:
            InvalidArgumentError: Several files of one type fit equally well.
        """
        folder, _, base = image.rpartition("/")
        stem = base[: -len(_suffix(base, _RANK) or "")]
        found: dict[str, str] = {}
        for suffix, kind in SENSORS.items():
            paths = [path for found_suffix, path in self._sensors.get(stem, ()) if found_suffix == suffix]
            beside = [path for path in paths if path.rpartition("/")[0] == folder]
            if beside or len(self._by_stem[stem]) > 1:
                paths = beside  # what lies elsewhere belongs to another image of this name
            if len(paths) > 1:
                raise _ambiguous(stem + suffix, paths)
            if paths:
                found.setdefault(kind, paths[0])
        return found

    def unused(self, used: Iterable[str]) -> list[str]:
        """Return the files of other sensors that belong to no image."""
        taken = set(used)
        return [path for found in self._sensors.values() for _, path in found if path not in taken]


def sequence_of(path: str) -> str | None:
    """Return the sequence an image belongs to by its path, or ``None``.

    It is the first folder; without folders, the text before the first ``_`` when a number follows.
    """
    folder, _, rest = path.partition("/")
    if rest:
        return folder
    fields = path.rpartition(".")[0].removesuffix(".camera").split("_")
    return fields[0] if len(fields) > 1 and fields[1].isascii() and fields[1].isdigit() else None


def _suffix(base: str, known: Iterable[str]) -> str | None:
    """Return the longest known suffix of a name that leaves something before it, as it is spelt there."""
    lowered = base.lower()
    fitting = [suffix for suffix in known if lowered.endswith(suffix) and len(base) > len(suffix)]
    return max(fitting, key=len, default=None)


def _without_extension(name: str) -> str:
    """Drop what some writers leave in the name of a sample."""
    suffix = next((one for one in (".jpg", ".jpeg", ".png", ".camera") if name.endswith(one)), "")
    return name.removesuffix(suffix) or name


def _best(paths: list[str], what: str, folder: str | None) -> str | None:
    """Return the image with the best suffix, from the folder of its sequence if there is a choice."""
    if len(paths) < 2:
        return paths[0] if paths else None
    paths = [path for path in paths if folder is not None and path.startswith(f"{folder}/")] or paths
    ranks = {path: _RANK[_suffix(path.rpartition("/")[2], _RANK) or ""] for path in paths}
    best = [path for path in paths if ranks[path] == min(ranks.values())]
    if len(best) > 1:
        raise _ambiguous(what, best)
    return best[0]


def _ambiguous(what: str, paths: list[str]) -> InvalidArgumentError:
    return InvalidArgumentError(
        f"{what!r} could be any of {', '.join(sorted(paths)[:3])}{' …' if len(paths) > 3 else ''}.",
        hint="Keep one of them, or name samples by sequence and frame.",
    )
