"""Command line of the demonstration: `python -m groundwire.demo [--data FOLDER] [--output DIR]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from groundwire._core.errors import GroundwireError


def main(arguments: list[str] | None = None) -> int:
    """Run the demonstration.

    Returns:
        0 when everything came back as it was sent, 1 when something differs, 2 when it could not be done.
    """
    options = _parser().parse_args(arguments)
    try:
        return _demonstrate(options.data, options.output)
    except (GroundwireError, OSError) as error:
        sys.stderr.write(f"The demonstration stopped: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m groundwire.demo",
        description=(
            "Start a local server, send COCO data to it, fetch everything again, and compare both ends: "
            "every image byte for byte, every annotation's category, box, polygon, mask, crowd flag and id."
        ),
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help="COCO file or folder; photographs with outlines by default",
    )
    parser.add_argument(
        "--output", type=Path, metavar="DIR", default=Path(".demo"), help="where to write, .demo by default"
    )
    return parser


def _demonstrate(data: Path | None, output: Path) -> int:
    from groundwire.demo.run import prepare_output, run, say
    from groundwire.server import LocalServer
    from groundwire.studio import Client

    if data is not None and not data.exists():
        raise FileNotFoundError(f"{data} does not exist; expected a COCO file or folder.")
    prepare_output(output)
    with LocalServer() as server:
        anyone = Client().with_memory_storage().with_url(server.url)
        with anyone.with_login(server.username, server.password) as client:
            project = client.projects()[0]
            say(f"Logged in to {server.url} as {client.username}, project {project.name} ({project.id})")
            outcome = run(data, output, client, str(project.id))
    report = "\n\n".join(str(comparison) for comparison in outcome.comparisons)
    (output / "report.txt").write_text(report + "\n", encoding="utf-8")
    say(f"\n{report}\n")
    failed = sum(not comparison.ok for comparison in outcome.comparisons)
    if failed:
        say(f"FAILED: {failed} of {len(outcome.comparisons)} comparisons found differences; see FAIL above.")
        return 1
    pairs = sum(check.compared for comparison in outcome.comparisons for check in comparison.checks)
    say(f"Everything came back: {len(outcome.comparisons)} comparisons, {pairs} pairs, no difference.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
