"""One sent annotation as the texts its database row holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundwire.server.errors import invalid
from groundwire.server.studio.sent import ANNOTATION_MEMBERS, check_free
from groundwire.server.studio.splice import join, text_of
from groundwire.server.studio.values import name as checked_name

if TYPE_CHECKING:
    from groundwire.server.studio.sent import Members, SentAnnotation

# Facts of the parent sample: readers take them from there, so a copy could only grow stale.
_OF_PARENT = frozenset({"sample_id", "name", "sequence_name", "frame_number", "group_name"})
_ALIASES = {"polygon": "mask", "object_id": "object_reference"}
_FLAT = ("x", "y", "w", "h")


@dataclass(slots=True)
class AnnotationText:
    """An annotation ready to be stored.

    Attributes:
        label: Name of its label, which may still have to be created.
        index: Index wanted for that label.
        box2d: JSON text of the box, if any; `box3d` and `mask` likewise.
        body: Further members, see `splice.join`.
    """

    label: str | None
    index: int | None
    box2d: str | None
    box3d: str | None
    mask: str | None
    body: str


def annotation_text(sent: SentAnnotation, members: Members, field: str) -> AnnotationText:
    """Sort the members of an annotation into geometry, label and the rest.

    Aliases take their first spelling, a flat `x, y, w, h` becomes `box2d`, null means absent, members without
    a defined type are kept as they are.

    Raises:
        RpcFailure: 3, both spellings of a member are present, or a label name or a free member is unusable.
    """
    texts: dict[str, str] = {}
    for name, value in members.items():
        if name in _OF_PARENT:
            continue
        text = text_of(value)
        if name not in ANNOTATION_MEMBERS:
            check_free(value, f"{field}.{name}")
        elif text == "null":
            continue
        plain = _ALIASES.get(name, name)
        if plain in texts:
            raise invalid(f"{field}.{name}", f"is the same as {plain}; send one of them")
        texts[plain] = text
    if "x" in texts:
        _nest_box(sent, texts)
    label = texts.pop("label_name", None)
    if label is not None:
        checked_name(sent.label_name or "", f"{field}.label_name")
        # The label's own index goes out on reading; without a label, the bare index is kept.
        texts.pop("label_index", None)
    return AnnotationText(
        sent.label_name,
        sent.label_index,
        texts.pop("box2d", None),
        texts.pop("box3d", None),
        texts.pop("mask", None),
        join(texts) if texts else "",
    )


def _nest_box(sent: SentAnnotation, texts: dict[str, str]) -> None:
    """Turn a flat box into a nested one where readers would take it: complete, not empty, no `box2d` yet."""
    if (
        "box2d" not in texts
        and all(name in texts for name in _FLAT)
        and (sent.w or 0) > 0
        and (sent.h or 0) > 0
    ):
        texts["box2d"] = box_text({name: texts.pop(name) for name in _FLAT})


def box_text(members: dict[str, str]) -> str:
    """Return the JSON text of a box made of the texts of its numbers."""
    return "{" + join(members)[1:] + "}"
