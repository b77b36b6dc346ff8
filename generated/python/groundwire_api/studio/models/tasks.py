# Generated from spec/studio/schemas/tasks.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of tasks."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AliasChoices, AwareDatetime, Field

from groundwire._core.bound import Model
from groundwire_api.studio.ids import ProjectID, TaskID

__all__ = [
    "Stage",
    "StageDeclaration",
    "Task",
    "TaskDataList",
    "TaskInfo",
    "TaskManager",
    "TaskProgress",
    "TaskStatus",
    "TaskWorkflow",
    "TasksPage",
]


TaskStatus: TypeAlias = (
    Literal["pending", "running", "complete", "completed", "done", "failed", "error", "cancelled", "canceled"]
    | str
)


class Stage(Model):
    stage: str
    percentage: int
    task_id: Annotated[TaskID | None, Field(alias="docker_task_id")] = None
    status: TaskStatus | None = None
    description: str | None = None
    message: str | None = None


StageDeclaration: TypeAlias = dict[str, str]


TaskManager: TypeAlias = Literal["aws", "user", "kubernetes"] | str


TaskWorkflow: TypeAlias = (
    Literal[
        "trainer",
        "validation",
        "snapshot-create",
        "snapshot-restore",
        "copyds",
        "upload",
        "auto-ann",
        "auto-seg",
        "aigt",
        "import",
        "export",
        "convertor",
        "twostage",
    ]
    | str
)


class Task(Model):
    id: TaskID
    name: str
    workflow: Annotated[TaskWorkflow, Field(alias="type")]
    status: TaskStatus
    instance: Annotated[str, Field(alias="instance_type")]
    created: Annotated[AwareDatetime, Field(alias="date")]
    manager: Annotated[TaskManager | None, Field(alias="manage_type")] = None


class TaskDataList(Model):
    server: str
    organization_uid: str
    traces: list[str] = []
    data: dict[str, list[str]] = {}


class TaskProgress(Model):
    stages: dict[str, Stage] | None = None


class TaskInfo(Model):
    id: TaskID
    workflow: Annotated[TaskWorkflow, Field(alias="type")]
    project_id: ProjectID | None = None
    description: Annotated[
        str,
        Field(
            validation_alias=AliasChoices("task_description", "description"),
            serialization_alias="task_description",
        ),
    ] = ""
    status: TaskStatus | None = None
    progress: TaskProgress | None = None
    created: Annotated[
        AwareDatetime | None,
        Field(validation_alias=AliasChoices("created_date", "created"), serialization_alias="created_date"),
    ] = None
    completed: Annotated[
        AwareDatetime | None,
        Field(validation_alias=AliasChoices("end_date", "completed"), serialization_alias="end_date"),
    ] = None


class TasksPage(Model):
    tasks: list[Task]
    continue_token: str | None = None
