"""Handlers of the Studio protocol, one module per family of methods."""
