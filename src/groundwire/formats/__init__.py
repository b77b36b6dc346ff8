"""Dataset files without a network: Arrow tables, COCO documents, masks, drawings and comparisons."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire.formats._arrow import ArrowTable, DataFrame
    from groundwire.formats.coco import CocoAnnotation, CocoCategory, CocoDocument, CocoImage, Rle
    from groundwire.formats.coco_discover import CocoDataset, CocoPart, CocoPlan, discover_coco, load_coco
    from groundwire.formats.coco_edf import arrow_to_coco, coco_to_arrow
    from groundwire.formats.coco_read import read_coco, read_results
    from groundwire.formats.coco_write import write_coco
    from groundwire.formats.compare import Comparison, compare_coco
    from groundwire.formats.draw import contact_sheet, draw_annotations
    from groundwire.formats.edf import read_dataset_metadata, read_edf, write_edf
    from groundwire.formats.edf_metadata import DatasetMetadata, DatasetMetadataError
    from groundwire.formats.images import ImageHeader, image_header
    from groundwire.formats.masks import decode_mask_png, encode_mask_png, mask_to_rings, rings_to_mask
    from groundwire.formats.samples import SampleRows, samples_to_table, table_to_pandas, table_to_polars

_HOME = {
    "ArrowTable": "_arrow",
    "CocoAnnotation": "coco",
    "CocoCategory": "coco",
    "CocoDataset": "coco_discover",
    "CocoDocument": "coco",
    "CocoImage": "coco",
    "CocoPart": "coco_discover",
    "CocoPlan": "coco_discover",
    "Comparison": "compare",
    "DataFrame": "_arrow",
    "DatasetMetadata": "edf_metadata",
    "DatasetMetadataError": "edf_metadata",
    "ImageHeader": "images",
    "Rle": "coco",
    "SampleRows": "samples",
    "arrow_to_coco": "coco_edf",
    "coco_to_arrow": "coco_edf",
    "compare_coco": "compare",
    "contact_sheet": "draw",
    "decode_mask_png": "masks",
    "discover_coco": "coco_discover",
    "draw_annotations": "draw",
    "encode_mask_png": "masks",
    "image_header": "images",
    "load_coco": "coco_discover",
    "mask_to_rings": "masks",
    "read_coco": "coco_read",
    "read_dataset_metadata": "edf",
    "read_edf": "edf",
    "read_results": "coco_read",
    "rings_to_mask": "masks",
    "samples_to_table": "samples",
    "table_to_pandas": "samples",
    "table_to_polars": "samples",
    "write_coco": "coco_write",
    "write_edf": "edf",
}

__all__ = [  # names resolve lazily through _HOME; a test compares the two
    "ArrowTable",
    "CocoAnnotation",
    "CocoCategory",
    "CocoDataset",
    "CocoDocument",
    "CocoImage",
    "CocoPart",
    "CocoPlan",
    "Comparison",
    "DataFrame",
    "DatasetMetadata",
    "DatasetMetadataError",
    "ImageHeader",
    "Rle",
    "SampleRows",
    "arrow_to_coco",
    "coco_to_arrow",
    "compare_coco",
    "contact_sheet",
    "decode_mask_png",
    "discover_coco",
    "draw_annotations",
    "encode_mask_png",
    "image_header",
    "load_coco",
    "mask_to_rings",
    "read_coco",
    "read_dataset_metadata",
    "read_edf",
    "read_results",
    "rings_to_mask",
    "samples_to_table",
    "table_to_pandas",
    "table_to_polars",
    "write_coco",
    "write_edf",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
