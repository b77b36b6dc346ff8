"""Handlers: what the calls of each platform do, one folder per platform."""
