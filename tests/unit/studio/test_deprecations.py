"""Deprecated spellings still work, and warn at the line that uses them."""

from __future__ import annotations

import warnings

import pytest

from groundwire._core.errors import ConfigurationError
from groundwire.studio import Annotation, Client, Dataset, Label, Project, Sample
from groundwire.studio._sample import Listing, SampleRecord

DATASET = {
    "id": 3,
    "project_id": 1,
    "name": "d",
    "description": "",
    "cloud_key": "",
    "createdAt": "2024-01-01T00:00:00Z",
}


class Recorder:
    """Stands for a client; notes what is asked of it."""

    def __init__(self):
        self.asked = []

    def __getattr__(self, name):
        def ask(*arguments):
            self.asked.append((name, *arguments))
            return [Label(id=9, index=0, name="a")] if name == "labels" else None

        return ask


def warned(action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        action()
    return [(warning.category, warning.filename, str(warning.message)) for warning in caught]


def dataset():
    return Dataset.model_validate(DATASET)


@pytest.mark.parametrize(
    ("what", "use"),
    [
        ("Dataset.uid", lambda: dataset().uid),
        ("Project.uid", lambda: Project(id=1, name="", description="").uid),
        ("Label.uid", lambda: Label(id=1, index=0, name="").uid),
        ("Sample.uid", lambda: Sample.received(SampleRecord(id=1), Listing()).uid),
        ("Annotation.iscrowd", lambda: Annotation().iscrowd),
        ("Annotation.set_iscrowd", lambda: Annotation().set_iscrowd(True)),
        ("Dataset.labels(client, ...)", lambda: dataset().labels(Recorder())),
        ("Dataset.add_label(client, ...)", lambda: dataset().add_label(Recorder(), "a")),
        ("Dataset.remove_label(client, ...)", lambda: dataset().remove_label(Recorder(), "a")),
        (
            "Project.datasets(client, ...)",
            lambda: Project(id=1, name="", description="").datasets(Recorder(), "a"),
        ),
        ("Sample.download(client, ...)", lambda: Sample().download(Recorder())),
        ("Client(use_token_file=False)", lambda: Client(use_token_file=False)),
        ("Client(server=...)", lambda: Client(use_token_file=True, server="test")),
        ("Client(username=..., password=...)", lambda: Client(username="a", password="b")),
    ],
)
def test_warning_names_the_replacement_and_points_at_the_caller(what, use, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    ((category, filename, text),) = [entry for entry in warned(use) if what in entry[2]]
    assert category is DeprecationWarning
    assert filename == __file__
    assert "use " in text


def test_one_line_warns_once(tmp_path):
    def use():
        for _ in range(3):
            Annotation().set_iscrowd(True)

    assert len(warned(use)) == 1


def test_client_first_forms_act_through_that_client():
    client = Recorder()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset().labels(client, "v1")
        dataset().add_label(client, "a", 3)
        Project(id=1, name="", description="").datasets(client, "x")
    assert [(name, *map(str, rest)) for name, *rest in client.asked] == [
        ("labels", "ds-3", "v1"),
        ("add_label", "ds-3", "a", "3"),
        ("datasets", "p-1", "x"),
    ]


def test_missing_second_argument_is_named():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ConfigurationError, match="add_label requires the name"):
            dataset().add_label(Recorder())


def test_deprecated_values_are_still_right():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert dataset().uid == "ds-3"
        assert Sample().uid is None
        annotation = Annotation()
        annotation.set_iscrowd(True)
        assert annotation.iscrowd is True
        client = Client(username="ann", password="secret", use_token_file=False)
    assert client.username == "ann"
    assert "secret" not in repr(vars(client))
