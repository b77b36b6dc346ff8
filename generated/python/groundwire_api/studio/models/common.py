# Generated from spec/studio/schemas/common.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of common."""

from __future__ import annotations

from typing import TypeAlias

from groundwire._core.call import Json

__all__ = [
    "Acknowledgement",
    "FileContent",
    "Parameter",
    "ParameterMap",
]


Acknowledgement: TypeAlias = Json


FileContent: TypeAlias = bytes


Parameter: TypeAlias = Json


ParameterMap: TypeAlias = dict[str, Json]
