"""Find the image files a COCO document names, without ever leaving the dataset's folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundwire.formats.coco import CocoImage

IMAGE_FOLDER = "images"


def check_file_name(file_name: str) -> str:
    """Return ``file_name`` if it names something below a folder.

    Raises:
        FormatError: It is empty, absolute, has a drive letter or a ``..`` part, or holds a NUL character.
    """
    posix, windows = PurePosixPath(file_name), PureWindowsPath(file_name)
    outside = posix.is_absolute() or windows.drive or windows.root or ".." in windows.parts
    if not posix.parts or outside or "\0" in file_name:
        raise FormatError(
            f"Image file name {file_name!r} is refused: expected a relative path inside the dataset folder."
        )
    return file_name


@dataclass(frozen=True, slots=True)
class ImageLookup:
    """Folders in which the images of a document may lie, in the order they are tried.

    Each folder is tried with the whole file name, then each with only its last component.
    """

    folders: tuple[Path, ...]

    def find(self, image: CocoImage) -> Path | None:
        """Return the file of an image, or None when no folder has it.

        Raises:
            FormatError: The file name leads outside the folders.
        """
        if not image.file_name:
            return None
        name = PurePosixPath(check_file_name(image.file_name))
        tries = (name,) if len(name.parts) == 1 else (name, PurePosixPath(name.name))
        return next(
            (path for part in tries for folder in self.folders if (path := folder / part).is_file()), None
        )


def image_folders(root: Path, document: Path, names: Sequence[str]) -> ImageLookup:
    """Return where to look for the images of one document of a dataset.

    Args:
        root: Folder of the dataset.
        document: The COCO file; its own folder is tried too.
        names: Names of the split's folder, most specific first, e.g. ``("train2017", "train")``.

    Returns:
        The existing folders among: each name below the root, then below ``images/``; ``images/``; the root;
        the document's folder and ``images/`` beside it. A name also finds a folder that continues it by
        digits only.
    """
    bases = (root, root / IMAGE_FOLDER)
    candidates = [folder for name in names for base in bases for folder in _named(base, name)]
    candidates += [root / IMAGE_FOLDER, root, document.parent / IMAGE_FOLDER, document.parent]
    return ImageLookup(tuple(dict.fromkeys(folder for folder in candidates if folder.is_dir())))


def _named(base: Path, name: str) -> list[Path]:
    if not base.is_dir():
        return []
    numbered = re.compile(re.escape(name) + r"\d+")
    more = sorted(item for item in base.iterdir() if numbered.fullmatch(item.name))
    return [base / name, *more]
