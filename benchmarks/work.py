"""One timed piece of work in a fresh process: ``python -m benchmarks.work SIDE CASE JSON``.

Both sides run the same code: ``groundwire.studio`` is a drop-in for ``edgefirst_client``, so a case is
written once and the side only decides what is imported. Imports and log-in are outside the clock.
"""

from __future__ import annotations

import gc
import importlib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MODULES = {"ours": "groundwire.studio", "official": "edgefirst_client"}


def connect(studio: Any, options: dict[str, Any]) -> Any:
    """Log in, and make a first small call, so that what either side loads late is loaded."""
    client = (
        studio.Client()
        .with_memory_storage()
        .with_url(options["url"])
        .with_login(options["username"], options["password"])
    )
    client.samples(options["small"], None, [studio.AnnotationType.Box2d])[0].annotations  # noqa: B018
    client.samples_dataframe(options["small"])
    return client


def download(studio: Any, client: Any, options: dict[str, Any]) -> Callable[[], int]:
    target = Path(options["scratch"])

    def run() -> int:
        client.download_dataset(options["dataset"], [], [studio.FileType.Image], str(target), False)
        return sum(1 for path in target.iterdir() if path.is_file())

    return run


def upload(studio: Any, client: Any, options: dict[str, Any]) -> Callable[[], int]:
    work = []
    for _ in range(options["datasets"]):
        dataset = client.create_dataset(options["project"], f"upload-{time.time_ns()}")
        annotations = client.create_annotation_set(dataset, "annotations")
        samples = []
        for path in sorted(Path(options["images"]).iterdir())[: options["count"]]:
            sample = studio.Sample()
            sample.set_image_name(path.name)
            sample.add_file(studio.SampleFile("image", str(path)))
            samples.append(sample)
        work.append((dataset, annotations, samples))
    return lambda: sum(len(client.populate_samples(*arguments)) for arguments in work)


def read(studio: Any, client: Any, options: dict[str, Any]) -> Callable[[], int]:
    boxes = [studio.AnnotationType.Box2d]
    return lambda: len(client.samples(options["dataset"], options["annotation_set"], boxes))


def read_touched(studio: Any, client: Any, options: dict[str, Any]) -> Callable[[], int]:
    boxes = [studio.AnnotationType.Box2d]

    def run() -> int:
        touched = 0
        for sample in client.samples(options["dataset"], options["annotation_set"], boxes):
            for annotation in sample.annotations:
                touched += annotation.box2d.width > 0
        return touched

    return run


def dataframe(studio: Any, client: Any, options: dict[str, Any]) -> Callable[[], int]:
    boxes = [studio.AnnotationType.Box2d]
    return lambda: client.samples_dataframe(options["dataset"], options["annotation_set"], [], boxes).height


CASES = {
    "download": download,
    "upload": upload,
    "read": read,
    "read_touched": read_touched,
    "dataframe": dataframe,
}


def peak_megabytes() -> int:
    """Return the largest resident size of this process (rusage would count the parent that forked it)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) // 1024


def main() -> None:
    side, case, text = sys.argv[1:]
    options = json.loads(text)
    studio = importlib.import_module(MODULES[side])
    run = CASES[case](studio, connect(studio, options), options)
    gc.collect()
    started = time.perf_counter()
    result = run()
    seconds = time.perf_counter() - started
    if result != options["expected"]:
        sys.exit(f"{side} {case}: {result} instead of {options['expected']}")
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main()
