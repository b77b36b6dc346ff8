"""Writing is all or nothing: a failed run leaves the old tree, a removed method removes its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codegen import emit
from codegen.check import check
from codegen.cli import main
from codegen.diagnostics import Diagnostics, SpecError
from codegen.render import Renderer

from .test_determinism import tree
from .toolbox import NOTE_TYPES, method

if TYPE_CHECKING:
    from .toolbox import Workshop

FILES = {"methods/notes.yaml": method("note.list") + method("tag.list"), "schemas/notes.yaml": NOTE_TYPES}


@pytest.fixture
def before(workshop: Workshop) -> dict[str, bytes]:
    """A good tree that is there already."""
    workshop.generate(FILES)
    return tree(workshop.folder)


def test_failing_spec_leaves_the_old_tree(workshop: Workshop, before: dict[str, bytes]):
    workshop.faults({"methods/more.yaml": method("note.get", result="{type: integer}")})
    (workshop.specs / "toy/methods/more.yaml").unlink()
    assert tree(workshop.folder) == before


def test_failing_render_leaves_the_old_tree(
    workshop: Workshop, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
):
    def broken(self: Renderer) -> dict[str, str]:
        raise ZeroDivisionError

    monkeypatch.setattr(Renderer, "render", broken)
    with pytest.raises(ZeroDivisionError):
        workshop.generate()
    assert tree(workshop.folder) == before


def test_invalid_python_is_told_and_leaves_the_old_tree(
    workshop: Workshop, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Renderer, "render", lambda self: {"python/groundwire_api/toy/ids.py": "class :\n"})
    with pytest.raises(SpecError, match=r"a template made invalid Python[\s\S]*groundwire_api/toy/ids\.py"):
        workshop.generate()
    assert tree(workshop.folder) == before


def test_overlong_file_is_refused_and_leaves_the_old_tree(
    workshop: Workshop, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        Renderer, "render", lambda self: {"python/groundwire_api/toy/ids.py": "x = 1\n" * 401}
    )
    with pytest.raises(SpecError, match="generated file too long"):
        workshop.generate()
    assert tree(workshop.folder) == before


@pytest.mark.parametrize("step", range(8))
def test_swap_interrupted_at_any_step_is_undone(
    workshop: Workshop, before: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, step: int
):
    workshop.write({"methods/notes.yaml": method("note.get")})
    del before["spec/toy/methods/notes.yaml"]
    steps = iter(range(100))
    real = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.is_relative_to(workshop.folder) and "generated" in str(self) and next(steps) == step:
            raise OSError(28, "No space left on device", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space left"):
        workshop.generate()
    monkeypatch.undo()
    assert {name: data for name, data in tree(workshop.folder).items() if name in before} == before
    assert not [path for path in workshop.folder.iterdir() if path.name.startswith(".")]


def test_removed_method_and_domain_remove_their_files(workshop: Workshop, before: dict[str, bytes]):
    assert (workshop.out / "python/groundwire_api/toy/sync/tag.py").is_file()
    workshop.generate({"methods/notes.yaml": method("note.list")})
    assert not (workshop.out / "python/groundwire_api/toy/sync/tag.py").exists()
    workshop.write({"methods/others.yaml": method("note.list")})
    (workshop.specs / "toy/methods/notes.yaml").unlink()
    workshop.generate()
    for name in ("calls/notes.py", "params/notes.py", "server/notes.py"):
        assert not (workshop.out / "python/groundwire_api/toy" / name).exists()


def test_removed_platform_removes_its_package(workshop: Workshop):
    workshop.write(FILES, "one")
    workshop.generate(FILES)
    import shutil

    shutil.rmtree(workshop.specs / "one")
    workshop.generate()
    assert not (workshop.out / "python/groundwire_api/one").exists()
    assert not (workshop.out / "docs/one").exists()
    assert not (workshop.out / "api/one.txt").exists()
    assert (workshop.out / "python/groundwire_api/toy").is_dir()


def test_files_of_another_tool_are_neither_touched_nor_checked(workshop: Workshop, before: dict[str, bytes]):
    twin = workshop.out / "python/groundwire_api/twins/toy/client.py"
    twin.parent.mkdir(parents=True)
    twin.write_text("x = 1\n", encoding="utf-8")
    workshop.generate()
    assert twin.read_text(encoding="utf-8") == "x = 1\n"
    assert "twins" not in (workshop.out / emit.MANIFEST).read_text(encoding="utf-8")
    assert check(workshop.specs, workshop.out, Diagnostics()) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda out: (out / "python/groundwire_api/toy/ids.py").unlink(),
            "generated/python/groundwire_api/toy/ids.py: missing",
        ),
        (lambda out: (out / "docs/toy/index.md").write_text("x"), "generated/docs/toy/index.md: differs"),
        (
            lambda out: (out / "python/groundwire_api/toy/mine.py").touch(),
            "generated/python/groundwire_api/toy/mine.py: no longer generated",
        ),
        (lambda out: (out / emit.MANIFEST).unlink(), "generated/MANIFEST.json: missing"),
        (
            lambda out: (out.parent / "spec/toy/names.lock.yaml").write_text("types: {}\n"),
            "spec/toy/names.lock.yaml: not what the spec gives",
        ),
    ],
)
def test_check_tells_every_difference_and_changes_nothing(workshop: Workshop, before, change, told, capsys):
    arguments = ["check", "--spec", str(workshop.specs), "--out", str(workshop.out)]
    assert main(arguments) == 0
    change(workshop.out)
    changed = tree(workshop.folder)
    assert main(arguments) == 1
    assert told in capsys.readouterr().err
    assert tree(workshop.folder) == changed
