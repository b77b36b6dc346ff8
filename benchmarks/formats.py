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

from benchmarks.coco_data import coco_document

SIDES = ("ours", "official")


def work(side: str, folder: Path, plain: bool) -> None:
    """Convert there and back once, after a small warm-up, and print what it took."""
    if side == "ours":
        from groundwire.formats import arrow_to_coco, coco_to_arrow

        options = {"plain": plain}
    else:
        from edgefirst_client import arrow_to_coco, coco_to_arrow

        options = {}
    table, back = folder / f"{side}.arrow", folder / f"{side}.json"
    coco_to_arrow(str(folder / "small.json"), str(table), **options)
    arrow_to_coco(str(table), str(back))
    found: dict[str, float] = {}
    for name, convert, source, target in (
        ("coco_to_arrow", coco_to_arrow, folder / "in.json", table),
        ("arrow_to_coco", arrow_to_coco, table, back),
    ):
        wall, cpu = time.perf_counter(), time.process_time()
        convert(str(source), str(target), **(options if name == "coco_to_arrow" else {}))
        found[name] = time.perf_counter() - wall
        found[f"{name}_cpu"] = time.process_time() - cpu
        found[f"{name}_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def measure(folder: Path, rounds: int, plain: bool) -> dict[str, dict[str, float]]:
    """Run both sides in turn, each time in a fresh process, and return the medians."""
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for number in range(rounds):
        for side in SIDES if number % 2 == 0 else SIDES[::-1]:
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
    """Print one line per converter and form of output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--annotations", type=int, default=150_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--side", choices=SIDES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    if options.side:
        work(options.side, options.folder, options.plain)
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "in.json").write_bytes(coco_document(options.images, options.annotations))
        (folder / "small.json").write_bytes(coco_document(100, 500))
        print(f"{options.images} images, {options.annotations} annotations, {os.cpu_count()} cores")
        print(
            f"{'':28} {'ours s':>8} {'CPU':>6} {'MB':>6} {'official s':>11} {'CPU':>6} {'MB':>6} {'ratio':>7}"
        )
        for plain in (True, False):
            found = measure(folder, options.rounds, plain)
            for name in ("coco_to_arrow", "arrow_to_coco"):
                ours, official = found["ours"], found["official"]
                shown = [f"{name} {'plain' if plain else 'lossless'}".ljust(28)]
                for side, width in ((ours, 8), (official, 11)):
                    memory = side[f"{name}_megabytes"]
                    shown.append(f"{side[name]:{width}.2f} {side[f'{name}_cpu']:6.2f} {memory:6.0f}")
                print(*shown, f"{official[name] / ours[name]:6.2f}x", flush=True)


if __name__ == "__main__":
    main()
