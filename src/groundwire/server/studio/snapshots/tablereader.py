"""Read an annotation file back: sample by sample, as the texts a client would send."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from groundwire._core.errors import FormatError
from groundwire.formats import _containers
from groundwire.formats._arrow import arrow
from groundwire.formats.edf_metadata import DatasetMetadata, decode_metadata
from groundwire.formats.edf_read import normalise
from groundwire.formats.edf_schema import COLUMN
from groundwire.formats.edf_table import build_table
from groundwire.server.studio.labelling import MAX_INDEX
from groundwire.server.studio.snapshots.columns import (
    ANNOTATION_TEXT,
    DATASET_KEY,
    SAMPLE_COLUMNS,
    SAMPLE_TEXT,
    annotation_columns,
    sample_columns,
    stem_of,
)
from groundwire.server.studio.snapshots.exact import ExactRow, read_exact
from groundwire.server.studio.snapshots.rowtexts import annotation_of, sample_of
from groundwire.server.studio.snapshots.tablewriter import DatasetFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_Row = dict[str, Any]
_BATCH = 200


@dataclass(slots=True)
class ReadSample:
    """A sample to be stored.

    Attributes:
        members: Its members, without files and annotations; values may be ready JSON texts.
        stem: Name its files should have in the snapshot, without what tells their type.
        sequence: Name of its sequence, empty for none.
        files: Name and place in the snapshot of each file by type, where the table says so.
        annotations: JSON texts.
        skipped: How many masks could not be turned into outlines.
    """

    members: dict[str, Any]
    stem: str
    sequence: str = ""
    files: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    annotations: list[str] = field(default_factory=list[str])
    skipped: int = 0


class TableReader:
    """An annotation file, Arrow or Parquet.

    Args:
        path: The file.

    Raises:
        FormatError: It is damaged, or not an annotation file.
        MissingDependencyError: pyarrow is not installed.
    """

    def __init__(self, path: Path) -> None:
        self._table = _read(path)
        self.metadata: DatasetMetadata = decode_metadata(self._table.schema.metadata, path)
        self.facts = _facts(self.metadata, path)
        # Columns that tell whether somebody has changed a row since it was written.
        self._written = set(self.facts.columns) if self.facts else COLUMN.keys() & self._table.column_names
        self._rows_of = self._group()

    @property
    def samples(self) -> int:
        """How many samples there are."""
        return len(self._rows_of)

    def labels(self) -> dict[str, int | None]:
        """Return every label, used or not, with the index it asks for; the first one of a label counts."""
        found: dict[str, int | None] = {}
        if self.facts is not None:
            found |= {label.name: label.index for label in self.facts.labels}
        else:
            categories = self.metadata.category_metadata or {}
            for name in self.metadata.labels or []:
                number = categories.get(name, {}).get("id")
                found[name] = number if type(number) is int and 0 <= number <= MAX_INDEX else None
        for name, index in zip(self._values("label"), self._values("label_index"), strict=True):
            if name and found.get(name) is None:
                found[name] = None if index is None or index > MAX_INDEX else index
        return found

    def batches(self) -> Iterator[list[ReadSample]]:
        """Yield the samples in order, some at a time.

        Raises:
            FormatError: A row holds something that cannot be stored; the message names row and column.
        """
        groups = list(self._rows_of.values())
        for begin in range(0, len(groups), _BATCH):
            batch = groups[begin : begin + _BATCH]
            numbers = [number for group in batch for number in group]
            rows = cast("list[_Row]", self._table.take(numbers).to_pylist())
            exact = [read_exact(row, number) for row, number in zip(rows, numbers, strict=True)]
            expected = self._expected(exact)
            samples, position = list[ReadSample](), 0
            for group in batch:
                part = slice(position, position + len(group))
                samples.append(self._sample(group, rows[part], exact[part], expected[part]))
                position += len(group)
            yield samples

    def _values(self, name: str) -> list[Any]:
        if name not in self._table.column_names:
            return [None] * self._table.num_rows
        return cast("list[Any]", self._table.column(name).to_pylist())

    def _group(self) -> dict[object, list[int]]:
        """Return the rows of each sample: by our own text, else by name and frame."""
        groups: dict[object, list[int]] = {}
        columns = (self._values(SAMPLE_TEXT), self._values("name"), self._values("frame"))
        for number, (text, name, frame) in enumerate(zip(*columns, strict=True)):
            groups.setdefault(text or (name or "", frame), []).append(number)
        return groups

    def _expected(self, exact: Sequence[ExactRow | None]) -> list[_Row]:
        """Return what the columns of rows with our texts hold if nobody has changed them."""
        rows: list[_Row] = []
        for one in exact:
            columns: _Row = {"name": ""}
            if one is not None:
                columns = sample_columns(one.sample, stem_of(one.sample)) | annotation_columns(one.annotation)
            rows.append(columns)
        names = {"name"} | self._written & set[str]().union(*rows)
        table = build_table({name: [row.get(name) for row in rows] for name in names})
        return normalise(table, Path()).to_pylist()

    def _sample(
        self,
        numbers: Sequence[int],
        rows: Sequence[_Row],
        exact: Sequence[ExactRow | None],
        expected: Sequence[_Row],
    ) -> ReadSample:
        first, known = rows[0], exact[0]
        sequence = first["name"] if first.get("frame") is not None else ""
        if known is None:
            sample = ReadSample(sample_of(first, numbers[0]), _stem(first), sequence)
        else:
            members = known.members
            if not self._same(first, expected[0], sample=True):
                renamed = first.get("name") != expected[0].get("name")
                members = _edited(members, sample_of(first, numbers[0]), renamed=renamed)
            sample = ReadSample(members, _stem(first), sequence, known.files)
        for number, row, text, wanted in zip(numbers, rows, exact, expected, strict=True):
            annotation = row.get(ANNOTATION_TEXT)
            if text is None or not self._same(row, wanted, sample=False):
                annotation, lost = annotation_of(row, number, self.metadata)
                sample.skipped += lost
            if annotation is not None:
                sample.annotations.append(annotation)
        return sample

    def _same(self, row: _Row, expected: _Row, *, sample: bool) -> bool:
        names = self._written & SAMPLE_COLUMNS if sample else self._written - SAMPLE_COLUMNS
        return all(row.get(name) == expected.get(name) for name in names)


def _edited(members: Mapping[str, Any], columns: _Row, *, renamed: bool) -> dict[str, Any]:
    """Return a sample whose columns somebody has changed: what they say, and the rest as it was."""
    shown = {"group", "width", "height", "sensors", "degradation", "frame_number"}
    shown |= {"neg_label_indices", "not_exhaustive_label_indices"}
    if renamed:
        shown |= {"image_name", "sequence_name", "sequence_uuid", "sequence_description"}
    return {name: value for name, value in members.items() if name not in shown} | columns


def _stem(row: _Row) -> str:
    name = row.get("name") or ""
    return name if row.get("frame") is None else f"{name}_{row['frame']}"


def _read(path: Path) -> Any:
    """Read a table, looking at every offset before anything follows them: a bad one could end the process."""
    table = cast("Any", _containers.read_table(path))
    try:
        table.validate(full=True)
    except arrow().ArrowException as error:
        raise FormatError(f"{path}: the file cannot be read ({error}).") from error
    return normalise(table, path)


def _facts(metadata: DatasetMetadata, path: Path) -> DatasetFacts | None:
    text = metadata.extra.get(DATASET_KEY)
    if text is None:
        return None
    try:
        return msgspec.json.decode(text, type=DatasetFacts)
    except msgspec.MsgspecError as error:
        raise FormatError(f"{path}: the metadata key {DATASET_KEY} cannot be used ({error}).") from error
