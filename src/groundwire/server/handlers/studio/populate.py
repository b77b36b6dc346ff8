"""`samples.populate2`: create samples and hand out the addresses their files are uploaded to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Raw, Struct

from groundwire.server.quota import require_room
from groundwire.server.registry import handles
from groundwire.server.studio import access
from groundwire.server.studio.populate import store
from groundwire.server.studio.sampletext import sample_texts
from groundwire.server.studio.versions.copies import Copies
from groundwire_api.studio.ids import AnnotationSetID, DatasetID  # noqa: TC001 (msgspec reads them)

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire.server.studio.populate import Populated
    from groundwire.server.studio.sampletext import SampleText


class PopulateParams(Struct):
    """Parameters of `samples.populate2`, with the samples still as text so that they can be kept as sent."""

    dataset_id: DatasetID
    samples: Raw
    annotation_set_id: AnnotationSetID | None = None
    presigned_urls: bool = False


@handles("samples.populate2", bulk=True, params=PopulateParams)
def samples_populate2(ctx: Context, p: PopulateParams) -> list[dict[str, object]]:
    """Create samples, or complete those whose uuid the dataset knows; all of them or none."""
    sent = sample_texts(p.samples, annotated=p.annotation_set_id is not None)
    if p.presigned_urls and any(text.files for text in sent):
        require_room(ctx.db, ctx.organization_id)  # sizes are known when files arrive: see `metering`
    with Copies(ctx.objects) as copies, ctx.db.write() as connection:
        change = access.change(connection, ctx, p.dataset_id)
        annotation_set_id = None
        if p.annotation_set_id is not None:
            annotation_set_id = access.annotation_set_of(connection, change.dataset_id, p.annotation_set_id)
        copy = copies.make if p.presigned_urls else None
        stored = store(connection, change, annotation_set_id, sent, copy=copy)
    for key in stored.dropped:
        ctx.objects.delete(key)
    return [
        {"uuid": text.uuid, "urls": _urls(ctx, text, stored) if p.presigned_urls else []} for text in sent
    ]


def _urls(ctx: Context, text: SampleText, stored: Populated) -> list[dict[str, str]]:
    sample_id = stored.ids[text.uuid]
    keys = [(filename, stored.keys[sample_id, kind]) for kind, filename in text.files.items()]
    return [{"filename": filename, "key": key, "url": ctx.presign_put(key)} for filename, key in keys]
