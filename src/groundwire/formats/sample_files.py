"""What file names say: sensor, sample and frame; and which images lie below a folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# the better one comes first where a sample has several images
CAMERA_SUFFIXES: Final = (".camera.jpg", ".camera.jpeg", ".camera.png", ".jpg", ".jpeg", ".png")
_SENSOR: Final = re.compile(r"\.(lidar|radar|depth)\.[^.]*$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(.+)_([0-9]+)", re.DOTALL)
_MOST_FRAMES: Final = 2**32


def camera_suffix(base: str) -> str | None:
    """Return the suffix of a camera image as it is spelt; None for every other file.

    A name that is nothing but a suffix, hidden copies of some systems (``._a.jpg``) and files of other
    sensors are none.
    """
    lowered = base.lower()
    found = next((suffix for suffix in CAMERA_SUFFIXES if lowered.endswith(suffix)), None)
    if found is None or len(base) == len(found) or base.startswith("._") or sensor_stem(base) is not None:
        return None
    return base[-len(found) :]


def sensor_stem(base: str) -> str | None:
    """Return what precedes ``.lidar``, ``.radar`` or ``.depth`` and an extension; None for other names."""
    found = _SENSOR.search(base)
    return base[: found.start()] if found else None


def split_frame(stem: str) -> tuple[str, int] | None:
    """Split ``sequence_12`` into sequence and frame; None when no frame follows a name."""
    found = _NUMBERED.fullmatch(stem)
    if found is None or len(found[2]) > 20 or int(found[2]) >= _MOST_FRAMES:
        return None
    return found[1], int(found[2])


def files_below(folder: Path) -> Iterator[str]:
    """Yield the files below a folder, as relative paths with ``/``; links to folders are not followed."""
    for root, folders, names in os.walk(folder):
        folders.sort()
        place = Path(root)
        yield from ((place / name).relative_to(folder).as_posix() for name in sorted(names))


def camera_images(folder: Path) -> list[str]:
    """Return the camera images below a folder (``.jpg``, ``.jpeg``, ``.png``, any case), by path."""
    return sorted(path for path in files_below(folder) if camera_suffix(path.rpartition("/")[2]))
