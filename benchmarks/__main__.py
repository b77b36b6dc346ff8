"""``make bench``: ours and the official client in turn against one local server; medians and ratios."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import data
from groundwire import studio
from groundwire.server import LocalServer

SIDES = ("ours", "official")
FILES, FILE_BYTES, UPLOADS, SAMPLES, BOXES = 5_000, 60_000, 1_000, 20_000, 8
DATASETS = 3  # of UPLOADS files each, one after the other: a single one is over too soon to be timed well
IMPORTS = {"ours": "from groundwire.studio import Client", "official": "from edgefirst_client import Client"}


def timed(side: str, case: str, options: dict[str, Any]) -> dict[str, float]:
    """Run one case in a fresh process and return its seconds and peak megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.work", side, case, json.dumps(options)],
        capture_output=True,
        text=True,
        env=with_bytecode(),
    )
    if done.returncode:
        sys.exit(f"{side} {case} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def with_bytecode() -> dict[str, str]:
    """Return an environment in which Python keeps compiled modules, as it does for an installed package."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def alternate(
    case: str, options: dict[str, Any], rounds: int, scratch: Path
) -> dict[str, list[dict[str, float]]]:
    """Run both sides in turn, the first to go changing each round, each with a folder of its own.

    One more round comes before those that count: memory and disk are slower the first time they are used.
    """
    runs: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for number in range(rounds + 1):
        for side in SIDES if number % 2 == 0 else SIDES[::-1]:
            folder = scratch / f"{case}-{number}-{side}"
            folder.mkdir()
            runs[side].append(timed(side, case, {**options, "scratch": str(folder)}))
            shutil.rmtree(folder)
    return {side: found[1:] for side, found in runs.items()}


def touch(folder: Path, size: int) -> None:
    """Write and delete `size` bytes: memory that a virtual machine was never given before is slow once."""
    file, block = folder / "touched", bytes(1 << 24)
    with file.open("wb") as stream:
        for _ in range(0, size, len(block)):
            stream.write(block)
    file.unlink()


def whole_process(code: str, rounds: int) -> float:
    """Return the median milliseconds of a Python process that runs ``code``."""
    seconds = []
    for _ in range(rounds + 1):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, env=with_bytecode())
        seconds.append(time.perf_counter() - started)
    return 1000 * statistics.median(seconds[1:])


def row(name: str, count: int, runs: dict[str, list[dict[str, float]]]) -> float:
    """Print one line of the table and return the ratio of rates, ours over official.

    It is the median of the ratios within each round: both runs of a round saw the same state of the machine.
    """
    ours, official = (statistics.median(run["seconds"] for run in runs[side]) for side in SIDES)
    pairs = zip(*(runs[side] for side in SIDES), strict=True)
    ratio = statistics.median(theirs["seconds"] / mine["seconds"] for mine, theirs in pairs)
    memory = [statistics.median(run["megabytes"] for run in runs[side]) for side in SIDES]
    print(
        f"{name:44} {count / ours:12,.0f} {count / official:12,.0f} {ratio:7.2f}x"
        f" {memory[0]:7.0f} {memory[1]:9.0f}",
        flush=True,
    )
    return ratio


def memory_folder() -> Path | None:
    """Return a folder in memory with room for the files of a run, if this system has one."""
    folder = Path("/dev/shm")
    wanted = 12 * FILES * FILE_BYTES
    return folder if folder.is_dir() and shutil.disk_usage(folder).free > wanted else None


def main() -> int:
    """Print the table of every case; return 1 if a main case is below 1 (indented ones inform)."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size, for a quick look")
    parser.add_argument(
        "--scratch",
        type=Path,
        default=memory_folder(),
        help="where server and clients keep files; memory by default, to time clients and not a disk",
    )
    parser.add_argument("cases", nargs="*", choices=[[], "download", "upload", "read", "dataframe", "import"])
    args = parser.parse_args()
    files, uploads, samples = (max(1, int(size * args.scale)) for size in (FILES, UPLOADS, SAMPLES))
    wanted = set(args.cases or ["download", "upload", "read", "dataframe", "import"])
    ratios = []
    with (
        tempfile.TemporaryDirectory(prefix="groundwire-bench-", dir=args.scratch) as folder,
        LocalServer(Path(folder) / "server") as server,
    ):
        scratch = Path(folder)
        login = {
            "url": server.url,
            "username": server.username,
            "password": server.password,
            "project": str(server.project_id),
        }
        client = (
            studio.Client()
            .with_memory_storage()
            .with_url(server.url)
            .with_login(server.username, server.password)
        )
        login["small"] = data.with_boxes(client, studio, login["project"], 1, 1)[0]
        data.pictures(scratch / "pictures", max(files, uploads), FILE_BYTES)
        head = f"medians of {args.rounds}, items per second"
        print(f"{head:44} {'ours':>12} {'official':>12} {'ratio':>8} {'MB ours':>7} {'official':>9}")
        if "download" in wanted:
            dataset = data.with_pictures(client, studio, login["project"], scratch / "pictures")
            runs = alternate(
                "download", {**login, "dataset": dataset, "expected": files}, args.rounds, scratch
            )
            ratios.append(row(f"download {files:,} files of {FILE_BYTES // 1000} kB", files, runs))
        if "upload" in wanted:
            total = DATASETS * uploads
            touch(scratch, 2 * (args.rounds + 1) * total * FILE_BYTES)
            options = {**login, "images": str(scratch / "pictures"), "count": uploads, "datasets": DATASETS}
            runs = alternate("upload", {**options, "expected": total}, args.rounds, scratch)
            name = f"upload {uploads:,} files of {FILE_BYTES // 1000} kB, {DATASETS} times"
            ratios.append(row(name, total, runs))
        if wanted & {"read", "dataframe"}:
            dataset, annotation_set = data.with_boxes(client, studio, login["project"], samples, BOXES)
            options = {**login, "dataset": dataset, "annotation_set": annotation_set}
            if "read" in wanted:
                runs = alternate("read", {**options, "expected": samples}, args.rounds, scratch)
                ratios.append(row(f"read {samples:,} samples of {BOXES} boxes", samples, runs))
                runs = alternate(
                    "read_touched", {**options, "expected": samples * BOXES}, args.rounds, scratch
                )
                row("  the same, every box touched", samples, runs)
            if "dataframe" in wanted:
                runs = alternate("dataframe", {**options, "expected": samples * BOXES}, args.rounds, scratch)
                row("  the same, as a DataFrame", samples, runs)
    if "import" in wanted:
        bare, ours, official = (
            whole_process(code, 9) for code in ("pass", IMPORTS["ours"], IMPORTS["official"])
        )
        print(f"import, whole process: ours {ours:.0f} ms, official {official:.0f} ms, bare {bare:.0f} ms")
        if ours > 80:
            print("import is over its budget of 80 ms")
            return 1
    return int(min(ratios, default=1.0) < 1.0)


if __name__ == "__main__":
    sys.exit(main())
