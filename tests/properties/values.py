"""Values that the protocol allows, the odd ones often."""

from __future__ import annotations

import math
import struct
from typing import Any

from hypothesis import strategies as st

from groundwire import studio

ODD_TEXTS = [
    "\u202eesrever",  # right to left
    "שלום עולם",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "e\u0301 is not \u00e9",
    "\ufeffmark",
    "\u2028line\u2029paragraph",
    "\x01\x1f\x7f",
    "\ufffe\uffff\U0010ffff",
    'quote " back\\slash / \b\f\n\r\t',
    "'; DROP TABLE samples; --",
    "{{7*7}}${HOME}%s%n",
    "../../etc/passwd",
    "CON",
    " leading and trailing ",
    "null",
    "0",
]
EXTREMES = [0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]
EXTREMES += [
    -1.7976931348623157e308,
    0.1,
    1 / 3,
    math.pi,
    1e-300,
    2.0**53 + 2,
    16777217.0,
    123456789.987654321,
]

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
texts |= st.sampled_from(ODD_TEXTS) | st.just("")
names = texts.filter(bool) | st.sampled_from(["n" * 255, "ß" * 255, "🐻" * 255])
descriptions = texts | st.just("long " * 2_000)
reals = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(EXTREMES)
scores = st.none() | reals
integers = st.integers(-(2**63), 2**63 - 1) | st.sampled_from([0, -1, 2**31, 2**53 + 1, -(2**63), 2**63 - 1])
parameters = st.recursive(
    st.booleans() | integers | reals | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=25,
)


def deep(levels: int) -> Any:
    """Return lists and objects in one another."""
    value: Any = []
    for level in range(levels):
        value = [value] if level % 2 else {"in": value}
    return value


members = st.dictionaries(texts, parameters, max_size=5) | st.just({"deep": deep(150)}) | st.just({})
points = st.tuples(reals, reals)
polygons = st.lists(st.lists(points, min_size=3, max_size=5), min_size=1, max_size=3).map(studio.Polygon)
grades = st.none() | st.integers(0, 5)
flags = st.none() | st.booleans()


@st.composite
def annotations(draw: st.DrawFn, labels: dict[str, int | None]) -> studio.Annotation:
    """Make an annotation with any of the members an annotation can have."""
    made = studio.Annotation()
    if labels and draw(st.booleans()):
        made.set_label(draw(st.sampled_from(sorted(labels))))
        made.set_label_index(labels[made.label or ""])
    made.set_object_id(draw(st.none() | texts.filter(bool)))
    if draw(st.booleans()):
        made.set_box2d(studio.Box2d(*[draw(reals) for _ in range(4)]))
    if draw(st.booleans()):
        made.set_box3d(studio.Box3d(*[draw(reals) for _ in range(6)]))
    made.set_polygon(draw(st.none() | polygons))
    for name in ("box2d", "box3d", "polygon", "mask"):
        getattr(made, f"set_{name}_score")(draw(scores))
    made.set_ignore(draw(flags))
    made.set_exclude(draw(flags))
    made.set_category_frequency(draw(st.none() | st.sampled_from("frc") | texts))
    made.truncation, made.occlusion = draw(grades), draw(grades)
    return made


@st.composite
def samples(draw: st.DrawFn, kind: type[Any], labels: dict[str, int | None]) -> Any:
    """Make a sample without files with any of the members a sample can have."""
    made = kind()
    for name, values in {
        "image_name": texts.filter(bool),
        "group": names,
        "sequence_name": texts,
        "sequence_uuid": texts,
        "sequence_description": descriptions,
        "frame_number": st.integers(0, 2**31 - 1),
        "location": st.builds(studio.GpsData, st.floats(-90, 90), st.floats(-180, 180)),
        "pose": st.builds(studio.ImuData, st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180)),
    }.items():
        getattr(made, f"set_{name}")(draw(st.none() | values))
    if draw(st.booleans()):
        made.set_size(draw(st.integers(0, 2**32 - 1)), draw(st.integers(0, 2**32 - 1)))
    for one in draw(st.lists(annotations(labels), max_size=3)):
        made.add_annotation(one)
    return made


def bits(value: Any) -> Any:
    """Return what distinguishes -0.0 from 0.0, 1 from 1.0 and True, and nothing else."""
    if isinstance(value, float):
        return ("float", struct.pack(">d", value))
    if isinstance(value, bool | int | str) or value is None:
        return (type(value).__name__, value)
    if isinstance(value, dict):
        return {key: bits(item) for key, item in value.items()}
    return [bits(item) for item in value]
