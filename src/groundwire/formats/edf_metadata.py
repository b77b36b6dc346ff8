"""File-level metadata of the EdgeFirst Dataset Format: text keys with JSON values, checked when read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import msgspec

from groundwire._core.errors import FormatError
from groundwire.formats.edf_schema import MASK_INTERPRETATIONS, METADATA_SINCE, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping


class DatasetMetadataError(FormatError, ValueError):
    """A metadata key of a dataset file does not hold what the format asks for."""


@dataclass(frozen=True, slots=True)
class DatasetMetadata:
    """What a dataset file says about itself.

    Attributes:
        schema_version: ``YYYY.MM``; None for files written before versions existed.
        labels: Class names; for class-index masks the position is the pixel value.
        category_metadata: Class name to its facts (``id``, ``supercategory``, ``synonyms`` …).
        ignore_index: Position in ``labels`` whose pixels are don't-care.
        mask_interpretation: Meaning of the mask pixels of the whole file.
        extra: Every other key, as text.
    """

    schema_version: str | None = SCHEMA_VERSION
    labels: list[str] | None = None
    category_metadata: dict[str, Any] | None = None
    ignore_index: int | None = None
    mask_interpretation: str = "binary"
    extra: dict[str, str] = field(default_factory=dict[str, str])

    def encode(self) -> dict[str, str]:
        """Return the keys as they are stored, in a fixed order; keys at their default are left out."""
        stored = dict(sorted(self.extra.items()))
        if self.schema_version is not None:
            stored["schema_version"] = self.schema_version
        if self.labels is not None:
            stored["labels"] = _json(self.labels)
        if self.category_metadata is not None:
            stored["category_metadata"] = _json(self.category_metadata)
        if self.ignore_index is not None:
            stored["ignore_index"] = str(self.ignore_index)
        if self.mask_interpretation != "binary":
            stored["mask_interpretation"] = self.mask_interpretation
        return stored


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def decode_metadata(stored: Mapping[bytes, bytes] | None, source: object = None) -> DatasetMetadata:
    """Read the metadata of an Arrow schema.

    Args:
        stored: Keys and values as stored.
        source: Named in messages, usually the path of the file.

    Raises:
        DatasetMetadataError: A key holds something other than the format allows; the message names the key.
    """
    text = {
        key.decode("utf-8", "replace"): value.decode("utf-8", "replace")
        for key, value in (stored or {}).items()
    }
    try:
        return _decode(text)
    except DatasetMetadataError as error:
        if source is None:
            raise
        raise DatasetMetadataError(f"{source}: {error.message}") from None


def _decode(text: dict[str, str]) -> DatasetMetadata:
    labels = _labels(text.get("labels"))
    interpretation = text.get("mask_interpretation", "binary")
    if interpretation not in MASK_INTERPRETATIONS:
        raise _invalid("mask_interpretation", f"one of {', '.join(MASK_INTERPRETATIONS)}", interpretation)
    if interpretation == "class_index" and labels is None:
        raise DatasetMetadataError(
            "Invalid dataset metadata: mask_interpretation class_index needs 'labels' to name its values."
        )
    return DatasetMetadata(
        schema_version=text.get("schema_version"),
        labels=labels,
        category_metadata=_categories(text.get("category_metadata")),
        ignore_index=_ignore_index(text.get("ignore_index"), labels),
        mask_interpretation=interpretation,
        extra={key: value for key, value in text.items() if key not in METADATA_SINCE},
    )


def _invalid(key: str, expected: str, found: str) -> DatasetMetadataError:
    shown = found if len(found) <= 60 else found[:57] + "..."
    return DatasetMetadataError(f"Invalid dataset metadata: {key} must be {expected}, found {shown!r}.")


def _labels(text: str | None) -> list[str] | None:
    if text is None:
        return None
    try:
        return msgspec.json.decode(text, type=list[str])
    except msgspec.MsgspecError:
        raise _invalid("labels", "a JSON array of strings", text) from None


def _categories(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        value = msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError:
        raise _invalid("category_metadata", "a JSON object", text) from None
    return {name: cast("dict[str, Any]", entry) for name, entry in value.items() if isinstance(entry, dict)}


def _ignore_index(text: str | None, labels: list[str] | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()):
        raise _invalid("ignore_index", "a non-negative integer", text)
    if labels is None:
        raise _invalid("ignore_index", "accompanied by 'labels'", text)
    if int(text) >= len(labels):
        raise _invalid("ignore_index", f"less than the number of labels ({len(labels)})", text)
    return int(text)
