"""What the server holds before the clock starts: small pictures, and samples with boxes."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

SEED = 7


def pictures(folder: Path, count: int, size: int) -> None:
    """Write ``count`` different JPEG files of about ``size`` bytes."""
    import numpy as np
    from PIL import Image

    noise = np.random.default_rng(SEED).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, "JPEG", quality=75)
    body = buffer.getvalue()
    folder.mkdir(parents=True)
    for index in range(count):
        tail = index.to_bytes(4, "big") * max(1, (size - len(body)) // 4)
        (folder / f"picture_{index:05}.jpg").write_bytes(body + tail)


def with_pictures(client: Any, studio: Any, project: str, folder: Path) -> str:
    """Create a dataset that holds every file of a folder and return its id."""
    dataset = client.create_dataset(project, "pictures")
    annotations = client.create_annotation_set(dataset, "annotations")
    samples = []
    for path in sorted(folder.iterdir()):
        sample = studio.Sample()
        sample.set_image_name(path.name)
        sample.add_file(studio.SampleFile("image", str(path)))
        samples.append(sample)
    client.populate_samples(dataset, annotations, samples)
    return str(dataset)


def with_boxes(client: Any, studio: Any, project: str, count: int, boxes: int) -> tuple[str, str]:
    """Create a dataset of ``count`` samples with ``boxes`` boxes each; return dataset and annotation set."""
    draw = random.Random(SEED)
    dataset = client.create_dataset(project, "boxes")
    annotations = client.create_annotation_set(dataset, "annotations")
    samples = []
    for index in range(count):
        sample = studio.Sample()
        sample.set_image_name(f"frame_{index:06}.jpg")
        for _ in range(boxes):
            annotation = studio.Annotation()
            annotation.set_label(draw.choice(["car", "person", "bicycle", "truck"]))
            annotation.set_box2d(studio.Box2d(*(draw.random() / 2 for _ in range(4))))
            sample.add_annotation(annotation)
        samples.append(sample)
    client.populate_samples(dataset, annotations, samples)
    return str(dataset), str(annotations)
