# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named accounting.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import session as _session

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.models import UsageSummary

__all__ = ["AccountingRpc"]


class AccountingRpc:
    """Methods named `accounting.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def get_usage_summary(
        self,
    ) -> UsageSummary:
        """Get the balance of the organisation.

        Amounts are in credits. An amount that the server leaves out counts as 0.

        Returns:
            What the organisation can still spend, in credits. A missing amount reads as 0; null is
            not allowed.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `accounting.get_usage_summary` in
        spec/studio/methods/session.yaml.
        """
        return self._transport.send(_session.accounting_get_usage_summary())
