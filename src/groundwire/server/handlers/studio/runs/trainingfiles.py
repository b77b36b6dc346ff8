"""Files of training sessions: artifacts, checkpoints, and anything else a trainer leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from groundwire._core.codec import dec_hook
from groundwire.server.envelope import decode_params
from groundwire.server.errors import Code, RpcFailure, invalid
from groundwire.server.registry import handles, handles_form, handles_get
from groundwire.server.studio.runs import files, owned, parameters
from groundwire_api.studio.ids import TrainingSessionID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire.server.context import Context
    from groundwire.server.multipart import Form
    from groundwire.server.replies import ObjectReply
    from groundwire_api.studio.params.training import TrainerDownloadFileParams, TrainerGetArtifactsParams

_ARTIFACTS = "artifacts"
_CHECKPOINTS = "checkpoints"
_MAX_TEXT = 64 << 20  # a file sent as JSON text is held in memory several times


class _Target(msgspec.Struct):
    session_id: TrainingSessionID


_targets = msgspec.json.Decoder(_Target, dec_hook=dec_hook)


@handles("trainer.get_artifacts")
def trainer_get_artifacts(ctx: Context, p: TrainerGetArtifactsParams) -> list[dict[str, str]]:
    """Return the files below `artifacts/`, by name; the type of a model is the extension of its file."""
    with ctx.db.read() as connection:
        session = owned.training(connection, ctx, p.training_session_id)
        paths = [row.path for row in files.listed(connection, session.task_id, "training")]
    names = [path.removeprefix(f"{_ARTIFACTS}/") for path in paths if path.startswith(f"{_ARTIFACTS}/")]
    return [{"name": name, "modelType": _extension(name)} for name in names]


@handles_form("trainer.upload.files")
def trainer_upload_files(ctx: Context, form: Form) -> dict[str, int]:
    """Keep files under the target paths that their names are."""
    sent = form.fields.get("params")
    if sent is None:
        raise RpcFailure(Code.INVALID, "Missing parameter 'params'.")
    target = decode_params(_targets, msgspec.Raw(sent.encode()))
    with ctx.db.read() as connection:
        session = owned.training(connection, ctx, target.session_id)
    named = {files.path_of("", file.filename): file for file in form.files}
    return {"files": len(files.store(ctx, session.task_id, "training", named))}


@handles("trainer.download.file", bulk=True)  # reads a file
def trainer_download_file(ctx: Context, p: TrainerDownloadFileParams) -> str:
    """Return a file of text."""
    with ctx.db.read() as connection:
        session = owned.training(connection, ctx, p.session_id)
        row = files.find(connection, session.task_id, "training", p.file_path)
    if row.size > _MAX_TEXT:
        raise RpcFailure(
            Code.TOO_LARGE, f"The file has {row.size} bytes; at most {_MAX_TEXT} can be sent as text."
        )
    body = ctx.objects.read(row.object_key)
    if body is None:
        raise RpcFailure(Code.INTERNAL, f"The contents of {row.path!r} are gone from the object store.")
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise invalid("file_path", f"{row.path!r} is not UTF-8 text; download it as an artifact") from None


@handles_get("/download_model")
def download_model(ctx: Context, query: Mapping[str, str]) -> ObjectReply:
    """Send an artifact."""
    return _download(ctx, query, _ARTIFACTS)


@handles_get("/download_checkpoint")
def download_checkpoint(ctx: Context, query: Mapping[str, str]) -> ObjectReply:
    """Send a checkpoint."""
    folder = query.get("folder", _CHECKPOINTS)
    if folder != _CHECKPOINTS:
        raise invalid("folder", f"expected '{_CHECKPOINTS}', got {folder[:100]!r}")
    return _download(ctx, query, _CHECKPOINTS)


def _download(ctx: Context, query: Mapping[str, str], folder: str) -> ObjectReply:
    field = "training_session_id"
    session_id = parameters.form_id(TrainingSessionID, query.get(field), field)
    name = query.get("file")
    if not name:
        raise RpcFailure(Code.INVALID, "Missing parameter 'file'.")
    with ctx.db.read() as connection:
        session = owned.training(connection, ctx, session_id)
        return files.reply(connection, session.task_id, "training", f"{folder}/{name}")


def _extension(name: str) -> str:
    _, dot, extension = name.rpartition("/")[2].rpartition(".")
    return extension.lower() if dot else ""
