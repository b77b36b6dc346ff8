"""The page that explains the spec dialect, followed to the letter in an empty folder."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import InvalidIdError

from .goldens import ROOT
from .toolbox import AsyncRecorder, Recorder

if TYPE_CHECKING:
    from .toolbox import Workshop

README = (ROOT / "spec/README.md").read_text(encoding="utf-8")
NOTE = b'{"id": 10, "text": "Feed the deer", "createdAt": "2025-11-20T10:00:00Z"}'


def test_platform_of_the_readme_is_generated_imported_and_called(workshop: Workshop):
    blocks = re.findall(r"```yaml\n# (spec/toy/\S+)\n(.*?)```", README, re.DOTALL)
    assert len(blocks) >= 3
    for name, text in blocks:
        path = workshop.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "codegen",
        "generate",
        "--spec",
        str(workshop.specs),
        "--out",
        str(workshop.out),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "2 methods" in done.stdout
    assert workshop.lock()

    recorder = Recorder(NOTE)
    note = workshop.module("sync").Rpc(recorder).note.get(note_id=10)
    assert str(note.id) == "n-a"
    assert (note.text, note.created.year) == ("Feed the deer", 2025)
    assert recorder.calls[0].params == {"note_id": 10}

    listing = AsyncRecorder(b"[" + NOTE + b"]")
    assert asyncio.run(workshop.module("aio").AsyncRpc(listing).note.list()) == [note]
    assert listing.calls[0].params == {}
    with pytest.raises(InvalidIdError, match="NoteID"):
        workshop.module("calls").note_get(note_id="x-1")


def test_every_yaml_block_of_the_readme_is_a_valid_part_of_a_spec(workshop: Workshop):
    whole = re.findall(r"```yaml\n(project\.get:.*?)```", README, re.DOTALL)
    assert len(whole) == 1
    types = (ROOT / "spec/studio/schemas/projects.yaml").read_text(encoding="utf-8")
    ids = (
        "ProjectID: {type: integer, description: Number., x-id: {prefix: p, kind: project, wire: integer}}\n"
    )
    made = whole[0].replace("tags/projects", "tags/notes")
    workshop.generate(
        {"methods/projects.yaml": made, "schemas/projects.yaml": types, "schemas/ids.yaml": ids}
    )
    assert workshop.module("calls").project_get(project_id="p-1a").params == {"project_id": 26}
