"""Converters of dataset files, with their documented signatures; `groundwire.formats` offers more options."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback


def coco_to_arrow(
    coco_path: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    include_masks: bool = True,
    group: str | None = None,
    progress: ProgressCallback | None = None,
    images_dir: str | os.PathLike[str] | None = None,
    link_images: bool = False,
    rle_to_polygon: bool = False,
) -> int:
    """Convert a COCO file, folder or ZIP archive to one dataset file with the columns of the format only.

    `groundwire.formats.coco_to_arrow` also keeps what the format has no column for. It needs the extra
    ``formats``, like all converters.

    Args:
        coco_path: COCO file, folder or ZIP archive.
        output_path: Arrow or Parquet file, by its name; replaced if it exists.
        include_masks: False leaves out polygons and masks.
        group: Group of every row; otherwise the split of each document.
        progress: Called with converted images and their total.
        images_dir: Copy the images from this folder into the one beside the output that has its stem.
        link_images: Link the images instead of copying.
        rle_to_polygon: Store run lengths as outlines instead of as masks.

    Returns:
        The number of rows: annotations plus images without any.

    Raises:
        FormatError: The input cannot be read.
        FileNotFoundError: There is no such file or folder.
        MissingDependencyError: The extra ``formats`` is not installed.
    """
    from groundwire.formats import coco_to_arrow as convert

    return convert(
        coco_path,
        output_path,
        include_masks,
        group,
        progress,
        images_dir,
        link_images,
        rle_to_polygon,
        plain=True,
    )


def visdrone_to_arrow(
    split_dirs: Sequence[str | os.PathLike[str]],
    output_path: str | os.PathLike[str],
    group: str | None = None,
    progress: ProgressCallback | None = None,
    stage_images: bool = False,
    link_images: bool = False,
    keep_ignored: bool = False,
) -> int:
    """Convert VisDrone splits to one dataset file and return its rows; see `groundwire.formats`.

    Args:
        split_dirs: Folders of splits, of images or of videos.
        output_path: Arrow or Parquet file, by its name; replaced if it exists.
        group: Group of every row; otherwise it is in the name of each folder.
        progress: Called with converted images and their total.
        stage_images: Copy the images into the folder beside the output that has its stem.
        link_images: Link the images instead of copying.
        keep_ignored: Keep ignored regions and other objects, as flagged rows.

    Raises:
        FormatError: The input cannot be read.
        MissingDependencyError: The extra ``formats`` is not installed.
    """
    from groundwire.formats import visdrone_to_arrow as convert

    return convert(split_dirs, output_path, group, progress, stage_images, link_images, keep_ignored)


def ade20k_to_arrow(
    root: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    group: str | None = None,
    progress: ProgressCallback | None = None,
    stage_images: bool = False,
    link_images: bool = False,
) -> int:
    """Convert ADE20K to one dataset file of label maps and return its rows; see `groundwire.formats`.

    Args:
        root: Folder of the dataset.
        output_path: Arrow or Parquet file, by its name; replaced if it exists.
        group: Only ``train`` or ``val``.
        progress: Called with converted images and their total.
        stage_images: Copy the images into the folder beside the output that has its stem.
        link_images: Link the images instead of copying.

    Raises:
        FormatError: The input cannot be read.
        MissingDependencyError: The extra ``formats`` is not installed.
    """
    from groundwire.formats import ade20k_to_arrow as convert

    return convert(root, output_path, group, progress, stage_images, link_images)


def arrow_to_coco(
    arrow_path: str | os.PathLike[str],
    output_path: str | os.PathLike[str],
    include_masks: bool = True,
    groups: Sequence[str] = [],
    progress: ProgressCallback | None = None,
) -> int:
    """Convert a dataset file to one COCO document and return its annotations; see `groundwire.formats`.

    Args:
        arrow_path: Arrow or Parquet file of any schema version.
        output_path: COCO file; replaced if it exists.
        include_masks: False leaves out polygons and masks.
        groups: Only rows of these groups; empty for all.
        progress: Called with converted rows and their total.

    Raises:
        FormatError: Not a dataset file, or an annotated image has no size.
        MissingDependencyError: The extra ``formats`` is not installed.
    """
    from groundwire.formats import arrow_to_coco as convert

    return convert(arrow_path, output_path, include_masks, groups, progress)
