"""The texts beside the columns: checked as if a client had sent them, for anybody may have written them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from groundwire._core.errors import FormatError
from groundwire.server.errors import RpcFailure
from groundwire.server.studio.sent import read_samples
from groundwire.server.studio.snapshots.columns import ANNOTATION_TEXT, SAMPLE_TEXT
from groundwire.server.studio.snapshots.tablewriter import SampleText

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ExactRow:
    """What the texts of a row say.

    Attributes:
        members: Members of the sample, each as JSON text.
        sample: The same, decoded.
        annotation: Members of the annotation, decoded; empty for none.
        files: Name and place of each file of the sample, by type.
    """

    members: dict[str, Any]
    sample: dict[str, Any]
    annotation: dict[str, Any]
    files: dict[str, tuple[str, str]]


def read_exact(row: Mapping[str, Any], number: int) -> ExactRow | None:
    """Return what the texts of a row say; None for a row without.

    Raises:
        FormatError: They cannot be understood.
    """
    text, annotation = row.get(SAMPLE_TEXT), row.get(ANNOTATION_TEXT)
    if not text:
        return None
    try:
        known = msgspec.json.decode(text, type=SampleText)
        members = msgspec.json.decode(known.sample, type=dict[str, msgspec.Raw])
        noted = msgspec.Raw(f"[{annotation or ''}]".encode())
        ((sent, _),) = read_samples(msgspec.Raw(msgspec.json.encode([{**members, "annotations": noted}])))
        if sent.uuid is None:
            raise FormatError(f"Row {number}, column {SAMPLE_TEXT!r}: the sample has no uuid.")
        decoded = {name: msgspec.json.decode(value) for name, value in members.items()}
        return ExactRow(dict(members), decoded, msgspec.json.decode(annotation or "{}"), known.files)
    except (msgspec.MsgspecError, RpcFailure, UnicodeError) as error:
        raise FormatError(
            f"Row {number}: {SAMPLE_TEXT} or {ANNOTATION_TEXT} cannot be used ({error})."
        ) from None
