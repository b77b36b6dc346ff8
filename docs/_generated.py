"""A MkDocs hook: pages that live elsewhere in the repository join the site under their own names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "generated" / "docs"
PAGES = {
    "README.md": "index.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "spec/README.md": "spec.md",
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the repository's own pages, links rewritten, and the generated reference."""
    for source, target in PAGES.items():
        files.append(
            File.generated(config, target, content=_relinked((ROOT / source).read_text(encoding="utf-8")))
        )
    for page in sorted(REFERENCE.rglob("*.md")):
        target = Path("reference") / page.relative_to(REFERENCE)
        files.append(File.generated(config, target.as_posix(), abs_src_path=str(page)))
    return files


def _relinked(text: str) -> str:
    """Point links of the repository's root at the site's pages."""
    return text.replace("](docs/", "](").replace("](spec/README.md)", "](spec.md)")
