"""Programs of the published API page, run with our host, credentials and ids."""

from __future__ import annotations

import doctest
import importlib
import json
import re
import sys
import warnings
import zipfile

import pytest

import groundwire
from groundwire.formats import SampleRows, samples_to_table, write_edf

from . import founding_jobs
from .conftest import image_bytes
from .founding_programs import DEPRECATED, PROGRAMS

# the alias under which the programs of the page import the module
edgefirst_client = importlib.import_module("groundwire.studio")

NAMED = re.compile(r"^# (.+)\n", re.MULTILINE)

IDS = [
    ("AnnotationSetID", "as-3d2c1b", 4008987),
    ("AppId", "app-2e1d0c", 3022092),
    ("DatasetID", "ds-456def", 4550127),
    ("ExperimentID", "exp-456def", 4550127),
    ("ImageId", "im-4c3b2a", 4995882),
    ("OrganizationID", "org-abc123", 11256099),
    ("ProjectID", "p-def456", 14611542),
    ("SampleID", "s-6c5b4a", 7101258),
    ("SequenceId", "se-7f6e5d", 8351325),
    ("SnapshotID", "ss-abc123", 11256099),
    ("TaskID", "task-abc123", 11256099),
    ("TrainingSessionID", "t-abc123", 11256099),
    ("ValidationSessionID", "v-deadbeef", 3735928559),
]


def programs(text):
    """Return the title and the text of each program."""
    parts = NAMED.split(text)[1:]
    return [pytest.param(program, id=title) for title, program in zip(parts[::2], parts[1::2], strict=True)]


@pytest.fixture
def page(request, local_server, tmp_path, monkeypatch):
    """Everything the programs find defined, in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "edgefirst_client", edgefirst_client)
    client = edgefirst_client.Client().with_url(local_server.url)
    client.login(local_server.username, local_server.password)
    dataset_id = client.create_dataset(local_server.project_id, "founding", "of the page")
    annotation_set_id = client.create_annotation_set(dataset_id, "annotations")
    image = tmp_path / "path" / "to" / "test.png"
    image.parent.mkdir(parents=True)
    image.write_bytes(image_bytes())
    new_samples = [sample_of(name, image) for name in ("first.png", "second.png")]
    annotation = edgefirst_client.Annotation()
    annotation.set_label("car")
    annotation.set_box2d(edgefirst_client.Box2d(0.1, 0.2, 0.3, 0.4))
    new_samples[0].add_annotation(annotation)
    client.populate_samples(dataset_id, annotation_set_id, new_samples)
    write_files(tmp_path)
    samples = client.samples(dataset_id)
    names = {name: getattr(edgefirst_client, name) for name in edgefirst_client.__all__}
    if "validation_session" in request.node.callspec.params["program"]:
        names |= sessions(client, local_server.project_id, dataset_id, annotation_set_id)
    yield names | {
        "client": client,
        "dataset_id": dataset_id,
        "annotation_set_id": annotation_set_id,
        "samples": samples,
        "training_samples": samples,
        "new_samples": [sample_of("third.png", image)],
        "sample": samples[0],
        "sample_id": samples[0].id,
        "first_image": image_bytes(),
        "folder": tmp_path,
        "username": local_server.username,
        "installed": groundwire.__version__,
    }
    client.close()


def write_files(folder):
    """Write the files that programs name."""
    (folder / "data.mcap").write_bytes(bytes(3000))
    (folder / "labels.txt").write_bytes(b"labels")
    (folder / "best.pt").write_bytes(b"weights")
    rows = SampleRows()
    with zipfile.ZipFile(folder / "dataset.zip", "w") as archive:
        for name in ("one", "two"):
            rows.append(name, label="car", box2d=(0.5, 0.5, 0.2, 0.2), size=(16, 8))
            archive.writestr(f"{name}.png", image_bytes())
    write_edf(samples_to_table(rows), folder / "dataset.arrow")
    document = {
        "images": [{"id": 1, "file_name": "a.jpg", "width": 4, "height": 4}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 1, 2, 2], "area": 4, "iscrowd": 0}
        ],
        "categories": [{"id": 1, "name": "x"}],
    }
    (folder / "instances.json").write_text(json.dumps(document))


def sessions(client, project_id, dataset_id, annotation_set_id):
    """Return an experiment with a training session that has files, and a validation session of it."""
    (experiment, *_) = client.experiments(project_id)
    started = client.start_training_session(
        project_id,
        "run",
        experiment.id,
        "detection",
        dataset_id,
        annotation_set_id,
        tag_name="t",
        is_local=True,
    )
    session = client.training_session(started.session_id)
    session.upload_artifact("labels.txt")
    session.upload_checkpoint("best.pt")
    checked = client.start_validation_session(
        project_id,
        "check",
        session.id,
        "best.pt",
        "detection",
        is_local=True,
        dataset_id=dataset_id,
        annotation_set_id=annotation_set_id,
    )
    validation_session = client.validation_session(checked.session_id)
    return {"experiment": experiment, "session": session, "validation_session": validation_session}


def sample_of(name, path):
    sample = edgefirst_client.Sample()
    sample.set_image_name(name)
    sample.add_file(edgefirst_client.SampleFile("image", str(path)))
    return sample


def adapted(program, page, server):
    """Put our host, credentials and ids into a program."""
    token = page["client"].token()
    replaced = {
        "Client()": f"Client().with_url({server.url!r})",
        'Client(token="your-token-here")': f"Client(token={token!r})",
        '"HOST"': repr(server.url),
        '"your-email@example.com"': repr(server.username),
        '"user@example.com"': repr(server.username),
        '"password"': repr(server.password),
        '"eyJ..."': repr(token),
        '"ds-abc123"': repr(page["dataset_id"]),
        '"ds-12345"': repr(page["dataset_id"]),
        '"p-1"': repr(str(server.project_id)),
        '"proj-abc123"': repr(str(server.project_id)),
    }
    for theirs, ours in replaced.items():
        program = program.replace(theirs, ours)
    return program


def run(program, page):
    parsed = doctest.DocTestParser().get_doctest(program, dict(page), "program", None, 0)
    assert parsed.examples
    report = []
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed, out=report.append)
    assert results.failed == 0, "".join(report)


@pytest.mark.parametrize("program", programs(PROGRAMS) + programs(founding_jobs.PROGRAMS))
def test_program_runs_and_warns_of_nothing(program, page, local_server):
    run(adapted(program, page, local_server), page)


@pytest.mark.parametrize("program", programs(DEPRECATED))
def test_program_in_a_deprecated_form_runs_and_warns(program, page, local_server):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(adapted(program, page, local_server), page)
    assert {warning.category for warning in caught} == {DeprecationWarning}


@pytest.mark.parametrize(("name", "text", "number"), IDS)
def test_identifier_program(name, text, number):
    digits = text.partition("-")[2].upper()
    program = f"""
>>> made = {name}({text!r})
>>> made == {name}(0x{digits}) == {name}.from_str({text!r})
True
>>> int(made)
{number}
>>> str(made)
{text!r}
"""
    run(program, {name: getattr(edgefirst_client, name)})
