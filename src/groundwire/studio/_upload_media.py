"""Media of an upload: the files below a folder or inside a ZIP archive, and where they are looked for."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
import zlib
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from groundwire._core.errors import FormatError, InvalidArgumentError, MissingResourceError
from groundwire._core.transfer.files import storage_error

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping


class Media(Protocol):
    """Files by path: relative to the folder or archive, with ``/``."""

    @property
    def sizes(self) -> Mapping[str, int]:
        """Bytes of each file; sorted by path."""
        ...

    def placed(self, names: Iterable[str]) -> AbstractContextManager[Mapping[str, Path]]:
        """Return a context in which these files can be read; it gives the local path of each."""
        ...


class Folder:
    """Files below a folder; those whose path has a part that starts with a dot are left out."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.sizes: Mapping[str, int] = dict(sorted(_walk(root)))

    @contextmanager
    def placed(self, names: Iterable[str]) -> Generator[Mapping[str, Path]]:
        """Return the path of each file, which is there already."""
        yield {name: self._root / name for name in names}


class Archive:
    """Entries of a ZIP file, which are unpacked only for as long as they are needed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _opened(path) as archive:
            found = {_clean(entry.filename): entry for entry in archive.infolist() if not entry.is_dir()}
        self._entries = {name: found[name] for name in sorted(found) if not _is_hidden(name)}
        self.sizes: Mapping[str, int] = {name: entry.file_size for name, entry in self._entries.items()}

    @contextmanager
    def placed(self, names: Iterable[str]) -> Generator[Mapping[str, Path]]:
        """Unpack files, each under its own base name in a folder of its own; removed afterwards.

        Raises:
            FormatError: An entry is damaged or encrypted.
            StorageError: There is no room for the files.
        """
        with tempfile.TemporaryDirectory(prefix="groundwire-") as folder, _opened(self._path) as archive:
            places: dict[str, Path] = {}
            for number, name in enumerate(names):
                # never the path inside the archive, which could lead anywhere
                target = Path(folder, str(number), Path(name).name)
                target.parent.mkdir()
                self._unpack(archive, name, target)
                places[name] = target
            yield places

    def _unpack(self, archive: zipfile.ZipFile, name: str, target: Path) -> None:
        try:
            with archive.open(self._entries[name]) as source, target.open("wb") as sink:
                shutil.copyfileobj(source, sink)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            raise FormatError(f"{self._path}: {name!r} cannot be unpacked ({error}).") from error
        except OSError as error:
            raise storage_error("unpack", target, error) from error


def open_media(path: Path) -> Folder | Archive:
    """Open a folder or a ZIP file.

    Raises:
        MissingResourceError: There is nothing of this name.
        FormatError: The file is no ZIP archive.
        StorageError: It cannot be read.
    """
    if path.is_dir():
        return Folder(path)
    if not path.exists():
        raise MissingResourceError(f"{path}: there is no such folder or ZIP file.")
    return Archive(path)


def find_media(annotations: Path) -> Path:
    """Return the folder or ZIP file beside an annotation file that holds its images.

    Raises:
        InvalidArgumentError: There is none of the four.
    """
    beside = annotations.parent
    tried = (
        beside / annotations.stem,
        beside / "dataset",
        beside / f"{annotations.stem}.zip",
        beside / "dataset.zip",
    )
    for number, path in enumerate(tried):
        if path.is_dir() if number < 2 else path.is_file():
            return path
    raise InvalidArgumentError(
        f"No images found for {annotations}; looked for {', '.join(map(str, tried))}.",
        hint="Pass the folder or ZIP file of the images.",
    )


def _walk(root: Path) -> Iterator[tuple[str, int]]:
    def refuse(error: OSError) -> None:
        raise storage_error("read", root, error) from error

    for folder, folders, names in os.walk(root, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                yield path.relative_to(root).as_posix(), path.stat().st_size


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise FormatError(f"{path}: expected a folder or a ZIP file ({error}).") from error
    except OSError as error:
        raise storage_error("read", path, error) from error


def _clean(name: str) -> str:
    """Return the path of an entry without anything that leads elsewhere."""
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})


def _is_hidden(name: str) -> bool:
    """Tell whether an entry is what systems add to archives by themselves."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
