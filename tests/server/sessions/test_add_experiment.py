"""`groundwire admin add-experiment`."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from groundwire.cli.admin import command
from groundwire.server.errors import ServerError


def run(server, *arguments: str):
    database = os.environ.get("GROUNDWIRE_TEST_DATABASE")
    where = ["--data", str(server.data), *(["--database", database] if database else [])]
    return CliRunner().invoke(command, [*where, "add-experiment", *arguments])


def test_the_experiment_is_there_for_a_running_server(local_server, mine) -> None:
    project = f"p-{mine.project_id:x}"
    assert mine("trainer.list2", project_id=project)  # what a project has from the start stays the first
    done = run(local_server, "By command", "--project", project, "--description", "said")
    assert done.exit_code == 0, done.output
    found = [one for one in mine("trainer.list2", project_id=project) if one["name"] == "By command"]
    assert [(one["description"], f"exp-{one['id']:x}" in done.output) for one in found] == [("said", True)]


@pytest.mark.parametrize(
    ("name", "project", "problem"),
    [
        ("x", "p-ffffff", "no project p-ffffff"),
        ("x", "Sandbox", "by its id"),
        (" ", "p-1", "1 to 256 characters"),
    ],
)
def test_what_cannot_be_added_is_explained(local_server, name, project, problem) -> None:
    done = run(local_server, name, "--project", project)
    assert isinstance(done.exception, ServerError)
    assert problem in str(done.exception)
