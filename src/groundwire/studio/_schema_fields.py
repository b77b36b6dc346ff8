"""What trainers and validators can be told: the fields of their parameters."""

# ruff: noqa: RUF012 - pydantic copies default values
from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from groundwire._core.bound import Model
from groundwire.studio._parameter import Parameter  # noqa: TC001 - pydantic reads the annotations
from groundwire.studio._public import public

_KNOWN: Final = frozenset(
    {
        "group",
        "slider",
        "select",
        "bool",
        "int",
        "float",
        "text",
        "date",
        "project",
        "dataset",
        "trainer",
        "upload",
        "info",
    }
)


def _as_text(value: Any) -> Any:
    """Make scalars text; servers write some names as numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _known(value: Any) -> Any:
    return value if value is None or value in _KNOWN else "unknown"


_Text = Annotated[str | None, BeforeValidator(_as_text)]


@public
class SchemaOption(Model):
    """One choice of a field, with fields of its own that it brings in."""

    name: Parameter | None = None
    label: _Text = None
    children: list[SchemaField] = []


@public
class SchemaField(Model):
    """One parameter of a trainer or validator.

    ``field_type`` is one of ``group``, ``slider``, ``select``, ``bool``, ``int``, ``float``, ``text``,
    ``date``, ``project``, ``dataset``, ``trainer``, ``upload``, ``info``, or ``unknown``.
    """

    name: _Text = None
    label: _Text = None
    description: _Text = None
    field_type: Annotated[str | None, BeforeValidator(_known), Field(alias="type")] = None
    required: bool = False
    default: Parameter | None = None
    min: float | None = None
    max: float | None = None
    step: float | None = None
    options: list[SchemaOption] = []
    children: list[SchemaField] = []
    values: list[Parameter] | None = None
    is_dropdown: bool = False
    multi_select: bool = False
    is_multi_line: bool = False
    hidden: bool = False
    numeric_only: bool = False
    enable_tags_selection: bool = False
    enable_annotation_set_selection: bool = False


@public
class ValidatorSchema(Model):
    """A kind of validator and what it can be told."""

    schema_type: Annotated[str, Field(alias="type")] = ""
    name: str = ""
    schema_fields: Annotated[list[SchemaField], Field(alias="schema")] = []

    @property
    def schema(self) -> list[SchemaField]:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride] - the documented name
        """The fields, in order."""
        return self.schema_fields


# The classes name each other, and pydantic looks for names in the module they are presented in.
SchemaOption.model_rebuild()
