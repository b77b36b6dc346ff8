"""Names and descriptions are any text, and stay what they are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.conftest import PROFILE
from tests.properties.values import descriptions, names


@settings(PROFILE)
@given(name=names, description=descriptions, other=names, said=st.none() | descriptions)
def test_datasets_and_annotation_sets(both, name, description, other, said) -> None:
    dataset = both.create_dataset(both.project, name, description)
    found = both.dataset(dataset)
    assert (found.name, found.description) == (name, description)
    annotation_set = both.create_annotation_set(dataset, other, said)
    (listed,) = both.annotation_sets(dataset)
    assert (str(listed.id), listed.name, listed.description) == (annotation_set, other, said or "")
    assert dataset in [str(one.id) for one in both.datasets(both.project, name)]
    both.delete_dataset(dataset)


@settings(PROFILE)
@given(wanted=st.dictionaries(names, st.none() | st.integers(0, 2**63 - 100_001), max_size=5), new=names)
def test_labels(both, wanted, new) -> None:
    held = [index for index in wanted.values() if index is not None]
    if len(set(held)) < len(held) or new in wanted:
        return
    dataset, _ = both.fresh()
    both.add_labels(dataset, list(wanted), list(wanted.values()) if held else None)
    found = {label.name: label.index for label in both.labels(dataset)}
    assert set(found) == set(wanted)
    assert all(found[name] == index for name, index in wanted.items() if index is not None)
    for label in both.labels(dataset)[:1]:
        both.of(label, "set_name")(name=new)
        assert {one.name for one in both.labels(dataset)} == set(wanted) - {label.name} | {new}


@settings(PROFILE)
@given(wanted=st.lists(names, max_size=4))
def test_groups(both, wanted) -> None:
    dataset, _ = both.fresh()
    ids = {name: both.get_or_create_group(dataset, name) for name in wanted}
    assert {group.name: group.id for group in both.groups(dataset)} == ids
    assert {name: both.get_or_create_group(dataset, name) for name in wanted} == ids


@settings(PROFILE)
@given(name=names, title=names, description=descriptions, stage=names, message=descriptions)
def test_sessions_tasks_and_stages(both, name, title, description, stage, message) -> None:
    dataset, annotation_set = both.fresh()
    started = both.start_training_session(
        both.project,
        name,
        both.experiments(both.project)[0].id,
        "detection",
        dataset,
        annotation_set,
        tag_name=title,
        train_group=title,
        val_group=name,
        session_name=title,
        session_description=description,
        is_local=True,
    )
    session = both.training_session(started.session_id)
    assert (session.name, session.description) == (title, description)
    assert (session.dataset_params.train_group, session.dataset_params.val_group) == (title, name)
    changed = both.update_training_session(started.session_id, name, description)
    assert (changed.name, changed.description) == (name, description)
    both.set_stages(started.task_id, [(stage, message)])
    both.update_stage(started.task_id, stage, "running", message, 50)
    task = both.task_info(started.task_id)
    assert set(task.stages) == {stage}
    assert (task.stages[stage].message, task.stages[stage].percentage) == (message, 50)
    validation = both.start_validation_session(
        both.project, name, session.id, title, "detection", description=description, is_local=True
    )
    checked = both.validation_session(validation.session_id)
    assert (checked.name, checked.description) == (name, description)


def test_names_that_differ_only_in_their_unicode_form_are_different(ours, local_server) -> None:
    dataset = ours.create_dataset(local_server.project_id, "forms")
    forms = ["é", "e\u0301", "É", "ß", "SS", "ﬀ", "ff", "K", "\u212a"]
    ours.add_labels(dataset, forms)
    for form in forms:
        ours.get_or_create_group(dataset, form)
    assert [label.name for label in ours.labels(dataset)] == forms
    assert [group.name for group in ours.groups(dataset)] == forms
