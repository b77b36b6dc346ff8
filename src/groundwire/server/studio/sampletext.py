"""One sent sample as the texts and values its database rows hold."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, Raw

from groundwire.server.errors import invalid
from groundwire.server.studio import values
from groundwire.server.studio.annotationtext import annotation_text
from groundwire.server.studio.sent import SAMPLE_MEMBERS, check_free, read_annotations, read_samples
from groundwire.server.studio.splice import join, quote, text_of

if TYPE_CHECKING:
    from groundwire.server.studio.annotationtext import AnnotationText
    from groundwire.server.studio.sent import Members, SentSample

# Members with a column or table of their own. A sent id is ignored: the uuid says which sample is meant.
_ELSEWHERE = frozenset(
    {"id", "uuid", "group", "group_name", "width", "height", "image_url", "sensors", "files", "annotations"}
)
_object = msgspec.json.Decoder(dict[str, Raw])
_list = msgspec.json.Decoder(list[dict[str, Raw]])


@dataclass(slots=True)
class SampleText:
    """A sample ready to be stored.

    Attributes:
        uuid: Identity within the dataset, made here when none was sent.
        group: Name of its group, which may still have to be created.
        width: Pixels, if sent; `height` likewise.
        image_url: JSON text of the address sent, if any.
        sensors: JSON array of single-key objects, if sent.
        body: Further members by name, each as JSON text.
        files: Basename by file type.
        annotations: None when the sample says nothing about its annotations.
    """

    uuid: str
    group: str | None
    width: int | None
    height: int | None
    image_url: str | None
    sensors: str | None
    body: dict[str, str]
    files: dict[str, str] = field(default_factory=dict[str, str])
    annotations: list[AnnotationText] | None = None


def sample_texts(raw: Raw, *, annotated: bool) -> list[SampleText]:
    """Read the `samples` parameter of a populate call.

    Args:
        raw: JSON text of the list.
        annotated: Also read the annotations; without an annotation set they are only checked.

    Raises:
        RpcFailure: 3, a member does not fit or two samples have one uuid.
    """
    texts: list[SampleText] = []
    seen: dict[str, int] = {}
    for number, (sent, members) in enumerate(read_samples(raw)):
        path = f"samples[{number}]"
        text = _sample(sent, members, path)
        if text.uuid in seen:
            raise invalid(f"{path}.uuid", f"is the same as samples[{seen[text.uuid]}].uuid")
        seen[text.uuid] = number
        if annotated and sent.annotations is not None and sent.annotations is not UNSET:
            each = zip(sent.annotations, read_annotations(members["annotations"], path), strict=True)
            text.annotations = [
                annotation_text(annotation, parts, f"{path}.annotations[{i}]")
                for i, (annotation, parts) in enumerate(each)
            ]
        texts.append(text)
    return texts


def _sample(sent: SentSample, members: Members, path: str) -> SampleText:
    if sent.group is not None and sent.group_name not in {None, sent.group}:
        raise invalid(f"{path}.group_name", "differs from group; send one of them")
    group = sent.group if sent.group is not None else sent.group_name
    files = sent.files or {}
    for kind, filename in files.items():
        values.name(kind, f"{path}.files: a file type")
        values.text(filename, f"{path}.files.{kind}")
    image_url = text_of(members["image_url"]) if sent.image_url is not None else None
    return SampleText(
        uuid=values.name(sent.uuid, f"{path}.uuid") if sent.uuid is not None else str(uuid.uuid4()),
        group=values.name(group, f"{path}.group") if group is not None else None,
        width=sent.width,
        height=sent.height,
        image_url=image_url,
        sensors=_sensors(members["sensors"], f"{path}.sensors") if sent.sensors is not None else None,
        body=_body(sent, members, path),
        files=files,
    )


def _body(sent: SentSample, members: Members, path: str) -> dict[str, str]:
    body: dict[str, str] = {}
    for name, value in members.items():
        if name in _ELSEWHERE:
            continue
        if name not in SAMPLE_MEMBERS:
            check_free(value, f"{path}.{name}")
        elif getattr(sent, name) is None:
            continue
        body[name] = text_of(value)
    return body


def _sensors(raw: Raw, path: str) -> str:
    """Return the entries as the array of single-key objects that readers get; file records stay whole."""
    listed = bytes(raw).startswith(b"[")
    entries = _list.decode(raw) if listed else [_object.decode(raw)]
    parts: list[str] = []
    for entry in entries:
        texts = {name: text_of(value) for name, value in entry.items()}
        for name, value in entry.items():
            check_free(value, f"{path}.{name}")
        if listed and "type" in entry:
            parts.append(f"{{{join(texts)[1:]}}}")
        else:
            parts.extend(f"{{{quote(name)}:{text}}}" for name, text in texts.items() if text != "null")
    return f"[{','.join(parts)}]"
