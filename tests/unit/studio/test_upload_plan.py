"""What `upload_dataset` makes of local files, compared with what the platform's client sends."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from groundwire._core.errors import FormatError, InvalidArgumentError, MissingResourceError
from groundwire.studio import DatasetID
from groundwire.studio._populate import prepare
from groundwire.studio._upload_build import build_samples
from groundwire.studio._upload_plan import name_based, plan_upload

DATA = Path(__file__).with_name("data") / "upload"
CASES = {case["case"]: case for case in json.loads((DATA / "upload_cases.json").read_text())}
OWNER = DatasetID(1)

# where we do more than the platform's client
BETTER = {"flags", "masks", "frames_u64", "flat_original", "full"}
REFUSED = {
    "inconsistent_group": (InvalidArgumentError, "all rows of a sample name the same group"),
    "missing_image": (MissingResourceError, "no image found for 1 samples; the first is 'zz'"),
    "ambiguous_image": (InvalidArgumentError, "'a' could be any of p/a.jpg, q/a.jpg"),
    "discovery_none": (InvalidArgumentError, "No images found for"),
    "label_index_conflict": (InvalidArgumentError, "label 'x' has index 1 and, in row 1, 2"),
    "label_index_duplicate": (InvalidArgumentError, "'x' and 'y' both ask for index 1"),
    "masks": (InvalidArgumentError, "row 1: The mask has 2 levels"),
}


def picture(name):
    buffer = io.BytesIO()
    kind = "PNG" if name.endswith(".png") else "JPEG"
    Image.new("L", (8, 4)).save(buffer, kind)
    return buffer.getvalue()


def laid_out(case, folder):
    """Write the files of a case; return the dataset file."""
    table = folder / "d.arrow"
    table.write_bytes((DATA / case["arrow"]).read_bytes())
    for name in case["image_files"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(picture(name))
    if case["zip"]:
        name, entries = case["zip"]
        with zipfile.ZipFile(folder / name, "w") as archive:
            for entry in entries:
                archive.writestr(entry, picture(entry))
    return table


def sent(table=None, images=None, owner=OWNER):
    """Return the samples that would be sent, as JSON, by image name."""
    plan = plan_upload(owner, table, images)
    found = {}
    for piece in plan.pieces(100):
        files = [path for sample in piece for path in sample.files().values()]
        with plan.media.placed(files) as places:
            for sample in build_samples(owner, piece, plan.table, places):
                record = msgspec.json.decode(msgspec.json.encode(prepare(sample).outgoing))
                found[record["image_name"]] = without_nothing(record)
    return found


def without_nothing(value):
    if isinstance(value, dict):
        return {key: without_nothing(item) for key, item in value.items() if item is not None}
    return [without_nothing(item) for item in value] if isinstance(value, list) else value


def recorded(case):
    requests = [params for method, params in case["requests"] if method == "samples.populate2"]
    return {sample["image_name"]: sample for params in requests for sample in params["samples"]}


def without_identities(sample):
    """Leave out what is random."""
    annotations = [
        {k: v for k, v in one.items() if k != "object_reference" or not v.startswith("<uuid")}
        for one in sample.get("annotations", ())
    ]
    kept = {key: value for key, value in sample.items() if key not in ("uuid", "annotations")}
    return kept | ({"annotations": annotations} if annotations else {})


@pytest.mark.parametrize("name", sorted(CASES.keys() - BETTER - REFUSED.keys()))
def test_what_is_sent_is_what_the_platforms_client_sends(name, tmp_path):
    ours = sent(laid_out(CASES[name], tmp_path))
    theirs = recorded(CASES[name])
    assert theirs
    assert ours.keys() == theirs.keys()
    for image, sample in theirs.items():
        mine = dict(ours[image])
        if "width" not in sample:  # the size of an image in a ZIP file is read here
            assert (mine.pop("width"), mine.pop("height")) == (8, 4)
        assert without_identities(mine) == without_identities(sample)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_cannot_be_sent_is_refused_before_anything_is(name, tmp_path):
    kind, message = REFUSED[name]
    with pytest.raises(kind, match=message):
        plan_upload(OWNER, laid_out(CASES[name], tmp_path), None)


def test_every_column_is_sent(tmp_path):
    ours = sent(laid_out(CASES["full"], tmp_path))
    theirs = recorded(CASES["full"])
    assert ours["a.jpg"].pop("neg_label_indices") == [1]  # which the platform's client leaves out
    joined = ours["a.jpg"]["annotations"][1].pop("object_reference")
    assert joined == name_based(f"{ours['a.jpg']['uuid']}/1")
    assert {name: without_identities(sample) for name, sample in ours.items()} == {
        name: without_identities(sample) for name, sample in theirs.items()
    }


def test_flagged_annotations_are_sent(tmp_path):
    annotations = sent(laid_out(CASES["flags"], tmp_path))["a.jpg"]["annotations"]
    flags = [(one.get("label_name"), one.get("ignore"), one.get("exclude")) for one in annotations]
    assert flags == [("x", True, None), ("y", None, True), ("z", False, None), (None, True, None)]


def test_frames_of_any_whole_number_type_are_frames(tmp_path):
    ours = sent(laid_out(CASES["frames_u64"], tmp_path))
    assert {name: (one["sequence_name"], one["frame_number"]) for name, one in ours.items()} == {
        "s_1.camera.jpeg": ("s", 1),
        "s_002.jpg": ("s", 2),
    }


def test_flattened_names_with_the_original_name_are_found(tmp_path):
    (sample,) = sent(laid_out(CASES["flat_original"], tmp_path)).values()
    assert (sample["image_name"], sample["sequence_name"], sample["frame_number"]) == ("s_1_orig.jpg", "s", 1)


def test_sequences_have_the_identity_the_platform_gives_them():
    assert name_based("ds-1/s") == "ceb18648-834b-58ee-96ec-80ea3343a05d"


def test_the_same_image_has_the_same_identity_again(tmp_path):
    table = laid_out(CASES["frames_u32"], tmp_path)
    images = tmp_path / "d"
    (images / "s.jpg").unlink()
    with_table, alone = sent(table), sent(images=images)
    assert {name: one["uuid"] for name, one in with_table.items()} == {
        name: one["uuid"] for name, one in alone.items()
    }
    assert len({one["uuid"] for one in alone.values()}) == 2
    other = sent(images=images, owner=DatasetID(2))
    assert {one["uuid"] for one in other.values()}.isdisjoint(one["uuid"] for one in alone.values())


def files(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(picture(name))
    return folder


def test_a_folder_gives_sequences_frames_and_sensor_files(tmp_path, caplog):
    files(
        tmp_path,
        "plain.jpg",
        "cam_7.PNG",
        "drive/drive_002.camera.jpeg",
        "drive/deep/other.webp",
        ".hidden.jpg",
    )
    for name in ("drive/drive_002.lidar.pcd", "drive/drive_002.radar.png", "nobody.radar.pcd", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    ours = sent(images=tmp_path)
    shown = {
        name: (one.get("sequence_name"), one.get("frame_number"), one["files"]) for name, one in ours.items()
    }
    assert shown == {
        "plain.jpg": (None, None, {"image": "plain.jpg"}),
        "cam_7.PNG": ("cam", 7, {"image": "cam_7.PNG"}),
        "drive_002.camera.jpeg": (
            "drive",
            2,
            {
                "image": "drive_002.camera.jpeg",
                "lidar.pcd": "drive_002.lidar.pcd",
                "radar.png": "drive_002.radar.png",
            },
        ),
        "other.webp": ("drive", None, {"image": "other.webp"}),
    }
    assert "1 sensor files have no image of their name" in caplog.text
    assert "nobody.radar.pcd" in caplog.text


def test_images_of_one_name_in_different_folders_are_different_samples(tmp_path):
    files(tmp_path, "a/x/1.jpg", "a/y/1.jpg", "b/1.jpg", "1.jpg")
    plan = plan_upload(OWNER, None, tmp_path)
    assert len({sample.uuid for sample in plan.samples}) == 4
    assert [sample.sequence for sample in plan.samples] == [None, "a", "a", "b"]


def test_sensor_files_go_with_the_image_in_their_own_folder(tmp_path):
    files(tmp_path, "a/1.jpg", "b/1.jpg", "c/2.jpg")
    for name in ("a/1.lidar.pcd", "points/2.radar.pcd"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    plan = plan_upload(OWNER, None, tmp_path)
    assert {sample.image: dict(sample.sensors) for sample in plan.samples} == {
        "a/1.jpg": {"lidar.pcd": "a/1.lidar.pcd"},
        "b/1.jpg": {},
        "c/2.jpg": {"radar.pcd": "points/2.radar.pcd"},
    }
    (tmp_path / "c" / "2.radar.pcd").write_bytes(b"nearer")
    nearer = {sample.image: dict(sample.sensors) for sample in plan_upload(OWNER, None, tmp_path).samples}
    assert nearer["c/2.jpg"] == {"radar.pcd": "c/2.radar.pcd"}
    (tmp_path / "more").mkdir()
    (tmp_path / "c" / "2.radar.pcd").rename(tmp_path / "more" / "2.radar.pcd")
    with pytest.raises(InvalidArgumentError, match=r"'2\.radar\.pcd' could be any of"):
        plan_upload(OWNER, None, tmp_path)


def test_an_archive_is_unpacked_only_while_it_is_needed_and_never_elsewhere(tmp_path):
    path = tmp_path / "images.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../up_1.png", "/root.png", "seq/a.png", "__MACOSX/seq/._a.png"):
            archive.writestr(name, picture("x.png"))
    plan = plan_upload(OWNER, None, path)
    names = [sample.image for sample in plan.samples]
    assert {name.rpartition("/")[2] for name in names} == {"up_1.png", "root.png", "a.png"}
    before = {*tmp_path.rglob("*")}
    with plan.media.placed(names) as places:
        assert {place.read_bytes() for place in places.values()} == {picture("x.png")}
        assert not any(place.is_relative_to(tmp_path) for place in places.values())
    assert not any(place.exists() for place in places.values())
    assert {*tmp_path.rglob("*")} == before


def test_a_damaged_archive_is_told(tmp_path):
    path = tmp_path / "images.zip"
    path.write_bytes(b"no archive")
    with pytest.raises(FormatError, match="expected a folder or a ZIP file"):
        plan_upload(OWNER, None, path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", picture("a.png"))
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    plan = plan_upload(OWNER, None, path)
    with pytest.raises(FormatError, match=r"'a\.png' cannot be unpacked"), plan.media.placed(["a.png"]):
        pass


@pytest.mark.parametrize(
    ("table", "images", "kind", "message"),
    [
        (None, None, InvalidArgumentError, "There is nothing to upload"),
        (None, "none", MissingResourceError, "there is no such folder or ZIP file"),
        ("none.arrow", None, FileNotFoundError, "none.arrow"),
        ("text.arrow", None, FormatError, "expected an Arrow IPC file"),
    ],
)
def test_arguments_that_lead_nowhere_are_told(table, images, kind, message, tmp_path):
    (tmp_path / "text.arrow").write_text("text")
    with pytest.raises(kind, match=message):
        plan_upload(OWNER, table and tmp_path / table, images and tmp_path / images)
