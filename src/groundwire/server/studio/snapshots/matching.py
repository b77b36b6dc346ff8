"""Find the files of a sample among the files of a snapshot, as readers of the dataset format do."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from groundwire.server.jobs.work import JobFailure
from groundwire.server.studio.snapshots.naming import IMAGE, IMAGE_SUFFIXES, SENSOR_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHER_IMAGES = (".bmp", ".gif", ".tif", ".tiff", ".webp")
_PADDED = re.compile(r"_0+(?=\d+$)")
# Longest first: `x.lidar.jpg` is no image.
_SUFFIXES = sorted(
    [
        *((suffix, kind) for kind, suffixes in SENSOR_SUFFIXES.items() for suffix in suffixes),
        *((suffix, IMAGE) for suffix in (*IMAGE_SUFFIXES, *_OTHER_IMAGES)),
    ],
    key=lambda pair: -len(pair[0]),
)
_ORDER = {suffix: number for number, suffix in enumerate((*IMAGE_SUFFIXES, *_OTHER_IMAGES))}


class FileIndex:
    """Files by the name they share with their sample.

    Args:
        paths: Every path there is.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = set(paths)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_stem: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for path in self._paths:
            name = path.rpartition("/")[2]
            self._by_name[name].append(path)
            for suffix, kind in _SUFFIXES:
                if name.lower().endswith(suffix):
                    stem = _PADDED.sub("_", name[: -len(suffix)])
                    self._by_stem[stem, kind].append((_ORDER.get(suffix, 0), path))
                    break

    def at(self, place: str) -> str | None:
        """Return the path of a file that is at `place`, or was before it got into another folder."""
        if place in self._paths:
            return place
        below = [path for path in self._by_name[place.rpartition("/")[2]] if path.endswith(f"/{place}")]
        return below[0] if len(below) == 1 else None

    def of_sample(self, stem: str, sequence: str) -> dict[str, str]:
        """Return the paths of the files of a sample, by type.

        Args:
            stem: Name of the sample, with its frame number if it has one.
            sequence: Its sequence; a file in a folder of that name goes before others.

        Raises:
            JobFailure: Two files could be meant.
        """
        found: dict[str, str] = {}
        for kind in (IMAGE, *SENSOR_SUFFIXES):
            candidates = self._by_stem.get((_PADDED.sub("_", stem), kind), [])
            if sequence:
                nested = [
                    one for one in candidates if f"/{one[1]}".rpartition("/")[0].endswith(f"/{sequence}")
                ]
                candidates = nested or candidates
            if candidates:
                best = min(order for order, _ in candidates)
                paths = sorted(path for order, path in candidates if order == best)
                if len(paths) > 1:
                    raise JobFailure(
                        f"Sample {stem!r}: several files match, such as {paths[0]!r} and {paths[1]!r}."
                    )
                found[kind] = paths[0]
        return found
