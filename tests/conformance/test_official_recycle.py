"""Deletions and the recycle bin through the official client, Python and command line."""

from __future__ import annotations

import edgefirst_client
import pytest

from groundwire.studio import Sample, SampleFile
from tests.conformance.conftest import picture


@pytest.fixture
def dataset(official, project) -> str:
    made = official.create_dataset(project, "to be deleted", "of no use")
    official.create_annotation_set(made, "first")
    return made


@pytest.fixture
def session(official, project, dataset):
    """A training session and a validation session of it."""
    experiment = official.experiments(project)[0]
    (annotation_set,) = official.annotation_sets(dataset)
    trained = official.start_training_session(
        project, "task", experiment.id, "detection", dataset, annotation_set.id, {}, "v1", is_local=True
    ).session_id
    checked = official.start_validation_session(
        project, "check of it", trained, "m.onnx", "detection", {}, is_local=True
    ).session_id
    return trained, checked


def binned(client) -> dict[str, str]:
    return {item.id: item.name for item in client.recycle_bin()}


def test_the_bin_lists_what_the_official_client_deleted_and_purging_empties_it(
    official, dataset, session
) -> None:
    trained, checked = session
    (annotation_set,) = official.annotation_sets(dataset)
    official.delete_annotation_set(annotation_set.id)
    official.delete_validation_sessions([checked])
    found = binned(official)
    assert found[str(annotation_set.id)] == "first"
    assert found[str(checked)] == "check of it"
    official.purge_recycle_bin([annotation_set.id, str(checked)])
    assert not {str(annotation_set.id), str(checked)} & set(binned(official))
    official.delete_training_sessions([trained])
    official.delete_dataset(dataset)
    found = official.recycle_bin()
    assert [(item.id, item.name) for item in found[:2]] == [
        (dataset, "to be deleted"),
        (str(trained), "task"),
    ]
    assert found[0].deleted >= found[1].deleted
    official.purge_recycle_bin([dataset, trained])
    assert not {dataset, str(trained)} & set(binned(official))
    with pytest.raises(RuntimeError, match=r"RpcError\(101, "):
        official.dataset(dataset)
    with pytest.raises(RuntimeError, match=r"RpcError\(101, "):
        official.training_session(trained)


def test_purging_is_all_or_nothing(official, project, dataset) -> None:
    other = official.create_dataset(project, "alive")
    official.delete_dataset(dataset)
    with pytest.raises(RuntimeError, match=rf"RpcError\(101, .*{other}"):
        official.purge_recycle_bin([dataset, other])
    assert dataset in binned(official)
    assert official.dataset(other).name == "alive"


def test_both_clients_see_the_same_bin(official, ours, dataset) -> None:
    ours.delete_dataset(dataset)
    mine = [(item.id, item.name, item.deleted) for item in ours.recycle_bin()]
    assert mine == [(item.id, item.name, item.deleted) for item in official.recycle_bin()]
    ours.purge_recycle_bin([dataset])
    assert dataset not in binned(official)


def test_the_command_line_lists_and_purges(cli, official, dataset) -> None:
    official.delete_dataset(dataset)
    printed = cli("recycle-bin")
    assert dataset in printed
    assert "to be deleted" in printed
    cli("purge-recycle-bin", dataset)
    assert dataset not in cli("recycle-bin")
    cli("purge-recycle-bin", dataset, fails=True)


def test_deleted_samples_are_gone_for_the_official_client(official, ours, dataset, tmp_path) -> None:
    sent = []
    for number in range(3):
        path = tmp_path / f"{number}.png"
        path.write_bytes(picture(number, "PNG"))
        sample = Sample()
        sample.add_file(SampleFile("image", str(path)))
        sample.set_image_name(path.name)
        sent.append(sample)
    (annotation_set,) = ours.annotation_sets(dataset)
    ours.populate_samples(dataset, annotation_set.id, sent)
    ids = {sample.name: sample.id for sample in official.samples(dataset)}
    official.delete_samples(dataset, [ids["0"]])
    ours.delete_samples(dataset, [str(ids["1"])])
    assert [sample.name for sample in official.samples(dataset)] == ["2"]
    assert official.sample_names(dataset) == ours.sample_names(dataset) == {"2"}


def test_a_full_quota_is_told_by_the_official_client(local_server, official, dataset, tmp_path) -> None:
    from tests.server.recycle.conftest import set_quota

    path = tmp_path / "a.png"
    path.write_bytes(picture(1, "PNG"))
    sample = edgefirst_client.Sample()
    sample.add_file(edgefirst_client.SampleFile("image", str(path)))
    (annotation_set,) = official.annotation_sets(dataset)
    stored = set_quota(local_server, None)
    try:
        set_quota(local_server, stored)
        with pytest.raises(RuntimeError, match="purge the recycle bin"):
            official.populate_samples(dataset, annotation_set.id, [sample])
        assert official.samples_count(dataset).total == 0
        set_quota(local_server, stored + 10)
        with pytest.raises(RuntimeError, match="purge the recycle bin"):
            official.populate_samples(dataset, annotation_set.id, [sample])
    finally:
        set_quota(local_server, None)
    official.populate_samples(dataset, annotation_set.id, [sample])
    assert len(official.samples(dataset)) >= 1
