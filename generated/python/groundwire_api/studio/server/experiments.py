# Generated from spec/studio/methods/experiments.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of experiments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import Experiment
    from groundwire_api.studio.params import TrainerGetParams, TrainerList2Params

__all__ = ["ExperimentsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "trainer.get": Route(
        "trainer.get",
        "experiments",
        params=lambda: _params.TrainerGetParams,
        result=lambda: _models.Experiment,
        idempotent=True,
    ),
    "trainer.list2": Route(
        "trainer.list2",
        "experiments",
        params=lambda: _params.TrainerList2Params,
        result=lambda: list[_models.Experiment],
        idempotent=True,
    ),
}


class ExperimentsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def trainer_get(self, ctx: C_contra, p: TrainerGetParams, /) -> Experiment | Raw:
        """Answer `trainer.get`: Get one experiment."""
        ...

    def trainer_list2(self, ctx: C_contra, p: TrainerList2Params, /) -> list[Experiment] | Raw:
        """Answer `trainer.list2`: List the experiments of a project."""
        ...
