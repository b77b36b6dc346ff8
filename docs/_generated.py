"""A MkDocs hook: the generated reference pages join the site from where they are generated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PAGES = Path(__file__).resolve().parents[1] / "generated" / "docs"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every page under ``generated/docs`` as ``reference/…``."""
    for page in sorted(PAGES.rglob("*.md")):
        target = Path("reference") / page.relative_to(PAGES)
        files.append(
            File.generated(config, target.as_posix(), abs_src_path=str(page)),
        )
    return files
