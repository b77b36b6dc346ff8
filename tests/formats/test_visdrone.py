"""VisDrone splits, converted by us and by the released converter."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import edgefirst_client
import pyarrow as pa
import pytest
from PIL import Image

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.formats import arrow_to_coco, read_dataset_metadata, read_edf, visdrone_to_arrow

if TYPE_CHECKING:
    from pathlib import Path

BOXES = (
    "10,5,20,10,1,4,1,2\n  30 , 5,20,10,1,10,0,0,,\r\n\n0,0,5,5,0,0,0,0\n1,1,5,5,0,11,0,1\n3,3,4,4,0,1,0,0\n"
)


def image(path: Path, size: tuple[int, int] = (100, 50), colour: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", size, colour).save(path, "JPEG")


def pictures(root: Path) -> Path:
    """Make a split of images: one with boxes, one with none left, one without annotation file."""
    split = root / "VisDrone2019-DET-train"
    for name in ("b", "a", "B", "c"):
        image(split / "images" / f"{name}.jpg", (100, 50 if name != "b" else 40), ord(name))
    (split / "annotations").mkdir()
    (split / "annotations" / "a.txt").write_text(BOXES)
    (split / "annotations" / "b.txt").write_text("95,45,20,20,1,1,0,0\n5,1,0,10,1,2,0,0\n")
    (split / "annotations" / "B.txt").write_text("0,0,5,5,0,0,0,0\n")
    (split / "annotations" / "lonely.txt").write_text(BOXES)
    return split


def video(root: Path) -> Path:
    """Make a split of two sequences: one with a row for a missing frame, one without annotations."""
    split = root / "VisDrone2019-VID-val"
    for number in (1, 2, 3, 11):
        image(split / "sequences" / "uav_v" / f"{number:07d}.jpg", colour=number)
    image(split / "sequences" / "uav_v" / "cover.jpg")
    image(split / "sequences" / "silent" / "0000001.jpg")
    (split / "annotations").mkdir()
    rows = ["2,1,12,5,20,10,1,4,1,1", "1,1,10,5,20,10,1,4,0,1", "9,3,1,1,3,3,1,1,0,0", "1,0,0,0,5,5,0,0,0,0"]
    (split / "annotations" / "uav_v.txt").write_text("\n".join(rows))
    return split


def stored(path: Path) -> Any:
    with pa.ipc.open_file(path) as reader:
        return reader.read_all()


def test_the_signature_is_the_documented_one() -> None:
    names = [
        "split_dirs", "output_path", "group", "progress", "stage_images", "link_images", "keep_ignored"
    ]  # fmt: skip
    assert list(inspect.signature(visdrone_to_arrow).parameters)[: len(names)] == names


@pytest.mark.parametrize("keep_ignored", [False, True])
@pytest.mark.parametrize("group", [None, "g"])
def test_table_equals_that_of_the_released_converter(
    keep_ignored: bool, group: str | None, tmp_path: Path
) -> None:
    splits = [pictures(tmp_path), video(tmp_path)]
    rows = visdrone_to_arrow(splits, tmp_path / "ours.arrow", group, keep_ignored=keep_ignored)
    expected = edgefirst_client.visdrone_to_arrow(
        [str(split) for split in splits], str(tmp_path / "theirs.arrow"), group, keep_ignored=keep_ignored
    )
    ours, theirs = stored(tmp_path / "ours.arrow"), stored(tmp_path / "theirs.arrow")
    assert rows == expected == ours.num_rows
    assert ours.schema.equals(theirs.schema)
    assert [field.metadata for field in ours.schema] == [field.metadata for field in theirs.schema]
    assert ours.to_pylist() == theirs.to_pylist()
    assert read_dataset_metadata(tmp_path / "ours.arrow") == read_dataset_metadata(tmp_path / "theirs.arrow")


@pytest.mark.parametrize("link", [False, True])
def test_images_are_staged_where_the_released_converter_puts_them(link: bool, tmp_path: Path) -> None:
    splits = [pictures(tmp_path), video(tmp_path)]
    for convert, name in ((visdrone_to_arrow, "ours"), (edgefirst_client.visdrone_to_arrow, "theirs")):
        convert(
            [str(s) for s in splits], str(tmp_path / f"{name}.arrow"), stage_images=True, link_images=link
        )
    found = [
        {
            str(path.relative_to(tmp_path / name)): path.read_bytes()
            for path in (tmp_path / name).rglob("*.jp*g")
        }
        for name in ("ours", "theirs")
    ]
    assert found[0] == found[1]
    assert {path.is_symlink() for path in (tmp_path / "ours").rglob("*.jp*g")} == {link}
    assert visdrone_to_arrow(splits, tmp_path / "ours.arrow", stage_images=True) == 12


def test_an_unrelated_file_among_the_staged_images_is_not_overwritten(tmp_path: Path) -> None:
    image(tmp_path / "out" / "c.jpg", (3, 3))
    before = (tmp_path / "out" / "c.jpg").read_bytes()
    with pytest.raises(FormatError, match="with other content"):
        visdrone_to_arrow([pictures(tmp_path)], tmp_path / "out.arrow", stage_images=True)
    assert (tmp_path / "out" / "c.jpg").read_bytes() == before
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["c.jpg"]
    assert not (tmp_path / "out.arrow").exists()


def test_frames_stay_apart_on_the_way_to_coco(tmp_path: Path) -> None:
    visdrone_to_arrow([video(tmp_path)], tmp_path / "a.arrow")
    arrow_to_coco(tmp_path / "a.arrow", tmp_path / "a.json")
    images = read_edf(tmp_path / "a.arrow").column("frame").to_pylist()
    assert sorted(images) == [1, 1, 2, 3, 11]
    assert (tmp_path / "a.json").read_text().count('"file_name"') == 5


def test_what_is_left_out_or_odd_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    visdrone_to_arrow(
        [pictures(tmp_path), video(tmp_path)],
        tmp_path / "a.arrow",
        on_issue=lambda issue: told.append(issue.message),
    )
    assert told == [
        "no annotation file for c.jpg",
        "1 annotation files have no image",
        "no annotation file for sequence silent",
        "1 rows for frames without an image (9); left out",
        "1 boxes have a score that does not suit their class; it is not stored",
        "2 ignored regions left out; keep_ignored keeps them",
        "1 objects of other classes left out; keep_ignored keeps them",
        "1 ignored regions left out; keep_ignored keeps them",
    ]


def test_progress_counts_images_as_that_of_the_released_converter(tmp_path: Path) -> None:
    ours: list[tuple[int, int]] = []
    theirs: list[tuple[int, int]] = []
    splits = [str(pictures(tmp_path)), str(video(tmp_path))]
    (tmp_path / splits[1] / "sequences" / "uav_v" / "cover.jpg").unlink()  # counted there, though left out
    visdrone_to_arrow(splits, tmp_path / "a.arrow", progress=lambda *state: ours.append(state[:2]))
    edgefirst_client.visdrone_to_arrow(
        splits, str(tmp_path / "b.arrow"), progress=lambda done, total: theirs.append((done, total))
    )
    assert ours == sorted(theirs)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("1,1,1,1,1,1,0", "expected 8 fields, found 7"),
        ("1,1,1,1,1,1,0,0,0", "expected 8 fields, found 9"),
        ("1.5,1,1,1,1,1,0,0", "left: expected a whole number of at least 0, found '1.5'"),
        ("-5,1,1,1,1,1,0,0", "left: expected a whole number"),
        ("1,1,1,1,5,1,0,0", "score: expected at most 1, found 5"),
        ("1,1,1,1,1,12,0,0", "category: expected at most 11, found 12"),
        ("1,1,1,1,1,1,0,3", "occlusion: expected at most 2, found 3"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(line: str, message: str, tmp_path: Path) -> None:
    split = pictures(tmp_path)
    (split / "annotations" / "a.txt").write_text(f"1,1,1,1,1,1,0,0\n{line}\n")
    with pytest.raises(FormatError, match=message) as caught:
        visdrone_to_arrow([split], tmp_path / "out" / "a.arrow")
    assert "a.txt, line 2" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_what_is_no_split_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgumentError, match="No VisDrone split folders"):
        visdrone_to_arrow([], tmp_path / "a.arrow")
    with pytest.raises(InvalidArgumentError, match="expected a list of folders"):
        visdrone_to_arrow(str(tmp_path), tmp_path / "a.arrow")
    with pytest.raises(FormatError, match="expected a folder 'annotations'"):
        visdrone_to_arrow([tmp_path / "none-train"], tmp_path / "a.arrow")
    with pytest.raises(FormatError, match="ends in none of -train"):
        visdrone_to_arrow([pictures(tmp_path).rename(tmp_path / "mine")], tmp_path / "a.arrow")
    with pytest.raises(FormatError, match="has an image of that name too"):
        visdrone_to_arrow([tmp_path / "mine", tmp_path / "mine" / "."], tmp_path / "a.arrow", "g")
    (tmp_path / "mine" / "images" / "a.jpg").write_bytes(b"not an image")
    with pytest.raises(FormatError, match=r"a\.jpg: expected an image"):
        visdrone_to_arrow([tmp_path / "mine"], tmp_path / "a.arrow", "g")
