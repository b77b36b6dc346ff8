"""Write frozen samples as an annotation file: columns everybody reads, and the texts they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from groundwire.formats._arrow import arrow
from groundwire.formats.edf import write_edf
from groundwire.formats.edf_metadata import DatasetMetadata
from groundwire.formats.edf_schema import COLUMNS
from groundwire.formats.edf_table import build_table
from groundwire.server.studio.snapshots.columns import (
    ANNOTATION_TEXT,
    CATEGORY_LIMITS,
    DATASET_KEY,
    SAMPLE_TEXT,
    annotation_columns,
    sample_columns,
)
from groundwire.server.studio.snapshots.frozen import LabelFacts  # noqa: TC001 (msgspec reads it)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from groundwire.server.studio.snapshots.frozen import FrozenSample


class DatasetFacts(msgspec.Struct):
    """What belongs to no row of the table.

    Attributes:
        name: Name of the dataset.
        description: Its description.
        annotation_set: Name of the annotation set.
        annotation_set_description: Its description.
        labels: All labels, used or not.
        groups: All groups, used or not.
        columns: Columns of the format the file was written with: one that is missing was taken out later.
    """

    name: str
    description: str
    annotation_set: str
    annotation_set_description: str
    labels: list[LabelFacts]
    groups: list[str]
    columns: list[str] = []


class SampleText(msgspec.Struct):
    """What `SAMPLE_TEXT` holds: the sample, and name and place of each of its files, by type.

    A file that was never uploaded has no place.
    """

    sample: msgspec.Raw
    files: dict[str, tuple[str, str]]


@dataclass(slots=True)
class TableWriter:
    """Collects rows; one per annotation, or one for a sample without any."""

    columns: dict[str, list[Any]] = field(default_factory=lambda: {column.name: [] for column in COLUMNS})
    sample_texts: list[str] = field(default_factory=list[str])
    annotation_texts: list[str | None] = field(default_factory=list["str | None"])

    def add(self, sample: FrozenSample, stem: str, places: Mapping[str, str]) -> None:
        """Add a sample; `places` are those of its files in the snapshot, by type."""
        shared = sample_columns(msgspec.json.decode(sample.text), stem)
        raw = msgspec.Raw(sample.text.encode())
        files = {kind: (name, places.get(kind, "")) for kind, (name, _) in sample.files.items()}
        text = msgspec.json.encode(SampleText(raw, files)).decode()
        annotations: list[str | None] = [*sample.annotations] or [None]
        for annotation in annotations:
            row = shared | (annotation_columns(msgspec.json.decode(annotation)) if annotation else {})
            for name, values in self.columns.items():
                values.append(row.get(name))
            self.sample_texts.append(text)
            self.annotation_texts.append(annotation)

    def write(self, facts: DatasetFacts, path: Path) -> None:
        """Write the file."""
        pa = arrow()
        columns = {name: values for name, values in self.columns.items() if _fits(name, values)}
        facts.columns = [
            name for name, values in columns.items() if any(value is not None for value in values)
        ]
        metadata = DatasetMetadata(
            labels=[label.name for label in sorted(facts.labels, key=lambda label: label.index)],
            category_metadata={label.name: {"id": label.index} for label in facts.labels},
            extra={DATASET_KEY: msgspec.json.encode(facts).decode()},
        )
        extra = {
            SAMPLE_TEXT: pa.array(self.sample_texts, pa.string()).dictionary_encode(),
            ANNOTATION_TEXT: pa.array(self.annotation_texts, pa.string()),
        }
        write_edf(build_table(columns, metadata, extra), path)


def _fits(name: str, values: list[Any]) -> bool:
    """Tell whether the format can hold so many categories; if not, the texts still have them."""
    limit = CATEGORY_LIMITS.get(name)
    return limit is None or len(set(values) - {None}) <= limit
