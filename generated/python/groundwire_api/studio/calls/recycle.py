# Generated from spec/studio/methods/recycle.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of recycle: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call
from groundwire_api.studio import models as _models

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from groundwire_api.studio.models import Acknowledgement, RecycleBinKind, RecycleBinListing

__all__ = [
    "recycle_list",
    "recycle_purge",
]


def recycle_list(
    *,
    types: Sequence[RecycleBinKind],
    deleted_start: datetime | str,
    deleted_end: datetime | str,
) -> Call[RecycleBinListing]:
    """List deleted entities.

    Clients ask for all six kinds from the year 1900 until now and sort the result by moment of
    deletion, latest first.

    Args:
        types: Kinds wanted.
        deleted_start: Earliest moment of deletion, with offset.
        deleted_end: Latest moment of deletion, with offset; up to nanoseconds.

    Returns:
        The call. Its answer: Deleted entities by kind. A list that is missing or null is empty.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `recycle.list` in spec/studio/methods/recycle.yaml.
    """
    return Call(
        "recycle.list",
        {
            "types": types,
            "deleted_start": deleted_start,
            "deleted_end": deleted_end,
        },
        lambda: _models.RecycleBinListing,
        idempotent=True,
    )


def recycle_purge(
    *,
    item_ids: Sequence[str],
) -> Call[Acknowledgement]:
    """Delete entities in the recycle bin for good.

    All of them or none. This is one of the two methods that take identifiers as prefixed text.
    Clients send nothing when the list is empty.

    Args:
        item_ids: Entities as text with prefix, of the kinds p, ds, as, exp, t and v in any mixture.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `recycle.purge` in spec/studio/methods/recycle.yaml.
    """
    return Call(
        "recycle.purge",
        {
            "item_ids": item_ids,
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )
