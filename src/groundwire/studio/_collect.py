"""Labels used by samples, with the index each one asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ._sample import SampleData


def collect_labels_from_samples(
    samples: Iterable[SampleData], *, include_flagged: bool = False
) -> tuple[list[str], list[int | None]]:
    """Return the label names used by the annotations, in first-seen order, and their indices.

    No request is made. An index given by any annotation of a label counts for the label.

    Args:
        samples: Samples to look through.
        include_flagged: Also look at annotations marked ``ignore`` or ``exclude``.

    Returns:
        Names, and a list of the same length with an index or ``None`` for each.

    Raises:
        InvalidArgumentError: Annotations of one label carry two different indices.
    """
    found: dict[str, int | None] = {}
    for sample in samples:
        for annotation in sample.annotations:
            if annotation.label is None or (annotation.is_flagged() and not include_flagged):
                continue
            index = annotation.label_index
            known = found.setdefault(annotation.label, index)
            if index is None or known == index:
                continue
            if known is not None:
                raise InvalidArgumentError(
                    f"Label {annotation.label!r} has index {known} in one annotation and {index} in another."
                )
            found[annotation.label] = index
    return list(found), list(found.values())
