"""Label creation: which labels are missing, and how indices are pinned in two passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from groundwire._core.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from groundwire_api.studio.models import LabelCreate

# labels are parked above this index while others move into place, so that two labels can swap
STAGING: Final = 100_000
_MAX_INDEX: Final = 2**64 - 1


class ExistingLabel(Protocol):
    """A label as the server lists it."""

    @property
    def id(self) -> int:
        """Number of the label, unique in the organisation."""
        ...

    @property
    def name(self) -> str:
        """Name, unique in the dataset."""
        ...

    @property
    def index(self) -> int:
        """Index written into annotations, unique in the dataset."""
        ...


@dataclass(frozen=True, slots=True)
class LabelUpdate:
    """One ``label.update`` call: the label's final name and its new index."""

    label_id: int
    name: str
    index: int


def requested(names: Sequence[str], indices: Sequence[int | None] | None) -> dict[str, int | None]:
    """Check a request for labels and return the wanted index of each name, in order.

    Raises:
        InvalidArgumentError: The lengths differ, an index is out of range, or with indices a name
            or an index occurs twice.
    """
    if indices is None:
        return dict.fromkeys(names)
    if len(indices) != len(names):
        raise InvalidArgumentError(
            f"{len(names)} label names came with {len(indices)} indices: pass one index, or None, per name."
        )
    wanted: dict[str, int | None] = {}
    taken: dict[int, str] = {}
    for name, index in zip(names, indices, strict=True):
        if name in wanted:
            raise InvalidArgumentError(f"Label {name!r} is listed twice.")
        wanted[name] = index
        if index is None:
            continue
        if not 0 <= index <= _MAX_INDEX - STAGING:
            raise InvalidArgumentError(
                f"Label {name!r} asks for index {index}, out of range 0 to {_MAX_INDEX - STAGING}."
            )
        if index in taken:
            raise InvalidArgumentError(f"Labels {taken[index]!r} and {name!r} both ask for index {index}.")
        taken[index] = name
    return wanted


def missing(wanted: Mapping[str, int | None], existing: Iterable[ExistingLabel]) -> dict[str, int | None]:
    """Return the wanted labels that the dataset does not have yet, with their indices."""
    known = {label.name for label in existing}
    return {name: index for name, index in wanted.items() if name not in known}


def creations(missing: Mapping[str, int | None]) -> list[LabelCreate]:
    """Return the members of a ``label.add2`` call."""
    from groundwire_api.studio.models import LabelCreate

    return [
        LabelCreate(name=name) if index is None else LabelCreate(name=name, index=index)
        for name, index in missing.items()
    ]


def plan_pinning(wanted: Mapping[str, int | None], existing: Sequence[ExistingLabel]) -> list[LabelUpdate]:
    """Return the updates that give every label its wanted index without a clash on the way.

    The first pass parks each label at ``STAGING + index``, the second moves it to ``index``.
    Labels already in place are left alone.

    Raises:
        InvalidArgumentError: A label is missing, or a wanted or staging index is held by a label
            that this request does not move.
    """
    by_name = {label.name: label for label in existing}
    moves: list[tuple[ExistingLabel, int]] = []
    for name, index in wanted.items():
        if index is None:
            continue
        label = by_name.get(name)
        if label is None:
            raise InvalidArgumentError(f"Label {name!r} is not in the dataset although it was just added.")
        if label.index != index:
            moves.append((label, index))
    _reject_conflicts(moves, existing)
    staged = [LabelUpdate(label.id, label.name, STAGING + index) for label, index in moves]
    return staged + [LabelUpdate(label.id, label.name, index) for label, index in moves]


def _reject_conflicts(moves: Sequence[tuple[ExistingLabel, int]], existing: Sequence[ExistingLabel]) -> None:
    moving = {label.id for label, _ in moves}
    held = {label.index: label for label in existing if label.id not in moving}
    for label, index in moves:
        for slot in (index, STAGING + index):
            holder = held.get(slot)
            if holder is not None:
                raise InvalidArgumentError(
                    f"Label {label.name!r} cannot take index {index}: {holder.name!r} holds index {slot}.",
                    hint="Give the other label an index in the same call, or choose a free index.",
                )
