"""Paths of the files of samples inside a snapshot, in the folder layout of the dataset format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from groundwire.server.studio.snapshots.columns import safe, stem_of

if TYPE_CHECKING:
    from collections.abc import Mapping

IMAGE: Final = "image"
IMAGE_SUFFIXES: Final = (".camera.jpg", ".camera.jpeg", ".camera.png", ".jpg", ".jpeg", ".png")
"""What may follow the name of a sample in the name of its image; readers look in this order."""

SENSOR_SUFFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    "lidar.pcd": (".lidar.pcd",),
    "lidar.depth": (".lidar.png",),
    "lidar.reflect": (".lidar.jpg", ".lidar.jpeg"),
    "radar.pcd": (".radar.pcd",),
    "radar.png": (".radar.png",),
}
"""The same for the other types of files."""

_ALIASES: Final = {
    "depth.png": "lidar.depth",
    "depthmap": "lidar.depth",
    "pcd": "radar.pcd",
    "cube": "radar.png",
}


class Entries:
    """Gives every file a path of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def place(self, sample: Mapping[str, Any], files: Mapping[str, str]) -> dict[str, str]:
        """Return the path of each file of a sample, by type.

        Args:
            sample: Its members.
            files: File name by type.
        """
        folder = f"{safe(sample['sequence_name'])}/" if sample.get("sequence_name") else ""
        stem = stem_of(sample)
        wanted = {kind: f"{folder}{stem}{_suffix(kind, name, folder)}" for kind, name in files.items()}
        # A name that another sample, or another file of this one, has: the uuid tells them apart.
        number = 0
        while len(set(wanted.values())) < len(wanted) or not self._taken.isdisjoint(wanted.values()):
            number += 1
            mark = f"{safe(sample['uuid'])}/" if number == 1 else f"{safe(sample['uuid'])}-{number}/"
            wanted = {
                kind: f"{folder}{mark}{safe(kind)}/{stem}{_suffix(kind, name, folder)}"
                for kind, name in files.items()
            }
        self._taken.update(wanted.values())
        return wanted


def _suffix(kind: str, filename: str, folder: str) -> str:
    if kind == IMAGE:
        ending = f".{filename.rpartition('.')[2].lower()}" if "." in filename else ""
        plain = ending if ending[1:].isalnum() and len(ending) <= 8 else ".jpg"
        return f".camera{plain}" if folder else plain
    suffixes = SENSOR_SUFFIXES.get(_ALIASES.get(kind, kind))
    return suffixes[0] if suffixes else f".{safe(kind)}"
