"""The categories of a dataset file: ids from label_index, facts from the metadata, in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from groundwire.formats.coco import CocoCategory

if TYPE_CHECKING:
    from groundwire.formats.edf_metadata import DatasetMetadata

_FIELDS = {"synset": "synset", "frequency": "frequency", "synonyms": "synonyms", "definition": "def"}


class Categories:
    """Gives every label one id: that of the metadata, else its first ``label_index``, else the next free."""

    def __init__(self, metadata: DatasetMetadata) -> None:
        self._facts: dict[str, dict[str, Any]] = metadata.category_metadata or {}
        self._ids: dict[str, int] = {}
        self._order = {name: position for position, name in enumerate(metadata.labels or [])}
        for name, facts in self._facts.items():
            if type(facts.get("id")) is int:
                self._take(name, facts["id"])
        self._unused = [name for name in (metadata.labels or []) if name not in self._facts]

    def _take(self, name: str, number: int | None) -> int:
        taken = self._ids.values()
        if number is None or number in taken:
            number = max(taken, default=0) + 1
        self._ids[name] = number
        return number

    def id_of(self, label: str, label_index: int | None) -> int:
        """Return the id of a label, settling it on first use."""
        known = self._ids.get(label)
        return known if known is not None else self._take(label, label_index)

    def result(self) -> list[CocoCategory]:
        """Return all categories: those of ``labels`` in that order, then the others in order of first use."""
        for name in [*self._facts, *self._unused]:
            if name not in self._ids:
                self._take(name, None)
        last = len(self._order)
        names = sorted(self._ids, key=lambda name: self._order.get(name, last))
        return [self._category(name) for name in names]

    def _category(self, name: str) -> CocoCategory:
        facts = self._facts.get(name, {})
        extra = {key: facts[field] for field, key in _FIELDS.items() if field in facts}
        return CocoCategory(
            id=self._ids[name], name=name, supercategory=facts.get("supercategory", UNSET), extra=extra
        )
