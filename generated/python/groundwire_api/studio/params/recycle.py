# Generated from spec/studio/methods/recycle.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of recycle, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.models import RecycleBinKind

__all__ = [
    "RecycleListParams",
    "RecyclePurgeParams",
]


class RecycleListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `recycle.list`."""

    types: list[RecycleBinKind]
    deleted_start: str
    deleted_end: str


class RecyclePurgeParams(Struct, frozen=True, kw_only=True):
    """Parameters of `recycle.purge`."""

    item_ids: list[str]
