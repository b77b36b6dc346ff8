# Generated from spec/namespaces/schemas. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Identifier classes, and for each the alias of everything that stands for one."""

from __future__ import annotations


__all__ = []
