"""Snapshots: uploaded in parts, made from datasets, and restored into datasets."""
