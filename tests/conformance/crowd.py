"""One of many clients of a dataset: ``crowd.py KIND NUMBER``; its input says what to do and when."""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from typing import Any

SHARED, OWN, LABELS, GROUPS = 40, 10, 6, 3
PINNED = {f"label {number}": number * 10 for number in range(LABELS)}


def identity(number: int) -> str:
    """Return the identity of a sample that every client sends."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"sample {number}"))


def sample_of(module: Any, name: str, number: int, picture: str) -> Any:
    """Make a sample with a picture and two annotations; which label and group depends on the number alone."""
    sample = module.Sample()
    sample.set_image_name(f"{name}.jpg")
    sample.set_group(f"group {number % GROUPS}")
    sample.add_file(module.SampleFile("image", picture))
    for step in range(2):
        annotation = module.Annotation()
        annotation.set_label(f"label {(number + step) % LABELS}")
        annotation.set_label_index(PINNED[annotation.label])
        annotation.set_box2d(module.Box2d(0.25, 0.25, 0.5, 0.25 * (step + 1)))
        sample.add_annotation(annotation)
    return sample


def made(module: Any, task: dict[str, Any], worker: int) -> list[Any]:
    """Return the samples of a client of ours: those all clients have, and its own."""
    shared = [sample_of(module, f"shared {n}", n, task["picture"]) for n in range(SHARED)]
    for number, sample in enumerate(shared):
        sample.identify(lambda number=number: identity(number))
    return shared + [sample_of(module, f"{worker} {n}", n, task["picture"]) for n in range(OWN)]


def ready() -> dict[str, Any]:
    print("ready", flush=True)
    return json.loads(sys.stdin.readline())


def login(module: Any, task: dict[str, Any], kind: str) -> Any:
    return getattr(module, kind)().with_memory_storage().with_url(task["url"])


def work_sync(worker: int) -> None:
    from groundwire import studio

    task = ready()
    client = login(studio, task, "Client").with_login(task["username"], task["password"])
    dataset, annotation_set = task["dataset"], task["annotation_set"]
    for _ in range(2):
        client.add_labels(dataset, list(PINNED), list(PINNED.values()))
        client.populate_samples(dataset, annotation_set, made(studio, task, worker))
        client.get_or_create_group(dataset, "later")
        client.add_label(dataset, f"own {worker}")
    client.update_sample_dimensions(dataset, [(task["samples"][worker], 1000 + worker, 500)])


async def work_async(worker: int) -> None:
    from groundwire import studio

    task = ready()
    client = await login(studio, task, "AsyncClient").with_login(task["username"], task["password"])
    dataset, annotation_set = task["dataset"], task["annotation_set"]
    for _ in range(2):
        await client.add_labels(dataset, list(PINNED), list(PINNED.values()))
        await client.populate_samples(dataset, annotation_set, made(studio, task, worker))
        await client.get_or_create_group(dataset, "later")
        await client.add_label(dataset, f"own {worker}")
    await client.update_sample_dimensions(dataset, [(task["samples"][worker], 1000 + worker, 500)])


def work_official(worker: int) -> None:
    import edgefirst_client as module

    task = ready()
    client = login(module, task, "Client").with_login(task["username"], task["password"])
    dataset, annotation_set = task["dataset"], task["annotation_set"]
    mine = [sample_of(module, f"{worker} {n}", n, task["picture"]) for n in range(OWN)]
    client.populate_samples(dataset, annotation_set, mine)
    for _ in range(2):
        client.add_labels(dataset, list(PINNED), list(PINNED.values()))
        # this client cannot give an identity to a sample, but sends the one a sample came with
        kinds = [module.AnnotationType.Box2d]
        client.populate_samples(dataset, annotation_set, client.samples(dataset, annotation_set, kinds))
        client.get_or_create_group(dataset, "later")
        client.add_label(dataset, f"own {worker}")
    client.update_sample_dimensions(dataset, [(task["samples"][worker], 1000 + worker, 500)])


if __name__ == "__main__":
    kind, number = sys.argv[1], int(sys.argv[2])
    if kind == "async":
        asyncio.run(work_async(number))
    else:
        {"sync": work_sync, "official": work_official}[kind](number)
