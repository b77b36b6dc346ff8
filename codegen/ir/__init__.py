"""The frozen intermediate representation; every derived fact is a property, so templates hold no logic."""

from __future__ import annotations

from codegen.ir.methods import Example, Failure, Http, Method, Paging
from codegen.ir.params import Param, Place
from codegen.ir.platform import Domain, Namespace, Platform
from codegen.ir.types import Alias, Field, IdType, Model

__all__ = [
    "Alias",
    "Domain",
    "Example",
    "Failure",
    "Field",
    "Http",
    "IdType",
    "Method",
    "Model",
    "Namespace",
    "Paging",
    "Param",
    "Place",
    "Platform",
]
