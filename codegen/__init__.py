"""Build tool: reads `spec/`, writes `generated/`; nothing at run time imports it."""
