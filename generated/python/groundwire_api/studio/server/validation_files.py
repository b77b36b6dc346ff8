# Generated from spec/studio/methods/validation_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of validation_files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.call import HttpRoute
from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement
    from groundwire_api.studio.params import ValDataDownloadParams, ValDataListParams, ValDataUploadParams

__all__ = ["ValidationFilesHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "val.data.download": Route(
        "val.data.download",
        "validation_files",
        params=lambda: _params.ValDataDownloadParams,
        result=lambda: _models.FileContent,
        hot=True,
        idempotent=True,
        http=HttpRoute("POST", "/api", body="json", reply="bytes"),
    ),
    "val.data.list": Route(
        "val.data.list",
        "validation_files",
        params=lambda: _params.ValDataListParams,
        result=lambda: list[str],
        hot=True,
        idempotent=True,
    ),
    "val.data.upload": Route(
        "val.data.upload",
        "validation_files",
        params=lambda: _params.ValDataUploadParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=val.data.upload", body="multipart", reply="envelope"),
    ),
}


class ValidationFilesHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def val_data_download(self, ctx: C_contra, p: ValDataDownloadParams, /) -> object:
        """Answer `val.data.download`: Download a file of a validation session."""
        ...

    def val_data_list(self, ctx: C_contra, p: ValDataListParams, /) -> list[str] | Raw:
        """Answer `val.data.list`: List the files of a validation session."""
        ...

    def val_data_upload(self, ctx: C_contra, p: ValDataUploadParams, /) -> Acknowledgement | Raw:
        """Answer `val.data.upload`: Upload files to a validation session."""
        ...
