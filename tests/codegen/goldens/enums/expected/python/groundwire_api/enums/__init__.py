# Generated from spec/enums. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Toy notes 1.0.0: identifiers, models, calls, clients and server tables."""
