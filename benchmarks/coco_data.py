"""A COCO document with the statistics of train2017: made of a fixed seed, the same on every machine."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from groundwire.formats.masks import mask_to_counts
from groundwire.formats.raster import polygons_to_mask

CATEGORIES = 80
RLE_SHARE = 0.01


def coco_document(images: int = 20_000, annotations: int = 150_000, seed: int = 7) -> bytes:
    """Return the JSON text: polygons of two decimals, one object in a hundred as run lengths."""
    random = np.random.default_rng(seed)
    widths = random.choice([640, 480, 500, 612], images)
    heights = random.choice([480, 640, 375, 426], images)
    of_image = random.integers(0, images, annotations)
    sizes = random.lognormal(4.0, 1.0, (annotations, 2)).clip(4, 300).round(2)
    points = random.geometric(1 / 20, annotations) + 3
    parts = random.choice([1, 2, 3], annotations, p=[0.9, 0.07, 0.03])
    found = [
        _annotation(
            random,
            (int(widths[of_image[n]]), int(heights[of_image[n]])),
            sizes[n],
            [int(points[n])] * int(parts[n]),
        )
        | {"image_id": int(of_image[n]) * 7, "id": n + 1}
        for n in range(annotations)
    ]
    value = {
        "info": {"description": "synthetic", "year": 2017},
        "licenses": [{"id": 1, "name": "none", "url": ""}],
        "images": [
            {
                "license": 1,
                "file_name": f"{n * 7:012d}.jpg",
                "coco_url": f"http://images.example.org/train2017/{n * 7:012d}.jpg",
                "height": int(heights[n]),
                "width": int(widths[n]),
                "date_captured": "2013-11-14 11:18:45",
                "id": n * 7,
            }
            for n in range(images)
        ],
        "annotations": found,
        "categories": [
            {"supercategory": f"group {n // 8}", "id": n + 1, "name": f"class {n}"} for n in range(CATEGORIES)
        ],
    }
    return msgspec.json.encode(value)


def _annotation(
    random: np.random.Generator,
    extent: tuple[int, int],
    size: np.ndarray[Any, Any],
    points: list[int],
) -> dict[str, Any]:
    width, height = extent
    box = np.minimum(size, (width - 2, height - 2))
    corner = (random.random(2) * (np.array(extent) - box)).round(2)
    rings = [_ring(random, corner, box, count) for count in points]
    is_rle = random.random() < RLE_SHARE
    segmentation: Any = rings
    if is_rle:
        counts = mask_to_counts(polygons_to_mask(rings, width, height))
        segmentation = {"counts": counts, "size": [height, width]}
    return {
        "segmentation": segmentation,
        "area": float(random.random() * box[0] * box[1]),
        "iscrowd": int(is_rle),
        "bbox": [float(v) for v in (*corner, *box.round(2))],
        "category_id": int(random.integers(CATEGORIES)) + 1,
    }


def _ring(
    random: np.random.Generator, corner: np.ndarray[Any, Any], box: np.ndarray[Any, Any], count: int
) -> list[float]:
    angles = np.sort(random.random(count)) * 2 * np.pi
    radius = 0.5 + 0.5 * random.random(count)
    unit = 0.5 + 0.5 * radius[:, None] * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    flat: list[float] = (corner + unit * box).round(2).ravel().tolist()
    return flat
