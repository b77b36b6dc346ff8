"""Dataset files without a network: Arrow tables, COCO documents, masks, drawings and comparisons."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from groundwire._core.errors import MissingDependencyError

if TYPE_CHECKING:
    from groundwire.formats._arrow import ArrowTable, DataFrame
    from groundwire.formats.ade20k import ade20k_to_arrow
    from groundwire.formats.coco import CocoAnnotation, CocoCategory, CocoDocument, CocoImage, Rle
    from groundwire.formats.coco_discover import CocoDataset, CocoPart, CocoPlan, discover_coco, load_coco
    from groundwire.formats.coco_edf import arrow_to_coco, coco_to_arrow
    from groundwire.formats.coco_read import read_coco, read_results
    from groundwire.formats.coco_write import write_coco
    from groundwire.formats.compare import Comparison, compare_coco
    from groundwire.formats.draw import contact_sheet, draw_annotations
    from groundwire.formats.edf import migrate_edf, read_dataset_metadata, read_edf, write_edf
    from groundwire.formats.edf_checks import Fault
    from groundwire.formats.edf_metadata import DatasetMetadata, DatasetMetadataError
    from groundwire.formats.edf_validate import validate_edf
    from groundwire.formats.generate import generate_arrow
    from groundwire.formats.images import ImageHeader, image_header
    from groundwire.formats.masks import decode_mask_png, encode_mask_png, mask_to_rings, rings_to_mask
    from groundwire.formats.samples import SampleRows, samples_to_table, table_to_pandas, table_to_polars
    from groundwire.formats.snapshot import validate_snapshot
    from groundwire.formats.snapshot_source import SnapshotFault
    from groundwire.formats.visdrone import visdrone_to_arrow

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
    "Fault": "edf_checks",
    "ImageHeader": "images",
    "Rle": "coco",
    "SampleRows": "samples",
    "SnapshotFault": "snapshot_source",
    "ade20k_to_arrow": "ade20k",
    "arrow_to_coco": "coco_edf",
    "coco_to_arrow": "coco_edf",
    "compare_coco": "compare",
    "contact_sheet": "draw",
    "decode_mask_png": "masks",
    "discover_coco": "coco_discover",
    "draw_annotations": "draw",
    "encode_mask_png": "masks",
    "generate_arrow": "generate",
    "image_header": "images",
    "load_coco": "coco_discover",
    "mask_to_rings": "masks",
    "migrate_edf": "edf",
    "read_coco": "coco_read",
    "read_dataset_metadata": "edf",
    "read_edf": "edf",
    "read_results": "coco_read",
    "rings_to_mask": "masks",
    "samples_to_table": "samples",
    "table_to_pandas": "samples",
    "table_to_polars": "samples",
    "validate_edf": "edf_validate",
    "validate_snapshot": "snapshot",
    "visdrone_to_arrow": "visdrone",
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
    "Fault",
    "ImageHeader",
    "Rle",
    "SampleRows",
    "SnapshotFault",
    "ade20k_to_arrow",
    "arrow_to_coco",
    "coco_to_arrow",
    "compare_coco",
    "contact_sheet",
    "decode_mask_png",
    "discover_coco",
    "draw_annotations",
    "encode_mask_png",
    "generate_arrow",
    "image_header",
    "load_coco",
    "mask_to_rings",
    "migrate_edf",
    "read_coco",
    "read_dataset_metadata",
    "read_edf",
    "read_results",
    "rings_to_mask",
    "samples_to_table",
    "table_to_pandas",
    "table_to_polars",
    "validate_edf",
    "validate_snapshot",
    "visdrone_to_arrow",
    "write_coco",
    "write_edf",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        module = importlib.import_module(f"{__name__}.{home}")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("groundwire"):
            raise
        raise MissingDependencyError(
            f"The package {error.name!r} is needed here and is not installed.",
            hint="pip install 'groundwire[formats]'",
        ) from error
    value = getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
