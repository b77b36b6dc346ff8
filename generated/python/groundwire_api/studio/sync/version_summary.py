# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named version.summary.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import versions_changes as _versions_changes

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import DatasetSummary

__all__ = ["VersionSummaryRpc"]


class VersionSummaryRpc:
    """Methods named `version.summary.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def recalculate(
        self,
        *,
        dataset_id: DatasetUID,
    ) -> DatasetSummary:
        """Count a dataset anew.

        The reply holds the new counts.

        Args:
            dataset_id: The dataset to count.

        Returns:
            Counts of the present state of a dataset.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.summary.recalculate` in
        spec/studio/methods/versions_changes.yaml.
        """
        return self._transport.send(_versions_changes.version_summary_recalculate(dataset_id=dataset_id))
