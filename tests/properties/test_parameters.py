"""Parameters, metrics, charts and the data of jobs: JSON of any shape, to the last bit and in its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire.studio import Parameter
from tests.properties.conftest import PROFILE
from tests.properties.values import bits, members, names, parameters

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def work(both) -> dict[str, Any]:
    dataset, annotation_set = both.fresh()
    return {
        "project_id": both.project,
        "experiment_id": both.experiments(both.project)[0].id,
        "trainer_type": "detection",
        "dataset_id": dataset,
        "annotation_set_id": annotation_set,
        "tag_name": "first",
        "is_local": True,
    }


def train(both: Any, work: dict[str, Any], params: Mapping[str, Any]) -> Any:
    return both.training_session(both.start_training_session(name="x", params=params, **work).session_id)


def contents(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: bits(plain(value)) for name, value in values.items()}


def plain(value: Any) -> Any:
    return value.to_pyobject() if isinstance(value, Parameter) else value


@settings(PROFILE)
@given(params=members)
def test_parameters_of_a_training_session(both, work, params) -> None:
    assert contents(train(both, work, params).model_params) == contents(params)


@settings(PROFILE)
@given(params=members)
def test_parameters_of_a_validation_session(both, work, params) -> None:
    trained = train(both, work, {})
    # the server adds what it was told beside the parameters, which therefore cannot be parameters
    sent = {name: value for name, value in params.items() if name != "model"}
    started = both.start_validation_session(
        both.project, "check", trained.id, "m.onnx", "detection", params=sent, is_local=True
    )
    found = contents(both.validation_session(started.session_id).params)
    found.pop("model")
    assert {name: value for name, value in found.items() if name in sent} == contents(sent)


@settings(PROFILE)
@given(first=members, second=members)
def test_metrics(both, work, first, second) -> None:
    session = train(both, work, {})
    both.of(session, "set_metrics")(first)
    assert contents(both.of(session, "metrics")()) == contents(first)
    both.of(session, "set_metrics")({name: Parameter(value) for name, value in second.items()})
    found = contents(both.of(session, "metrics")())
    assert {name: found[name] for name in second} == contents(second)


@settings(PROFILE)
@given(group=names, name=names, content=parameters, params=st.none() | members)
def test_charts(both, work, group, name, content, params) -> None:
    task = both.task_info(train(both, work, {}).task.id)
    both.of(task, "add_chart")(None, group, name, Parameter(content), params)
    assert bits(plain(both.of(task, "get_chart")(None, group, name))) == bits(content)
    assert both.of(task, "list_charts")(None).data == {group: [name]}
