"""The run from a folder of specs to a finished tree, without touching the tree that is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.diagnostics import Diagnostics, Location, SpecError
from codegen.dialect import check_dialect, check_openrpc
from codegen.emit import MANIFEST, manifest, staging, swap, tree, write_files
from codegen.examples import ExampleChecker
from codegen.format import FormatError, format_tree
from codegen.load import Spec, load_folder, platform_folders
from codegen.lower import lower
from codegen.models import build_modules
from codegen.names import Names, read_lock
from codegen.render import Renderer, shared_files
from codegen.rules import check_references, check_rules

if TYPE_CHECKING:
    from pathlib import Path

_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Built:
    """One platform, ready to be written."""

    spec: Spec
    files: dict[str, str]
    lock: str


def validate(spec: Spec, diagnostics: Diagnostics) -> None:
    """Run every check on one platform; each stage needs the one before to be clean."""
    check_dialect(spec, diagnostics)
    check_references(spec, diagnostics)
    diagnostics.stop_on_errors()
    check_rules(spec, diagnostics)
    check_openrpc(spec, diagnostics)
    ExampleChecker(spec, diagnostics).check()


def build(folder: Path, diagnostics: Diagnostics) -> Built:
    """Read, validate and render one platform; raise `SpecError` when it has errors."""
    spec = load_folder(folder, diagnostics)
    diagnostics.stop_on_errors()
    assert spec is not None
    validate(spec, diagnostics)
    diagnostics.stop_on_errors()
    names = Names(read_lock(folder, diagnostics), diagnostics)
    lowered = lower(spec, names, diagnostics)
    diagnostics.stop_on_errors()
    modules = build_modules(lowered, diagnostics)
    diagnostics.stop_on_errors()
    return Built(spec, Renderer(lowered.platform, modules).render(), names.text())


def build_all(specs: Path, diagnostics: Diagnostics) -> list[Built]:
    """Build every platform; raise `SpecError` with the faults of all of them."""
    built: list[Built] = []
    folders = platform_folders(specs)
    for folder in folders:
        own = Diagnostics()
        try:
            built.append(build(folder, own))
        except SpecError:
            continue
        finally:
            diagnostics.items |= own.items
    if not folders:
        diagnostics.error(Location(specs.name), "no platform", "a platform is a folder with an openrpc.yaml")
    diagnostics.stop_on_errors()
    return built


def stage(built: list[Built], root: Path) -> None:
    """Write everything under `root`, formatted and with its manifest."""
    write_files(root, shared_files())
    for item in built:
        write_files(root, item.files)
    try:
        format_tree(root)
    except FormatError as error:
        diagnostics = Diagnostics()
        diagnostics.error(Location("codegen/templates"), "a template made invalid Python", str(error))
        raise SpecError(diagnostics) from None
    _refuse_long(root)
    inputs = {name: digest for item in built for name, digest in item.spec.digests.items()}
    (root / MANIFEST).write_text(manifest(root, inputs), encoding="utf-8")


def _refuse_long(root: Path) -> None:
    diagnostics = Diagnostics()
    for name in tree(root):
        if name.endswith(".py"):
            lines = (root / name).read_bytes().count(b"\n")
            if lines > _MOST_LINES:
                detail = f"it has {lines} lines, at most {_MOST_LINES} are allowed; split its spec file"
                diagnostics.error(Location(name), "generated file too long", detail)
    diagnostics.stop_on_errors()


def generate(specs: Path, out: Path, diagnostics: Diagnostics) -> list[Built]:
    """Regenerate the tree under `out` and the locks; nothing is changed when anything fails."""
    built = build_all(specs, diagnostics)
    with staging(out) as staged:
        stage(built, staged)
        swap(staged, out)
    for item in built:
        if item.spec.folder is not None:
            _write_lock(item.spec.folder / "names.lock.yaml", item.lock)
    return built


def _write_lock(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)
