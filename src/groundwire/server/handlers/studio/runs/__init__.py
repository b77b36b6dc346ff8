"""Experiments, training and validation sessions, tasks and jobs."""
