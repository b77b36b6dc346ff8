"""Versions of datasets: past images of rows, tags, the changelog, reading and restoring a tagged state."""
