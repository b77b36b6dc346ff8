"""The official command line does the main job against our server, unchanged."""

from __future__ import annotations

import json


def test_session_commands(cli, local_server, project) -> None:
    assert "EdgeFirst Studio Server" in cli("server-version")
    assert local_server.username in cli("organization")
    assert project in cli("projects")
    assert project in cli("project", project)
    assert cli("token").count(".") >= 2


def test_datasets_and_annotation_sets(cli, project) -> None:
    dataset = cli.found("ds", "create-dataset", project, "made by the command line")
    annotation_set = cli.found("as", "create-annotation-set", dataset, "boxes")
    shown = cli("dataset", dataset, "-a", "-l", "-g")
    assert "made by the command line" in shown
    assert annotation_set in shown
    assert dataset in cli("datasets", project)
    cli("delete-annotation-set", annotation_set)
    cli("delete-dataset", dataset)
    assert dataset not in cli("datasets", project)


def test_upload_and_download_of_a_folder(cli, project, pictures, tmp_path) -> None:
    dataset = cli.found("ds", "create-dataset", project, "a folder of pictures")
    assert "Successfully uploaded 6 samples" in cli("upload-dataset", dataset, "--images", pictures[0].parent)
    back = tmp_path / "back"
    cli("download-dataset", dataset, "--output", back)
    stored = {path.read_bytes() for path in back.rglob("*") if path.is_file()}
    assert stored == {path.read_bytes() for path in pictures}


def test_coco_is_imported_verified_and_exported(cli, project, coco, tmp_path) -> None:
    out = cli("import-coco", coco, "--project", project, "--name", "coco by the command line")
    assert "Imported 6 samples" in out
    dataset = cli.found("ds", "datasets", project, "--name", "coco by the command line")
    annotation_set = cli.found("as", "dataset", dataset, "-a")
    cli("import-coco", coco, "--dataset", dataset, "--annotation-set", annotation_set, "--verify")
    target = tmp_path / "back.json"
    cli("export-coco", dataset, annotation_set, "--output", target)
    document = json.loads(target.read_text())
    assert len(document["annotations"]) == 10
    assert {category["name"] for category in document["categories"]} == {"car", "person"}
    assert all(annotation["segmentation"] for annotation in document["annotations"])
    cli("download-annotations", annotation_set, tmp_path / "back.arrow")
    assert (tmp_path / "back.arrow").stat().st_size > 0


def test_wrong_credentials_end_with_an_error(cli, local_server) -> None:
    stranger = type(cli)(_with_password(local_server, "wrong"), cli.home)
    stranger("projects", fails=True)


def _with_password(server, password: str):
    class Other:
        url, username = server.url, server.username

    other = Other()
    other.password = password
    return other
