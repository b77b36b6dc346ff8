# Generated from spec/studio/schemas/experiments.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of experiments."""

from __future__ import annotations

from groundwire._core.bound import Model
from groundwire_api.studio.ids import ExperimentID, ProjectID

__all__ = [
    "Experiment",
]


class Experiment(Model):
    id: ExperimentID
    project_id: ProjectID
    name: str
    description: str
