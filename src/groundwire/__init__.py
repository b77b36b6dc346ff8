"""Typed clients for the platforms where perception teams keep datasets, annotations and training runs."""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
