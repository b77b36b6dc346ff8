"""The files of a snapshot, from a folder or from a ZIP archive, which is read where it lies."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from groundwire._core.errors import FormatError
from groundwire.formats.coco_images import check_file_name
from groundwire.formats.sample_files import files_below

if TYPE_CHECKING:
    from collections.abc import Generator

Severity = Literal["critical", "warning", "note"]

_SUFFIXES = (".arrow", ".parquet")
_SMALL = 64 * 2**20  # nothing that unpacks to less is dangerous
_MOST_PACKED = 200  # times
_KIND, _LINK = 0o170000, 0o120000
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class SnapshotFault:
    """One fault of a snapshot.

    Attributes:
        severity: ``critical`` when it cannot be used, ``warning`` when something is missing or doubtful,
            ``note`` when nothing is lost.
        kind: ``layout``, ``annotations``, ``label map``, ``missing file``, ``ambiguous file``, ``image`` or
            ``unreferenced file``.
        where: Path, sample, or column and row it concerns.
        message: What was found and what was expected.
    """

    severity: Severity
    kind: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class LayoutError(FormatError):
    """A dataset lacks what every snapshot has."""

    def __init__(self, where: object, message: str) -> None:
        super().__init__(message)
        self.fault = SnapshotFault("critical", "layout", str(where), message)


@dataclass(slots=True)
class SnapshotFiles:
    """Annotation file and files of the samples.

    Attributes:
        annotation_file: Where it can be read.
        annotation_name: What to call it in messages.
        names: Paths of the other files below their container.
        faults: What is wrong with the layout.
    """

    annotation_file: Path
    annotation_name: str
    names: list[str] = field(default_factory=list[str])
    faults: list[SnapshotFault] = field(default_factory=list[SnapshotFault])
    _folder: Path | None = None
    _archive: zipfile.ZipFile | None = None
    _entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict[str, zipfile.ZipInfo])

    def add_folder(self, folder: Path) -> None:
        """Take the files below a folder."""
        self._folder = folder
        self.names = list(files_below(folder))

    def add_archive(self, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        """Take entries of an archive by their names."""
        self._archive, self._entries = archive, entries
        self.names = list(entries)

    def content(self, name: str) -> Path | bytes:
        """Return a file, or its content when it lies in an archive.

        Raises:
            FormatError: The archive is damaged there.
        """
        if self._folder is not None:
            return self._folder / name
        assert self._archive is not None
        try:
            return self._archive.read(self._entries[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise FormatError(f"The archive is damaged there ({error}).") from error


@contextmanager
def snapshot_files(path: Path) -> Generator[SnapshotFiles]:
    """Find annotation file and sample files of a folder, an archive, or an annotation file beside either.

    Raises:
        LayoutError: One of them is missing, or the archive cannot be read.
        FileNotFoundError: There is no such file or folder.
    """
    if not path.exists():
        raise FileNotFoundError(f"{path}: there is no such file or folder.")
    if path.is_dir():
        name = path.resolve().name
        with _beside(path, name) as files:
            yield files
    elif path.suffix in _SUFFIXES or any(path.with_suffix(suffix).is_file() for suffix in _SUFFIXES):
        with _beside(path.parent, path.stem) as files:
            yield files
    else:
        with _opened(path) as archive, tempfile.TemporaryDirectory(prefix="groundwire-") as scratch:
            yield _whole(path, archive, Path(scratch))


@contextmanager
def _beside(place: Path, name: str) -> Generator[SnapshotFiles]:
    """Find ``name.arrow`` or ``name.parquet`` in a folder, and the files of the samples beside it."""
    found = [place / f"{name}{suffix}" for suffix in _SUFFIXES if (place / f"{name}{suffix}").is_file()]
    if not found:
        raise LayoutError(place / f"{name}.arrow", "missing annotation file; .parquet is read as well")
    files = SnapshotFiles(found[0], str(found[0]))
    if len(found) > 1:
        message = f"{found[1].name} is there too; keep exactly one annotation file"
        files.faults.append(SnapshotFault("warning", "layout", str(found[0]), message))
    folder, archive_path = place / name, place / f"{name}.zip"
    if folder.is_dir():
        files.add_folder(folder)
        yield files
    elif archive_path.is_file():
        with _opened(archive_path) as archive:
            files.add_archive(archive, _safe_entries(archive_path, archive, files.faults))
            yield files
    else:
        raise LayoutError(folder, "missing folder with the files of the samples; a .zip is read as well")


@contextmanager
def _opened(path: Path) -> Generator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise LayoutError(path, f"not a readable ZIP archive ({error})") from error
    with archive:
        yield archive


def _whole(path: Path, archive: zipfile.ZipFile, scratch: Path) -> SnapshotFiles:
    """Find everything in one archive: at its top, or in one folder."""
    faults: list[SnapshotFault] = []
    entries = _safe_entries(path, archive, faults)
    found = sorted(
        (name for name in entries if name.endswith(_SUFFIXES) and name.count("/") <= 1),
        key=lambda name: (name.count("/"), name),
    )
    if not found:
        raise LayoutError(
            path, "missing annotation file: no .arrow or .parquet at the top or one folder down"
        )
    container = f"{found[0].rpartition('.')[0]}/"
    files = SnapshotFiles(scratch / Path(found[0]).name, f"{path}/{found[0]}", faults=faults)
    if len(found) > 1:
        message = f"{found[1]} is there too; keep exactly one annotation file"
        faults.append(SnapshotFault("warning", "layout", files.annotation_name, message))
    inside = {name: entry for name, entry in entries.items() if name.startswith(container)}
    if not inside:
        raise LayoutError(f"{path}/{container}", "missing folder with the files of the samples")
    try:
        with archive.open(entries[found[0]]) as source, files.annotation_file.open("wb") as sink:
            shutil.copyfileobj(source, sink, 2**20)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise LayoutError(files.annotation_name, f"the archive is damaged there ({error})") from error
    files.add_archive(archive, inside)
    return files


def _safe_entries(
    path: Path, archive: zipfile.ZipFile, faults: list[SnapshotFault]
) -> dict[str, zipfile.ZipInfo]:
    """Return the entries by name; those no reader should unpack become faults."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        if entry.is_dir() or "__MACOSX" in entry.filename:
            continue
        wrong = "a second entry of this name" if entry.filename in entries else _danger(entry)
        if wrong is None:
            entries[entry.filename] = entry
        else:
            faults.append(SnapshotFault("critical", "layout", f"{path}/{entry.filename}", wrong))
    return entries


def _danger(entry: zipfile.ZipInfo) -> str | None:
    try:
        check_file_name(entry.filename)
    except FormatError:
        return "leads outside the archive's folder"
    if (entry.external_attr >> 16) & _KIND == _LINK:
        return "a symbolic link; put the file itself there"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted"
    if entry.file_size > max(_SMALL, _MOST_PACKED * entry.compress_size):
        return f"unpacks from {entry.compress_size} to {entry.file_size} bytes"
    return None
