"""COCO documents inside a ZIP archive: unpacked to a temporary folder of the usual layout."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Generator

_ROBOFLOW = "_annotations.coco.json"
_SMALL = 64 * 2**20  # no archive of annotations is dangerous below this
_MOST_PACKED = 200  # times; JSON of coordinates packs to a fifth, repetitive JSON to a fiftieth


@contextmanager
def unpacked(path: Path) -> Generator[Path]:
    """Give ``path`` itself, or a folder with the JSON files of a ZIP archive, there during the block.

    Only JSON files are unpacked, under their last name, whatever path the archive gives them. When names
    with ``instances`` are among them, only those count: the others describe the same images in other ways.

    Raises:
        FormatError: A damaged archive, two files of one name, or one that unpacks to a suspicious size.
        FileNotFoundError: There is no such file.
    """
    if path.suffix.lower() != ".zip" or path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="groundwire-") as temporary:
        root = Path(temporary) / (path.stem or "dataset")
        try:
            with zipfile.ZipFile(path) as archive:
                _unpack(archive, root, path)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError(f"{path}: the ZIP archive cannot be read ({error}).") from error
        yield root


def _unpack(archive: zipfile.ZipFile, root: Path, path: Path) -> None:
    entries = {
        PurePosixPath(entry.filename.replace("\\", "/")): entry
        for entry in archive.infolist()
        if not entry.is_dir() and entry.filename.lower().endswith(".json")
    }
    documents = {
        name: entry
        for name, entry in entries.items()
        if "__MACOSX" not in name.parts and not name.name.startswith("._")
    }
    instances = {name: entry for name, entry in documents.items() if "instances" in name.name}
    root.mkdir(parents=True)
    for name, entry in (instances or documents).items():
        if entry.file_size > max(_SMALL, _MOST_PACKED * entry.compress_size):
            raise FormatError(
                f"{path}: {name} unpacks from {entry.compress_size} to {entry.file_size} bytes; refused."
            )
        split = name.parent.name if name.name == _ROBOFLOW else "annotations"
        target = root / (split if split not in ("", "..") else "annotations") / name.name
        if target.exists():
            raise FormatError(f"{path}: holds two files called {name.name}; unpack it and name one of them.")
        target.parent.mkdir(exist_ok=True)
        with archive.open(entry) as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink, 2**20)
