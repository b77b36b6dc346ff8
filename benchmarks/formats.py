"""``python -m benchmarks.formats``: our COCO converters and the official ones in turn, on one document."""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.coco_data import coco_document
from benchmarks.work import peak_megabytes

SIDES = ("ours", "one process", "official")
CONVERTERS = ("coco_to_arrow", "arrow_to_coco")


def work(side: str, folder: Path, plain: bool) -> None:
    """Convert there and back once, after a small warm-up, and print what it took, all processes together."""
    there: dict[str, Any] = {}
    back: dict[str, Any] = {}
    if side == "official":
        from edgefirst_client import arrow_to_coco, coco_to_arrow
    else:
        from groundwire.formats import arrow_to_coco, coco_to_arrow

        back = {"processes": 1} if side == "one process" else {}
        there = {"plain": plain, **back}
    table, document = folder / f"{side}.arrow", folder / f"{side}.json"
    coco_to_arrow(str(folder / "small.json"), str(table), **there)
    arrow_to_coco(str(table), str(document), **back)
    found: dict[str, float] = {}
    steps: tuple[Any, ...] = (
        (coco_to_arrow, folder / "in.json", table, there),
        (arrow_to_coco, table, document, back),
    )
    for name, (convert, source, target, options) in zip(CONVERTERS, steps, strict=True):
        wall, cpu = time.perf_counter(), cpu_seconds()
        convert(str(source), str(target), **options)
        found[name] = time.perf_counter() - wall
        found[f"{name}_cpu"] = cpu_seconds() - cpu
        second = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        found[f"{name}_megabytes"] = peak_megabytes() + second
    print(json.dumps(found))


def cpu_seconds() -> float:
    """Return the processor time of this process and of those it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(folder: Path, sides: tuple[str, ...], rounds: int, plain: bool) -> dict[str, dict[str, float]]:
    """Run all sides in turn, each time in a fresh process, and return the medians."""
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
    for number in range(rounds):
        for side in sides if number % 2 == 0 else sides[::-1]:
            command = [sys.executable, "-m", "benchmarks.formats", "--side", side, "--folder", str(folder)]
            done = subprocess.run(
                [*command, *(["--plain"] if plain else [])], capture_output=True, text=True, check=True
            )
            runs[side].append(json.loads(done.stdout.splitlines()[-1]))
    return {
        side: {key: statistics.median(run[key] for run in found) for key in found[0]}
        for side, found in runs.items()
    }


def main() -> None:
    """Print a line per converter, form of output and side; ratios are those of the official time to ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--annotations", type=int, default=150_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ours-only", action="store_true", help="leave out the official side")
    parser.add_argument("--side", choices=SIDES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    if options.side:
        work(options.side, options.folder, options.plain)
        return
    sides = SIDES[:2] if options.ours_only else SIDES
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "in.json").write_bytes(coco_document(options.images, options.annotations))
        (folder / "small.json").write_bytes(coco_document(100, 500))
        print(f"{options.images} images, {options.annotations} annotations, {os.cpu_count()} cores")
        print(f"{'':24} {'':12} {'seconds':>8} {'CPU':>7} {'MB':>6} {'ratio':>7}")
        for plain in (True, False):
            found = measure(folder, sides, options.rounds, plain)
            for name in CONVERTERS:
                for side in sides:
                    show(f"{name} {'plain' if plain else 'lossless'}", name, side, found)


def show(title: str, name: str, side: str, found: dict[str, dict[str, float]]) -> None:
    """Print one line."""
    one = found[side]
    cells = f"{one[name]:8.2f} {one[f'{name}_cpu']:7.2f} {one[f'{name}_megabytes']:6.0f}"
    ratio = f"{found['official'][name] / one[name]:6.2f}x" if "official" in found else ""
    print(f"{title:24} {side:12} {cells} {ratio}", flush=True)


if __name__ == "__main__":
    main()
