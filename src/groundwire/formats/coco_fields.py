"""Lenient readers for single values of a COCO file, with errors that name file, JSON path and expectation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeGuard

from groundwire._core.errors import FormatError
from groundwire.formats.coco import Issue, Rle

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire.formats.coco import Segmentation

_SHOWN = 40


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


class Reader:
    """Reads values of one file and collects what deserves a look."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.issues: list[Issue] = []

    def fail(self, where: str, expected: str, found: object) -> NoReturn:
        """Raise the error for a value that cannot be read."""
        raise FormatError(f"{self.path}: {where}: expected {expected}, found {describe(found)}.")

    def note(self, where: str, message: str) -> None:
        """Record something that was read in spite of its form."""
        self.issues.append(Issue(where, message))

    def record(self, value: object, where: str) -> dict[str, Any]:
        """Return an object."""
        if not is_object(value):
            self.fail(where, "an object", value)
        return value

    def records(self, value: object, where: str) -> list[Any]:
        """Return an array; null counts as empty."""
        if value is None:
            self.note(where, "null, read as an empty list")
            return []
        if not is_list(value):
            self.fail(where, "an array", value)
        return value

    def integer(self, value: object, where: str) -> int:
        """Return a whole number; ``5.0`` counts as 5."""
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.fail(where, "a whole number", value)
        return value

    def size(self, value: object, where: str) -> int | None:
        """Return an image side in pixels, or None when the file gives none."""
        if value is None:
            self.note(where, "no image size")
            return None
        size = self.integer(value, where)
        return size if size >= 0 else self.fail(where, "a size of at least 0", value)

    def number(self, value: object, where: str) -> float:
        """Return a number as it is: whole numbers stay whole."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fail(where, "a number", value)
        return value

    def numbers(self, value: object, where: str, length: int | None = None) -> list[float]:
        """Return a list of numbers, of the given length if one is given."""
        expected = "a list of numbers" if length is None else f"{length} numbers"
        if not is_list(value) or (length is not None and len(value) != length):
            self.fail(where, expected, value)
        for index, item in enumerate(value):
            if type(item) is not float and type(item) is not int:
                self.fail(f"{where}[{index}]", "a number", item)
        return value

    def text(self, value: object, where: str) -> str:
        """Return text."""
        if not isinstance(value, str):
            self.fail(where, "text", value)
        return value

    def flag(self, value: object, where: str) -> int:
        """Return a flag as a number; true and false count as 1 and 0, null as 0."""
        if value is None or isinstance(value, bool):
            return int(bool(value))
        return self.integer(value, where)

    def segmentation(self, value: object, where: str) -> Segmentation:
        """Return polygons, run lengths or None."""
        if value is None:
            return None
        if is_object(value):
            return self._rle(value, where)
        if not is_list(value):
            self.fail(where, "polygons, run lengths or null", value)
        parts = value
        if parts and not isinstance(parts[0], (list, dict)):
            self.note(where, "one flat list of numbers, read as one polygon")
            parts = [parts]
        return [self.numbers(part, f"{where}[{index}]") for index, part in enumerate(parts)]

    def _rle(self, value: dict[str, Any], where: str) -> Rle | None:
        if not value:
            self.note(where, "an empty object, read as no segmentation")
            return None
        height, width = self.numbers(value.get("size"), f"{where}.size", 2)
        size = (self.integer(height, f"{where}.size[0]"), self.integer(width, f"{where}.size[1]"))
        counts: Any = value.get("counts")
        if not isinstance(counts, str):
            runs = self.numbers(counts, f"{where}.counts")
            counts = [self.integer(run, f"{where}.counts[{index}]") for index, run in enumerate(runs)]
        return Rle(size, counts)


def describe(value: object) -> str:
    """Return a short description of a JSON value for a message."""
    if value is None:
        return "null or nothing"
    if is_object(value):
        return "an object"
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
