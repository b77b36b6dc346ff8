"""A second process changes nothing but the time; large inputs change nothing but the batches."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import edgefirst_client
import msgspec
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.formats import (
    _second,
    arrow_to_coco,
    coco_edf,
    coco_records,
    coco_to_arrow,
    coco_to_edf,
    read_edf,
)
from groundwire.formats.coco_records import places, slices


def document(images: int = 900, annotations: int = 6_000) -> dict[str, Any]:
    """Make a document in which every kind of record occurs, in no order, with odd ones among them."""
    draw = random.Random(3)
    found: list[dict[str, Any]] = []
    for number in range(annotations):
        x, y = draw.randrange(80), draw.randrange(40)
        rings: Any = [[x, y, x + 9.25, y, x + 9, y + 5, x, y + 5.5]]
        if number % 50 == 0:
            rings = {"size": [50, 100], "counts": [x * 50 + y, 3, 5000 - x * 50 - y - 3]}
        found.append(
            {
                "id": number + 1,
                "image_id": draw.randrange(images) * 3,
                "category_id": draw.randrange(5),
                "bbox": [x, y, 9.25, 5.5],
                "segmentation": rings,
                "area": draw.random() * 50,
                "iscrowd": int(number % 50 == 0),
            }
        )
    found[7]["image_id"] = 1  # nobody has that one
    found[8] |= {"attributes": {"parts": [{"id": 1}, {"id": 2}], "text": '},{"id":'}}
    found[9]["segmentation"] = {"size": [50, 100], "counts": [1, 2]}
    shown = [{"id": 3 * n, "file_name": f"d/{n}.jpg", "width": 100, "height": 50} for n in range(images + 4)]
    classes = [{"id": n, "name": f"class {n}", "supercategory": "x"} for n in range(6)]
    return {"info": {"year": 2017}, "images": shown, "annotations": found, "categories": classes}


def put(path: Path, value: object, **options: Any) -> Path:
    path.write_text(json.dumps(value, **options))
    return path


def ignore(_: object) -> None:
    return None


@pytest.mark.parametrize("plain", [True, False])
def test_both_ways_give_the_same_bytes_with_one_process_and_with_two(plain: bool, tmp_path: Path) -> None:
    source = put(tmp_path / "in.json", document())
    for count in (1, 2):
        arrow, back = tmp_path / f"{count}.arrow", tmp_path / f"{count}.json"
        coco_to_arrow(source, arrow, plain=plain, processes=count, on_issue=ignore)
        arrow_to_coco(arrow, back, processes=count, on_issue=ignore)
    assert (tmp_path / "1.arrow").read_bytes() == (tmp_path / "2.arrow").read_bytes()
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("1.arrow", "1.json", "2.arrow", "2.json", "in.json")
    ]


@pytest.mark.parametrize("program", ["", "/nothing/here", "/bin/false"])
def test_without_a_second_process_the_first_does_everything(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put(tmp_path / "in.json", document())
    coco_to_arrow(source, tmp_path / "1.arrow", processes=1, on_issue=ignore)
    monkeypatch.setattr(sys, "executable", program)
    coco_to_arrow(source, tmp_path / "2.arrow", processes=2, on_issue=ignore)
    assert (tmp_path / "1.arrow").read_bytes() == (tmp_path / "2.arrow").read_bytes()


def test_an_error_is_the_same_whoever_met_it(tmp_path: Path) -> None:
    rows = {"name": ["a"] * 6_000, "label": ["x"] * 6_000, "box2d": [[0.5, 0.5, 0.5, 0.5]] * 6_000}
    table = pa.table({**rows, "box2d": pa.array(rows["box2d"], pa.list_(pa.float32(), 4))})
    with pa.OSFile(str(tmp_path / "in.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    for count in (1, 2):
        with pytest.raises(FormatError, match="size"):
            arrow_to_coco(tmp_path / "in.arrow", tmp_path / "out.json", processes=count)
    assert [path.name for path in tmp_path.iterdir()] == ["in.arrow"]


def test_what_a_callback_raises_ends_everything(tmp_path: Path) -> None:
    source = put(tmp_path / "in.json", document())

    def refuse(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        coco_to_arrow(source, tmp_path / "out.arrow", progress=refuse, processes=2, on_issue=ignore)
    assert [path.name for path in tmp_path.iterdir()] == ["in.json"]


def test_the_number_of_processes_is_checked(tmp_path: Path) -> None:
    source = put(tmp_path / "in.json", document())
    with pytest.raises(InvalidArgumentError, match="expected 1 or 2, found 3"):
        coco_to_arrow(source, tmp_path / "out.arrow", processes=3)


PARENT = """
import sys, time
from pathlib import Path
from groundwire.formats._second import second_beside
with second_beside(Path(sys.argv[1]), "coco_to_edf") as second:
    print(second._process.pid, flush=True)
    sys.stdin.read()
"""


def test_it_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "out.arrow")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with parent:
        assert parent.stdout is not None
        number = int(parent.stdout.readline())
        os.kill(number, 0)
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 60
    while is_running(number) or list(tmp_path.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.05)


def is_running(number: int) -> bool:
    """Tell whether a process does anything; one that ended may wait for its parent to take note."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("kind", ["arrow", "parquet"])
def test_large_inputs_are_written_in_several_batches(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = document()
    source = put(tmp_path / "in.json", value)
    coco_to_arrow(source, tmp_path / f"one.{kind}", on_issue=ignore)
    monkeypatch.setattr(coco_edf, "ONE_BATCH", 1_000)
    monkeypatch.setattr(coco_to_edf, "ONE_BATCH", 1_000)
    monkeypatch.setattr(coco_to_edf, "LARGE_CHUNK", 700)
    seen: list[tuple[int, int]] = []
    rows = coco_to_arrow(
        *(source, tmp_path / f"many.{kind}"),
        progress=lambda done, total: seen.append((done, total)),
        processes=2,
        on_issue=ignore,
    )
    one, many = (read_edf(tmp_path / f"{name}.{kind}") for name in ("one", "many"))
    assert many.to_pylist() == one.to_pylist()
    assert (many.schema, many.schema.metadata) == (one.schema, one.schema.metadata)
    assert rows == many.num_rows
    assert seen[-1] == (904, 904)
    arrow_to_coco(tmp_path / f"many.{kind}", tmp_path / "back.json", on_issue=ignore)
    back = json.loads((tmp_path / "back.json").read_text())
    assert sorted(back["annotations"], key=lambda item: item["id"]) == value["annotations"]
    assert (
        edgefirst_client.arrow_to_coco(str(tmp_path / f"many.{kind}"), str(tmp_path / "theirs.json")) == 5_999
    )


NAMES = st.text(alphabet='ab"\\},{[]: \n', max_size=6)
VALUES = st.recursive(
    st.none() | st.integers() | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(NAMES, VALUES, max_size=3) | VALUES, max_size=12),
    st.sampled_from([None, 1]),
    st.integers(8, 60),
)
def test_items_are_found_wherever_the_text_is_cut(items: list[Any], indent: int | None, window: int) -> None:
    text = json.dumps(items, indent=indent).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coco_records, "WINDOW", window)
        found: list[Any] = []
        for start, part, raw in slices(text, 1, len(text) - 1):
            begins, ends = places(part, raw)
            found += [
                msgspec.json.decode(text[start + begin : start + end])
                for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
            ]
    assert found == items


def test_results_come_in_the_order_of_their_tasks() -> None:
    late = iter([(2, lambda: "c"), (0, lambda: "a"), (1, lambda: "b")])
    assert list(_second.in_order(late)) == ["a", "b", "c"]
