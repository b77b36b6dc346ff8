"""Several clients on one server: at the same time on one dataset, and one after the other with one token."""

from __future__ import annotations

import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

import edgefirst_client

from groundwire import studio

ROUNDS, SAMPLES = 3, 5


def test_clients_fill_one_dataset_at_the_same_time(official, local_server, project, pictures) -> None:
    dataset = official.create_dataset(project, f"together {uuid.uuid4()}")
    annotation_set = official.create_annotation_set(dataset, "objects")

    def fill(worker: int) -> None:
        module = edgefirst_client if worker % 2 else studio
        client = module.Client().with_memory_storage().with_url(local_server.url)
        client = client.with_login(local_server.username, local_server.password)
        for turn in range(ROUNDS):
            samples = []
            for number in range(SAMPLES):
                sample = module.Sample()
                sample.set_image_name(f"{worker}_{turn}_{number}.jpg")
                sample.set_group(f"group {(worker + number) % 3}")
                sample.add_file(module.SampleFile("image", str(pictures[number])))
                annotation = module.Annotation()
                annotation.set_label(f"label {(worker + number) % 4}")
                annotation.set_box2d(module.Box2d(0.25, 0.25, 0.5, 0.5))
                sample.add_annotation(annotation)
                samples.append(sample)
            client.populate_samples(dataset, annotation_set, samples)
            client.get_or_create_group(dataset, f"turn {turn}")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(fill, range(6)))
    samples = official.samples(dataset, annotation_set, [edgefirst_client.AnnotationType.Box2d])
    assert len(samples) == len({sample.image_name for sample in samples}) == 6 * ROUNDS * SAMPLES
    assert all(len(sample.annotations) == 1 and sample.image_url for sample in samples)
    assert sorted(label.index for label in official.labels(dataset)) == [0, 1, 2, 3]
    groups = {group.name for group in official.groups(dataset)}
    assert groups == {f"group {n}" for n in range(3)} | {f"turn {n}" for n in range(ROUNDS)}


def test_a_stored_token_serves_both_clients(local_server, tmp_path) -> None:
    path = str(tmp_path / "folder" / "token")
    url = local_server.url
    first = edgefirst_client.Client().with_storage(edgefirst_client.FileTokenStorage.with_path(path))
    first = first.with_url(url).with_login(local_server.username, local_server.password)
    second = studio.Client().with_url(url).with_storage(studio.FileTokenStorage.with_path(path))
    assert [project.name for project in second.projects()] == [project.name for project in first.projects()]
    second.renew_token()
    third = edgefirst_client.Client().with_url(url)
    third = third.with_storage(edgefirst_client.FileTokenStorage.with_path(path))
    assert third.token() == second.token() != first.token()
    assert third.projects()
    assert first.projects()  # a renewed token does not end the one before


def test_more_samples_than_a_page_holds(official, ours, project) -> None:
    count = 1100
    dataset = official.create_dataset(project, f"pages {uuid.uuid4()}")
    annotation_set = official.create_annotation_set(dataset, "objects")
    samples = []
    for number in range(count):
        sample = edgefirst_client.Sample()
        sample.set_image_name(f"{number}.jpg")
        samples.append(sample)
    official.populate_samples(dataset, annotation_set, samples)
    seen: list[tuple[int, int]] = []
    read = official.samples(dataset, progress=lambda done, total, _: seen.append((done, total)))
    assert seen == [(1000, count), (count, count)]
    assert [sample.image_name for sample in read] == [f"{number}.jpg" for number in range(count)]
    assert [sample.uuid for sample in ours.samples(dataset)] == [sample.uuid for sample in read]
    assert official.sample_names(dataset) == ours.sample_names(dataset)


def test_an_upload_without_retries_and_with_many_tasks(local_server, project, pictures) -> None:
    program = """
import sys, edgefirst_client as module
url, username, password, project, *pictures = sys.argv[1:]
client = module.Client().with_memory_storage().with_url(url).with_login(username, password)
dataset = client.create_dataset(project, "without retries")
samples = []
for number in range(200):
    sample = module.Sample()
    sample.set_image_name(f"{number}.jpg")
    sample.add_file(module.SampleFile("image", pictures[number % len(pictures)]))
    samples.append(sample)
events = []
results = client.populate_samples(
    dataset, client.create_annotation_set(dataset, "none"), samples, lambda *event: events.append(event)
)
assert len(results) == 200
# Its tasks report in parallel, so the events may overtake one another: every one arrives, in any order.
assert sorted(events) == [(done, 200, None) for done in range(1, 201)], events
assert all(sample.image_url and sample.width == 160 for sample in client.samples(dataset))
"""
    arguments = [local_server.url, local_server.username, local_server.password, project, *map(str, pictures)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={"EDGEFIRST_MAX_RETRIES": "0", "MAX_TASKS": "32", "HOME": str(pictures[0].parent)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
