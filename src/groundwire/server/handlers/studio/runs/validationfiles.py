"""Files of validation sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.registry import handles, handles_form
from groundwire.server.studio.runs import files, owned, parameters
from groundwire_api.studio.ids import ValidationSessionID

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire.server.multipart import Form
    from groundwire.server.replies import ObjectReply
    from groundwire_api.studio.params.validation_files import ValDataDownloadParams, ValDataListParams


@handles("val.data.list")
def val_data_list(ctx: Context, p: ValDataListParams) -> list[str]:
    """Return the paths of the files of a validation session, in order."""
    with ctx.db.read() as connection:
        session = owned.validation(connection, ctx, p.session_id)
        return [row.path for row in files.listed(connection, session.task_id, "validation")]


@handles_form("val.data.upload")
def val_data_upload(ctx: Context, form: Form) -> str:
    """Keep files under their names, in a folder if one is given; no files at all is fine."""
    session_id = parameters.form_id(ValidationSessionID, form.fields.get("session_id"), "session_id")
    with ctx.db.read() as connection:
        session = owned.validation(connection, ctx, session_id)
    folder = form.fields.get("folder", "")
    named = {files.path_of(folder, file.filename): file for file in form.files}
    return f"Stored {len(files.store(ctx, session.task_id, 'validation', named))} files"


@handles("val.data.download")
def val_data_download(ctx: Context, p: ValDataDownloadParams) -> ObjectReply:
    """Send one file."""
    with ctx.db.read() as connection:
        session = owned.validation(connection, ctx, p.session_id)
        return files.reply(connection, session.task_id, "validation", p.filename)
