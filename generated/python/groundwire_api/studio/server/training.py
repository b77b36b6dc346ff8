# Generated from spec/studio/methods/training.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.call import HttpRoute
from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, Artifact, MetricsReply, TrainingSession
    from groundwire_api.studio.params import (
        TrainerDownloadFileParams,
        TrainerGetArtifactsParams,
        TrainerSessionDeleteParams,
        TrainerSessionGetParams,
        TrainerSessionListParams,
        TrainerSessionMetricsParams,
        TrainerSessionUpdateParams,
        TrainerUploadFilesParams,
    )

__all__ = ["TrainingHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "trainer.download.file": Route(
        "trainer.download.file",
        "training",
        params=lambda: _params.TrainerDownloadFileParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "trainer.get_artifacts": Route(
        "trainer.get_artifacts",
        "training",
        params=lambda: _params.TrainerGetArtifactsParams,
        result=lambda: list[_models.Artifact],
        idempotent=True,
    ),
    "trainer.session.delete": Route(
        "trainer.session.delete",
        "training",
        params=lambda: _params.TrainerSessionDeleteParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "trainer.session.get": Route(
        "trainer.session.get",
        "training",
        params=lambda: _params.TrainerSessionGetParams,
        result=lambda: _models.TrainingSession,
        idempotent=True,
    ),
    "trainer.session.list": Route(
        "trainer.session.list",
        "training",
        params=lambda: _params.TrainerSessionListParams,
        result=lambda: list[_models.TrainingSession],
        idempotent=True,
    ),
    "trainer.session.metrics": Route(
        "trainer.session.metrics",
        "training",
        params=lambda: _params.TrainerSessionMetricsParams,
        result=lambda: cast("Any", _models.MetricsReply),
        hot=True,
        idempotent=True,
    ),
    "trainer.session.update": Route(
        "trainer.session.update",
        "training",
        params=lambda: _params.TrainerSessionUpdateParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "trainer.upload.files": Route(
        "trainer.upload.files",
        "training",
        params=lambda: _params.TrainerUploadFilesParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=trainer.upload.files", body="multipart", reply="envelope"),
    ),
}


class TrainingHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def trainer_download_file(self, ctx: C_contra, p: TrainerDownloadFileParams, /) -> str | Raw:
        """Answer `trainer.download.file`: Read a text file of a training session."""
        ...

    def trainer_get_artifacts(self, ctx: C_contra, p: TrainerGetArtifactsParams, /) -> list[Artifact] | Raw:
        """Answer `trainer.get_artifacts`: List the artifacts of a training session."""
        ...

    def trainer_session_delete(
        self, ctx: C_contra, p: TrainerSessionDeleteParams, /
    ) -> Acknowledgement | Raw:
        """Answer `trainer.session.delete`: Move training sessions to the recycle bin."""
        ...

    def trainer_session_get(self, ctx: C_contra, p: TrainerSessionGetParams, /) -> TrainingSession | Raw:
        """Answer `trainer.session.get`: Get one training session."""
        ...

    def trainer_session_list(
        self, ctx: C_contra, p: TrainerSessionListParams, /
    ) -> list[TrainingSession] | Raw:
        """Answer `trainer.session.list`: List the training sessions of an experiment."""
        ...

    def trainer_session_metrics(self, ctx: C_contra, p: TrainerSessionMetricsParams, /) -> MetricsReply | Raw:
        """Answer `trainer.session.metrics`: Read or write the metrics of a training session."""
        ...

    def trainer_session_update(
        self, ctx: C_contra, p: TrainerSessionUpdateParams, /
    ) -> Acknowledgement | Raw:
        """Answer `trainer.session.update`: Rename or describe a training session."""
        ...

    def trainer_upload_files(self, ctx: C_contra, p: TrainerUploadFilesParams, /) -> Acknowledgement | Raw:
        """Answer `trainer.upload.files`: Upload files to a training session."""
        ...
