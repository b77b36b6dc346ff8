"""The demonstration, step by step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundwire._core.bars import terminal_bar
from groundwire.demo.photos import write_photo_dataset
from groundwire.demo.receive import in_order, receive_document, received_annotations
from groundwire.demo.send import GROUND_TRUTH, Sent, send
from groundwire.demo.sheet import Drawn, write_sheet
from groundwire.demo.sidecar import kept_aside
from groundwire.demo.source import Source, load_source
from groundwire.demo.verify import downloaded, verify_arrow, verify_detections, verify_document, verify_files
from groundwire.formats.coco_discover import load_coco
from groundwire.formats.coco_edf import documents_to_table
from groundwire.formats.coco_fields import Reader
from groundwire.formats.coco_write import write_coco, write_results
from groundwire.formats.compare import Comparison
from groundwire.formats.edf import write_edf

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire.formats.coco import CocoDocument
    from groundwire.studio import Client

_MARKER = ".groundwire-demo"
_CARRIED = (
    "image files, names, sizes and groups; categories with their ids; boxes, outlines, crowd flags, "
    "annotation ids and scores"
)


@dataclass(slots=True)
class Outcome:
    """Everything that was compared, and what goes on the contact sheet."""

    comparisons: list[Comparison] = field(default_factory=list[Comparison])
    drawn: list[Drawn] = field(default_factory=list[Drawn])

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return all(comparison.ok for comparison in self.comparisons)


def say(text: str = "") -> None:
    """Print a line of the demonstration."""
    print(text, flush=True)  # noqa: T201 - the demonstration talks to a terminal


def run(data: Path | None, output: Path, client: Client, project: str) -> Outcome:
    """Run the demonstration against a server the client is logged in to.

    Args:
        data: COCO file or folder; None makes a folder of photographs with computed outlines.
        output: Folder for everything that is written; see ``prepare_output``.
        client: Logged in.
        project: Id of the project that receives the datasets.
    """
    if data is None:
        data = output / "photographs"
        write_photo_dataset(data)
        say(f"Wrote photographs with outlines as a COCO folder: {data}")
    plan = load_coco(data)
    say(str(plan))
    outcome = Outcome()
    for dataset in plan.datasets:
        _round_trip(client, project, load_source(dataset), output / "returned" / dataset.name, outcome)
    sheet = output / "contact-sheet.png"
    count = write_sheet(outcome.drawn, sheet)
    say(f"\nDrew {count} images with the annotations that came back: {sheet}")
    return outcome


def prepare_output(output: Path) -> None:
    """Make the output folder, empty; only a folder an earlier run made is emptied.

    Raises:
        FileExistsError: The folder holds files that are not of an earlier run.
    """
    import shutil

    if output.exists() and any(output.iterdir()):
        if not (output / _MARKER).exists():
            raise FileExistsError(
                f"{output} holds files that no demonstration wrote. Choose another folder with --output."
            )
        shutil.rmtree(output)
    output.mkdir(parents=True, exist_ok=True)
    (output / _MARKER).touch()


def _round_trip(client: Client, project: str, source: Source, folder: Path, outcome: Outcome) -> None:
    say(f"\n== {source.name}: {len(source.images)} images, {_annotation_count(source)} annotations")
    for note in source.notes:
        say(f"   note: {note}")
    if source.missing:
        names = ", ".join(item.image.file_name for item in source.missing[:3])
        more = ", …" if len(source.missing) > 3 else ""
        say(f"   images without a file here: {len(source.missing)} ({names}{more}); their samples are kept")
    sent = send(client, project, source)
    sent.sidecar.save(folder / f"{source.name}.sidecar.json")
    _show_server_side(client, sent, source, outcome)
    images = folder / source.name
    client.download_dataset(
        sent.dataset_id, output=images, progress=terminal_bar("Listing"), allow_missing=bool(source.missing)
    )
    documents = _export(client, sent, source, folder, outcome)
    if len(source.missing) < len(source.images):
        outcome.comparisons.append(verify_files(source, images))
    files = {item.image.file_name: downloaded(item, images) for item in source.images}
    outcome.drawn += [Drawn(source.name, document, files) for document in documents]
    say(f"   carried by the server: {_CARRIED}")
    say(f"   kept in the sidecar {source.name}.sidecar.json: {kept_aside(sent.sidecar)}")


def _annotation_count(source: Source) -> int:
    return sum(len(document.document.annotations) for document in source.documents)


def _show_server_side(client: Client, sent: Sent, source: Source, outcome: Outcome) -> None:
    """Count and list what the server has, as objects and as a table."""
    dataset = client.dataset(sent.dataset_id)
    groups = [group.name for group in dataset.groups()]
    labels = [f"{label.name}={label.index}" for label in dataset.labels()]
    say(
        f"   dataset {dataset.id}, groups {', '.join(groups) or 'none'}, "
        f"{len(labels)} labels: {', '.join(labels[:9])}"
    )
    truth = sent.annotation_sets[GROUND_TRUTH]
    counts = Comparison("counts on the server")
    check = counts.check("samples and annotations, per group and in all")
    total = client.samples_count(dataset.id, types=[]).total
    check.require(
        total == len(source.images), f"{len(source.images)} images sent, {total} samples on the server"
    )
    for document in source.documents:
        if document.part.group is not None:
            found = client.samples_count(dataset.id, groups=[document.part.group], types=[]).total
            wanted = len(document.images)
            check.require(
                found == wanted, f"group {document.part.group}: {wanted} sent, {found} on the server"
            )
    annotations = [item for item in client.annotations(truth) if item.object_id is not None]
    wanted = _annotation_count(source) - sum(len(document.orphans) for document in sent.sidecar.documents)
    check.require(len(annotations) == wanted, f"{wanted} annotations sent, {len(annotations)} on the server")
    outcome.comparisons.append(counts)
    frame = client.samples_dataframe(dataset.id, truth)
    say(f"   {total} samples and {len(annotations)} annotations; as a data frame {frame.shape[0]} rows of")
    say(f"   {', '.join(frame.columns)}")


def _export(client: Client, sent: Sent, source: Source, folder: Path, outcome: Outcome) -> list[CocoDocument]:
    """Fetch everything, write it as COCO and as Arrow, and compare both with the source."""
    truth = sent.annotation_sets[GROUND_TRUTH]
    labels = client.labels(sent.dataset_id)
    received: list[tuple[CocoDocument, str | None]] = []
    written: list[Path] = []
    for aside in sent.sidecar.documents:
        samples = client.samples(sent.dataset_id, truth, groups=[aside.group] if aside.group else [])
        path = folder / "annotations" / aside.name
        document = receive_document(samples, labels, aside, path)
        write_coco(document, path)
        received.append((document, aside.group))
        written.append(path)
    arrow = folder / f"{source.name}.arrow"
    rows = write_edf(documents_to_table(received), arrow)
    say(f"   wrote {', '.join(path.name for path in written)} and {arrow.name} ({rows} rows)")
    for original, path in zip(source.documents, written, strict=True):
        outcome.comparisons.append(verify_document(original, path))
        outcome.comparisons.append(verify_arrow(original, arrow, folder / "arrow-to-coco.json"))
    _export_detections(client, sent, source, folder, outcome)
    return [document for document, _ in received]


def _export_detections(client: Client, sent: Sent, source: Source, folder: Path, outcome: Outcome) -> None:
    for document, aside in zip(source.documents, sent.sidecar.documents, strict=True):
        for name, expected in document.detections.items():
            samples = client.samples(sent.dataset_id, sent.annotation_sets[name])
            reader = Reader(folder)
            found = [
                annotation
                for sample in in_order(samples, aside)
                for annotation in received_annotations(
                    sample, aside.images[sample.image_name or ""].id, sent.sidecar.detections[name], reader
                )
            ]
            path = folder / "annotations" / f"{name}.json"
            write_results(found, path)
            say(f"   wrote {path.name}: {len(found)} detections of the annotation set {name!r}")
            outcome.comparisons.append(verify_detections(expected, path, document.document.images))
