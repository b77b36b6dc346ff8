"""Match results lists to the documents they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundwire.formats.coco_sniff import Sniffed


def attach_results(
    results: Sequence[Sniffed], documents: Sequence[Sniffed]
) -> tuple[dict[Path, list[Path]], list[str]]:
    """Give each results list to the document that has all its images and categories.

    Among several such documents the one whose file name begins most like that of the list wins; if two are
    equally close the list stays out.

    Returns:
        Document to its results lists, and one sentence per list.
    """
    attached: dict[Path, list[Path]] = {}
    remarks: list[str] = []
    for item in results:
        fitting = [
            d
            for d in documents
            if item.image_ids <= d.image_ids and item.categories.keys() <= d.categories.keys()
        ]
        shared = {d.path: _common_beginning(item.path.stem, d.path.stem) for d in fitting}
        best = [path for path, length in shared.items() if length == max(shared.values())]
        if len(best) == 1:
            attached.setdefault(best[0], []).append(item.path)
            why = (
                "the only document that has"
                if len(fitting) == 1
                else "the closest in name of those that have"
            )
            remarks.append(
                f"{item.path.name} is a results list; its detections belong to {best[0].name}, "
                f"{why} all its images and categories."
            )
        elif best:
            names = " and ".join(path.name for path in best)
            remarks.append(f"left out {item.path.name}: a results list that fits {names} equally well.")
        else:
            remarks.append(
                f"left out {item.path.name}: a results list whose images and categories no document has."
            )
    return attached, remarks


def _common_beginning(one: str, other: str) -> int:
    """Return how many characters two names share from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
