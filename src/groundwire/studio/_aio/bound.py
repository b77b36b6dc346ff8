"""Entities act through the client that returned them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.bound import Model

if TYPE_CHECKING:
    from .client import AsyncClient


class AsyncBound(Model):
    """Base of the entities."""

    def _api(self) -> AsyncClient:
        """Return the client; raise `UnboundError` when there is none."""
        return cast("AsyncClient", self._client())
