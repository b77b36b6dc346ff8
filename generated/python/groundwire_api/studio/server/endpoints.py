# Generated from spec/studio/methods/endpoints.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.call import HttpRoute
from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire_api.studio.params import DownloadCheckpointParams, DownloadModelParams

__all__ = ["EndpointsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "download_checkpoint": Route(
        "download_checkpoint",
        "endpoints",
        params=lambda: _params.DownloadCheckpointParams,
        result=lambda: _models.FileContent,
        hot=True,
        idempotent=True,
        http=HttpRoute(
            "GET",
            "/download_checkpoint",
            query=(
                "folder",
                "training_session_id",
                "file",
            ),
            body="none",
            reply="bytes",
        ),
    ),
    "download_model": Route(
        "download_model",
        "endpoints",
        params=lambda: _params.DownloadModelParams,
        result=lambda: _models.FileContent,
        hot=True,
        idempotent=True,
        http=HttpRoute(
            "GET",
            "/download_model",
            query=(
                "training_session_id",
                "file",
            ),
            body="none",
            reply="bytes",
        ),
    ),
}


class EndpointsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def download_checkpoint(self, ctx: C_contra, p: DownloadCheckpointParams, /) -> object:
        """Answer `download_checkpoint`: Download a checkpoint of a training session."""
        ...

    def download_model(self, ctx: C_contra, p: DownloadModelParams, /) -> object:
        """Answer `download_model`: Download an artifact of a training session."""
        ...
