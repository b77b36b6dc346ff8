"""Polygons in every form the server sends (studio.md 2A)."""

from __future__ import annotations

import copy
import pickle

import pytest

from groundwire.studio import Polygon
from groundwire.studio._polygon import read_rings

TRIANGLE = [(0.1, 0.2), (0.3, 0.2), (0.3, 0.4)]


@pytest.mark.parametrize(
    "text",
    [
        b"[[[0.1,0.2],[0.3,0.2],[0.3,0.4]]]",
        b"[[0.1,0.2,0.3,0.2,0.3,0.4]]",
        b'{"rings":[[[0.1,0.2],[0.3,0.2],[0.3,0.4]]]}',
        b'{"polygon":[[0.1,0.2,0.3,0.2,0.3,0.4]]}',
        b"[[[0.1,0.2],null,[0.3,0.2],[0.3,0.4],[1],[null,2]]]",
        b"[[[0.1,0.2],[0.3,0.2],[0.3,0.4]],[[1,1],[0,0]]]",
    ],
)
def test_every_form_reads_as_rings_of_points(text):
    assert read_rings(text) == [TRIANGLE]


@pytest.mark.parametrize("text", [b'"text"', b"null", b"3", b"[]", b'{"x":1}'])
def test_other_values_have_no_rings(text):
    assert read_rings(text) == []


def test_polygon_keeps_what_it_is_given_in_double_precision():
    polygon = Polygon([[(0.1, 0.2), (1, 0)]])
    assert polygon.rings == [[(0.1, 0.2), (1.0, 0.0)]]
    assert polygon == pickle.loads(pickle.dumps(polygon)) == copy.deepcopy(polygon)
    assert hash(polygon) == hash(Polygon([[(0.1, 0.2), (1, 0)]]))
    assert polygon != Polygon([])
    assert polygon != "text"
