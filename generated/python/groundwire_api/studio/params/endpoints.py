# Generated from spec/studio/methods/endpoints.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of endpoints, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from groundwire_api.studio.ids import TrainingSessionID

__all__ = [
    "DownloadCheckpointParams",
    "DownloadModelParams",
]


class DownloadCheckpointParams(Struct, frozen=True, kw_only=True):
    """Parameters of `download_checkpoint`."""

    folder: Literal["checkpoints"]
    training_session_id: TrainingSessionID
    file: str


class DownloadModelParams(Struct, frozen=True, kw_only=True):
    """Parameters of `download_model`."""

    training_session_id: TrainingSessionID
    file: str
