"""The official client of the platform, unchanged, on the other end of the socket."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import edgefirst_client
import pytest
from PIL import Image, ImageDraw

from groundwire import studio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire.server import LocalServer


@dataclass(frozen=True)
class CommandLine:
    """The official command line, logged in by its own options."""

    server: LocalServer
    home: Path

    def found(self, prefix: str, *arguments: object) -> str:
        """Run a command and return the first id with this prefix in what it prints."""
        printed = self(*arguments)
        match = re.search(rf"\b{prefix}-[0-9a-f]+", printed)
        assert match is not None, printed
        return match.group()

    def __call__(self, *arguments: object, fails: bool = False) -> str:
        program = Path(sysconfig.get_path("scripts")) / "edgefirst-client"
        login = [
            "--server",
            self.server.url,
            "--username",
            self.server.username,
            "--password",
            self.server.password,
        ]
        done = subprocess.run(
            [str(program), *login, *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=120,
            cwd=self.home,
            env={**os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config")},
        )
        assert (done.returncode != 0) == fails, (
            f"{arguments}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout


@pytest.fixture(autouse=True)
def _quiet_server(local_server: LocalServer) -> Iterator[None]:
    """Fail a test during which the server complained: what official clients send is ordinary work."""
    begin = local_server.log_path.stat().st_size
    yield
    with local_server.log_path.open("rb") as log:
        log.seek(begin)
        lines = log.read().decode().splitlines()
    levels = (" WARN ", " WARNING ", " ERROR ", " CRITICAL ", "Traceback")
    complaints = [line for line in lines if any(level in line for level in levels)]
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="session")
def project(local_server: LocalServer) -> str:
    """The project that tests write to."""
    return local_server.project_id


@pytest.fixture
def official(local_server: LocalServer) -> edgefirst_client.Client:
    """The official Python client, logged in."""
    client = edgefirst_client.Client().with_memory_storage().with_url(local_server.url)
    return client.with_login(local_server.username, local_server.password)


@pytest.fixture
def ours(local_server: LocalServer) -> studio.Client:
    """Our client, logged in."""
    client = studio.Client().with_memory_storage().with_url(local_server.url)
    return client.with_login(local_server.username, local_server.password)


@pytest.fixture
def cli(local_server: LocalServer, tmp_path: Path) -> CommandLine:
    """The official command line."""
    home = tmp_path / "home"
    home.mkdir()
    return CommandLine(local_server, home)


def picture(number: int, kind: str = "JPEG", size: tuple[int, int] = (160, 120)) -> bytes:
    """Return a small picture, different for every number."""
    image = Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, 128))
    ImageDraw.Draw(image).rectangle((10 + number, 20, 60 + number, 80), outline=(255, 255, 255), width=3)
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Six pictures on disk: four JPEG, two PNG."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    paths = [folder / f"photo_{number}.{'png' if number > 3 else 'jpg'}" for number in range(6)]
    for number, path in enumerate(paths):
        path.write_bytes(picture(number, "PNG" if number > 3 else "JPEG"))
    return paths


@pytest.fixture
def coco(tmp_path: Path, pictures: list[Path]) -> Path:
    """A COCO folder in the standard layout: train and val, boxes and polygons, a picture without any.

    Image ids differ between the files: the official client takes equal ones for one image.
    """
    root = tmp_path / "coco"
    (root / "annotations").mkdir(parents=True)
    categories = [
        {"id": 3, "name": "car", "supercategory": "vehicle"},
        {"id": 7, "name": "person", "supercategory": "human"},
    ]
    for split, chosen in (("train", pictures[:4]), ("val", pictures[4:])):
        folder = root / f"{split}2017"
        folder.mkdir()
        images, annotations = [], []
        for number, path in enumerate(chosen, 1 if split == "train" else 5):
            (folder / path.name).write_bytes(path.read_bytes())
            images.append({"id": number, "file_name": path.name, "width": 160, "height": 120})
            if number == 2:
                continue
            for offset, category in ((0, 3), (40, 7)):
                x, y, w, h = 8.0 + offset + number, 12.0, 32.0, 24.0
                annotations.append(
                    {
                        "id": len(annotations) + 1,
                        "image_id": number,
                        "category_id": category,
                        "bbox": [x, y, w, h],
                        "area": w * h,
                        "iscrowd": 0,
                        "segmentation": [[x, y, x + w, y, x + w, y + h, x, y + h]],
                    }
                )
        document = {"images": images, "annotations": annotations, "categories": categories}
        (root / "annotations" / f"instances_{split}2017.json").write_text(json.dumps(document))
    return root
