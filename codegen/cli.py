"""Arguments, messages and exit codes of the tool."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.diagnostics import Diagnostics, SpecError, ToolError

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code: 0 fine, 1 a finding, 2 misuse."""
    options = _parser().parse_args(arguments)
    diagnostics = Diagnostics()
    try:
        if options.command == "diff":
            return _diff(options.old, options.new)
        if not options.spec.is_dir():
            print(f"error: --spec {options.spec}: there is no such folder", file=sys.stderr)
            return 2
        command = _generate if options.command == "generate" else _check
        return command(options.spec.resolve(), options.out.resolve(), diagnostics)
    except SpecError as error:
        print(error.diagnostics, file=sys.stderr)
        return 1
    except ToolError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"error: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 1


def _diff(old: str, new: str) -> int:
    from codegen.diff.report import run

    text, code = run(old, new, ROOT)
    print(text, file=sys.stderr if code == 2 else sys.stdout)
    return code


def _check(specs: Path, out: Path, diagnostics: Diagnostics) -> int:
    from codegen.check import check

    found = check(specs, out, diagnostics)
    for line in found:
        print(line, file=sys.stderr)
    if found:
        print("run `python -m codegen generate` and commit the result", file=sys.stderr)
    return int(bool(found))


def _generate(specs: Path, out: Path, diagnostics: Diagnostics) -> int:
    from codegen.pipeline import generate

    built = generate(specs, out, diagnostics)
    if diagnostics.items:
        print(diagnostics, file=sys.stderr)
    for item in built:
        counts = f"{len(item.spec.methods)} methods, {len(item.spec.schemas)} types, {len(item.files)} files"
        print(f"{item.spec.name}: {counts}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m codegen", description="Generate the clients from the specs."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("generate", "write the generated tree"),
        ("check", "fail when the tree is not what the specs give"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument(
            "--spec", type=Path, default=ROOT / "spec", help="folder of platforms, or one platform"
        )
        command.add_argument(
            "--out", type=Path, default=ROOT / "generated", help="folder of the generated tree"
        )
    command = commands.add_parser(
        "diff", help="tell what changed between two specs", description="Compare two specs."
    )
    for name in ("old", "new"):
        command.add_argument(name, help="folder, bundled file, git:REV[:PATH] or a git revision")
    return parser
