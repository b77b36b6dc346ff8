"""`HotModel`: base of the msgspec structs for what is read by the million."""

from __future__ import annotations

import msgspec

__all__ = ["HotModel"]


class HotModel(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """Plain fast record; unknown fields of the server are skipped.

    The cyclic collector does not track instances (`gc=False` makes bulk decoding several times
    faster), so an instance must never be part of a reference cycle.
    """
