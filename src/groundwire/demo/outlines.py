"""Objects found in the photographs of scikit-image by classical means: thresholds, edges, watersheds."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Mask: TypeAlias = NDArray[np.bool_]
    Pixels: TypeAlias = NDArray[np.uint8]

Form = Literal["polygon", "runs", "compressed runs"]


@dataclass(frozen=True, slots=True)
class Found:
    """One object of a photograph.

    Attributes:
        category: What it is.
        mask: Its pixels, ``(height, width)``.
        form: How the COCO file writes it.
        crowd: Whether it stands for many objects.
    """

    category: str
    mask: Mask
    form: Form = "polygon"
    crowd: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """One photograph of the package, its split, and how its objects are found."""

    name: str
    split: Literal["train", "val"]
    find: Callable[[Pixels], Iterator[Found]]


def _skimage(module: str) -> Any:
    return importlib.import_module(f"skimage.{module}")  # ships no type information


def _grey(pixels: Pixels) -> NDArray[np.float64]:
    if pixels.ndim == 2:
        return pixels / 255.0
    found: NDArray[np.float64] = _skimage("color").rgb2gray(pixels[..., :3])
    return found


def _smooth(values: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    found: NDArray[np.float64] = _skimage("filters").gaussian(values, sigma)
    return found


def _otsu(values: NDArray[np.float64]) -> float:
    return float(_skimage("filters").threshold_otsu(values))


def _pieces(mask: Mask, smallest: int) -> list[Mask]:
    """Return the connected pieces of at least ``smallest`` pixels, largest first."""
    labels: NDArray[np.int64] = _skimage("measure").label(mask)
    sizes = np.bincount(labels.ravel())
    numbers = [number for number in np.argsort(-sizes, kind="stable").tolist() if number > 0]
    return [labels == number for number in numbers if sizes[number] >= smallest]


def _filled(mask: Mask) -> Mask:
    """Close the holes of a mask: the background is what connects to the border."""
    outside: NDArray[np.int64] = _skimage("measure").label(
        np.pad(~mask, 1, constant_values=True), connectivity=1
    )
    found: Mask = (outside != outside[0, 0])[1:-1, 1:-1]
    return found


def _coins(pixels: Pixels) -> Iterator[Found]:
    grey = _grey(pixels)
    markers = np.zeros(grey.shape, dtype=np.int64)
    markers[grey < 30 / 255] = 1
    markers[grey > 150 / 255] = 2
    regions = _skimage("segmentation").watershed(_skimage("filters").sobel(grey), markers)
    for coin in _pieces(_filled(regions == 2), 300):
        yield Found("coin", coin)


def _galaxies(pixels: Pixels) -> Iterator[Found]:
    for galaxy in _pieces(_smooth(_grey(pixels), 2) > 0.3, 250):
        yield Found("galaxy", _filled(galaxy))


def _retina(pixels: Pixels) -> Iterator[Found]:
    grey = _grey(pixels)
    field = _pieces(_filled(_smooth(grey, 3) > 0.06), 1)[0]
    bright = _smooth(grey, 12)
    disc = _pieces(bright > np.percentile(bright[field], 98.6), 1)[0]
    yield Found("retina", field & ~disc, "compressed runs")
    yield Found("optic disc", disc)


def _tissue(pixels: Pixels) -> Iterator[Found]:
    stain = _smooth(_skimage("color").rgb2hed(pixels)[..., 2], 1.5)
    masses = _pieces(stain > _otsu(stain), 400)
    yield Found("cell", np.logical_or.reduce(masses), "compressed runs", crowd=True)


def _person(pixels: Pixels) -> Iterator[Found]:
    yield Found("person", _pieces(_filled(_smooth(_grey(pixels), 2) < 60 / 255), 1500)[0])


def _cell(pixels: Pixels) -> Iterator[Found]:
    bright = _smooth(_grey(pixels), 3)
    for cell in _pieces(bright > _otsu(bright), 500):
        yield Found("cell", cell)


def _cup(pixels: Pixels) -> Iterator[Found]:
    colours = _skimage("color").rgb2hsv(pixels)
    pale = (colours[..., 1] < 0.35) & (_grey(pixels) > 0.45)
    closed = _skimage("morphology").closing(pale, np.ones((5, 5), dtype=np.bool_))
    thick = _skimage("morphology").opening(closed, np.ones((9, 9), dtype=np.bool_))
    yield Found("cup", _pieces(thick, 1500)[0], "runs")


def _horse(pixels: Pixels) -> Iterator[Found]:
    yield Found("horse", _pieces(pixels[..., 0] < 128, 500)[0], "runs")


def _rocket(pixels: Pixels) -> Iterator[Found]:
    upright = np.ones((15, 3), dtype=np.bool_)
    opened = _skimage("morphology").opening(_grey(pixels) > 0.5, upright)
    tallest = max(_pieces(opened, 80), key=lambda piece: int(np.ptp(np.flatnonzero(piece.any(axis=1)))))
    yield Found("rocket", tallest)


def _nothing(_: Pixels) -> Iterator[Found]:
    yield from ()


PHOTOS = (
    Photo("coins.png", "train", _coins),
    Photo("hubble_deep_field.jpg", "train", _galaxies),
    Photo("retina.jpg", "train", _retina),
    Photo("ihc.png", "train", _tissue),
    Photo("brick.png", "train", _nothing),
    Photo("camera.png", "val", _person),
    Photo("rocket.jpg", "val", _rocket),
    Photo("cell.png", "val", _cell),
    Photo("coffee.png", "val", _cup),
    Photo("horse.png", "val", _horse),
)
