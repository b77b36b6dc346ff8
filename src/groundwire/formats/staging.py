"""Put the images of a dataset beside its annotation file, as copies or links."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError
from groundwire.formats._files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping


class Stager:
    """Collects which file goes where, then places all of them.

    The folder is the sibling of the annotation file that has its stem: where readers look for images.
    """

    def __init__(self, output: Path, *, link: bool) -> None:
        self.folder = output.with_suffix("")
        if self.folder == output:
            raise FormatError(
                f"{output}: images go to a folder of this name without its extension, and it has none."
            )
        self._link = link
        self._planned: dict[PurePosixPath, Path] = {}

    def add(self, name: str, source: Path) -> bool:
        """Plan to place ``source`` under a relative name; False when another file has that name."""
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or not place.parts:
            raise FormatError(f"Image file name {name!r} is refused: it leads outside {self.folder}.")
        return self._planned.setdefault(place, source) == source

    @property
    def planned(self) -> Mapping[PurePosixPath, Path]:
        """What will be placed: relative name to source."""
        return self._planned

    def place(self) -> int:
        """Place all files and return their number; on any error nothing new stays.

        Raises:
            FormatError: A file of the same name but other content is there already.
        """
        todo = [(self.folder / name, source) for name, source in self._planned.items()]
        missing = [pair for pair in todo if not _is_there(*pair)]
        placed: list[Path] = []
        try:
            for target, source in missing:
                self._place_one(target, source)
                placed.append(target)
        except BaseException:
            for target in placed:
                target.unlink(missing_ok=True)
            raise
        return len(todo)

    def _place_one(self, target: Path, source: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        if self._link:
            target.symlink_to(source.absolute())
        else:
            with replacing(target) as temporary:
                shutil.copyfile(source, temporary)


def _is_there(target: Path, source: Path) -> bool:
    if not target.exists() and not target.is_symlink():
        return False
    if target.exists() and filecmp.cmp(target, source, shallow=False):
        return True
    raise FormatError(
        f"{target}: a file of that name but with other content than {source} is there already.",
        hint="Move it away, or write the annotation file under another name.",
    )
