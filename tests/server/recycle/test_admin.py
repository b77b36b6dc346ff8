"""`groundwire admin delete`, `restore` and `set-quota`, on a folder whose server runs."""

from __future__ import annotations

import pytest

from tests.server.infra.test_cli import failure, groundwire
from tests.server.recycle.conftest import listed, set_quota, upload
from tests.server.studio.conftest import new_dataset


@pytest.fixture
def admin(local_server):
    chosen = local_server._database
    return ("admin", "--data", str(local_server.data), *(["--database", chosen] if chosen else []))


def test_a_project_is_deleted_and_comes_back(admin, mine) -> None:
    added = groundwire(*admin, "add-project", "Fleeting").stdout
    item = added.partition("(")[2].partition(")")[0]
    told = groundwire(*admin, "delete", item).stdout
    assert told == f"{item} is in the recycle bin; take it out with: groundwire admin restore {item}\n"
    assert listed(mine)[item]["name"] == "Fleeting"
    assert "Fleeting" not in {one["name"] for one in mine("project.list")}
    assert item not in groundwire(*admin, "list").stdout
    assert groundwire(*admin, "restore", item).stdout == f"{item} is back.\n"
    assert "Fleeting" in {one["name"] for one in mine("project.list")}


def test_datasets_and_annotation_sets_come_back_and_the_changelog_tells(admin, mine, data) -> None:
    upload(data, "a.png")
    mine("annset.del", id=data.annotation_set)
    mine("dataset.delete", id=data.id)
    groundwire(*admin, "restore", f"ds-{data.id:x}")
    groundwire(*admin, "restore", f"as-{data.annotation_set:x}")
    assert data.sample()["image_name"] == "a.png"
    entries = mine("version.changelog", dataset_id=data.id)["entries"]
    assert [(one["entity_type"], one["operation"]) for one in entries if one["username"] == "operator"] == [
        ("dataset", "restore"),
        ("annotation_set", "restore"),
    ]


def test_a_training_session_comes_back_with_the_validations_deleted_with_it(admin, mine, run) -> None:
    first, second = (run.validate(name)["val_session_id"] for name in ("early", "late"))
    mine("validate.session.delete", session_ids=[first])
    mine("trainer.session.delete", session_ids=[run.session])
    groundwire(*admin, "restore", f"t-{run.session:x}")
    assert mine("validate.session.get", validate_session_id=second)["id"] == second
    assert f"v-{first:x}" in listed(mine)
    groundwire(*admin, "restore", f"v-{first:x}")
    assert mine("validate.session.get", validate_session_id=first)["id"] == first


def test_misuse_is_explained(admin, mine, data) -> None:
    item = f"ds-{data.id:x}"
    assert failure(*admin, "restore", item) == f"Error: There is no dataset {item} in the recycle bin."
    assert failure(*admin, "delete", "p-7fffffff").startswith("Error: There is no project p-7fffffff")
    assert failure(*admin, "delete", item).startswith("Error: Projects (p-…) and experiments (exp-…)")
    assert failure(*admin, "restore", "rubbish").startswith("Error: 'rubbish' is not the id")
    assert failure(*admin, "set-quota", "Nobody", "5").startswith("Error: There is no organisation named")
    assert failure(*admin, "set-quota", "Local", "lots").startswith("Error: Expected a number of bytes")


def test_quotas_are_set_shown_and_lifted(local_server, admin, mine) -> None:
    upload(new_dataset(mine), "a.png", body=b"x" * 10)
    told = groundwire(*admin, "set-quota", "Local", "1000000").stdout
    stored = set_quota(local_server, 1_000_000)
    assert told == f"Local has stored {stored} bytes and may store 1000000 bytes.\n"
    assert f"  stored   {stored} of 1000000 bytes\n" in groundwire(*admin, "list").stdout
    told = groundwire(*admin, "set-quota", "Local", "unlimited").stdout
    assert told.endswith("may store any number of bytes.\n")
    assert "stored" not in groundwire(*admin, "list").stdout
