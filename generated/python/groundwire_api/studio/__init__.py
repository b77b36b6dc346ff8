# Generated from spec/studio. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""EdgeFirst Studio 2.19.0: identifiers, models, calls, clients and server tables."""
