"""What of a COCO annotation the columns of the format cannot give back, kept in further columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from groundwire.formats.coco_fields import is_object
from groundwire.formats.rle import counts_to_text

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from groundwire.formats.coco import Rle
    from groundwire.formats.coco_columns import Columns

IMAGE_COLUMN = "coco_image"
INDEX_COLUMN = "coco_index"
REST_COLUMN = "coco_annotation"
BOX_COLUMN = "coco_bbox"
RINGS_COLUMN = "coco_segmentation"
AREA_COLUMN = "coco_area"
SCORE_COLUMN = "coco_score"
DOCUMENT_KEY = "coco_documents"

TEXT_FORM = "compressed"
_NO_AREA, _NO_BOX, _NO_CROWD, _NULL_AREA, _NULL_BOX, _NULL_SEGMENTATION, _NULL_SCORE = (
    1 << bit for bit in range(7)
)


class Rest(msgspec.Struct, omit_defaults=True):
    """Difference between an annotation and what the columns say.

    Attributes:
        set: Keys whose values the columns do not give back.
        drop: Keys the columns would add.
        counts: ``compressed`` when the run lengths were text.
    """

    set: dict[str, Any] = {}
    drop: list[str] = []
    counts: str = ""

    def text(self) -> str | None:
        """Return the stored form; None when there is no difference."""
        return None if self == Rest() else msgspec.json.encode(self).decode()


def rest_texts(
    columns: Columns,
    others: dict[int, dict[str, Any]],
    stored_masks: AbstractSet[int],
    *,
    with_segmentation: bool,
) -> list[str | None]:
    """Return what no column holds, one text per row.

    Args:
        columns: The annotations.
        others: Their keys without a column, by row.
        stored_masks: Rows whose run lengths are stored as a mask.
        with_segmentation: False when segmentations are left out on purpose.
    """
    codes = _codes(columns, with_segmentation=with_segmentation)
    common = {code: _rest(code).text() for code in np.unique(codes).tolist()}
    texts = [common[code] for code in codes.tolist()]
    special = {row for row, value in enumerate(columns.crowds) if value not in (0, 1)}
    special |= {row for row, number in enumerate(columns.ids) if not 0 <= number < 2**64}
    special |= others.keys()
    if with_segmentation:
        special |= columns.rles.keys()
    for row in special:
        rest = _rest(int(codes[row]))
        if not 0 <= columns.ids[row] < 2**64:
            rest.set["id"] = columns.ids[row]
        if columns.crowds[row] not in (0, 1):
            rest.set["iscrowd"] = columns.crowds[row]
        if with_segmentation and row in columns.rles:
            _add_rle(rest, columns.rles[row], is_stored=row in stored_masks)
        left = others.get(row, {})
        rest.set |= left if with_segmentation else {k: v for k, v in left.items() if k != "segmentation"}
        texts[row] = rest.text()
    return texts


def _codes(columns: Columns, *, with_segmentation: bool) -> np.ndarray[Any, np.dtype[np.int64]]:
    codes = np.zeros(len(columns.ids), np.int64)
    marks = {
        _NO_AREA: columns.no_area,
        _NO_BOX: columns.no_box,
        _NO_CROWD: columns.no_crowd,
        _NULL_AREA: columns.null_area,
        _NULL_BOX: columns.null_box,
        _NULL_SCORE: columns.null_score,
    }
    if with_segmentation:
        marks[_NULL_SEGMENTATION] = columns.null_segmentation
    for bit, rows in marks.items():
        codes[rows] |= bit
    return codes


def _rest(code: int) -> Rest:
    drops = {_NO_AREA: "area", _NO_BOX: "bbox", _NO_CROWD: "iscrowd"}
    nulls = {_NULL_AREA: "area", _NULL_BOX: "bbox", _NULL_SEGMENTATION: "segmentation", _NULL_SCORE: "score"}
    return Rest(
        set={key: None for bit, key in nulls.items() if code & bit},
        drop=[key for bit, key in drops.items() if code & bit],
    )


def _add_rle(rest: Rest, rle: Rle, *, is_stored: bool) -> None:
    """Keep the run lengths unless those of the stored mask are the same."""
    if is_stored:
        runs = rle.runs()
        if bool((runs[1:] > 0).all()):  # the form that is computed from pixels
            if not isinstance(rle.counts, str):
                return
            if rle.counts == counts_to_text(runs):
                rest.counts = TEXT_FORM
                return
    rest.set["segmentation"] = {"size": list(rle.size), "counts": rle.counts}


def read_rest(text: str) -> Rest:
    """Read the stored form."""
    return msgspec.json.decode(text, type=Rest)


def apply_rest(found: dict[str, Any], rest: Rest) -> dict[str, Any]:
    """Return what the columns say, corrected by the rest."""
    shown = found.get("segmentation")
    if rest.counts == TEXT_FORM and is_object(shown):
        found["segmentation"] = {**shown, "counts": counts_to_text(shown["counts"])}
    for key in rest.drop:
        found.pop(key, None)
    found.update(rest.set)
    return found


def shortest_float32(value: float | None) -> float | None:
    """Return the shortest decimal number that is stored as the same float32."""
    return None if value is None else float(str(np.float32(value)))
