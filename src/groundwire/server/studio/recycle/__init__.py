"""The recycle bin: what was deleted and can still be purged."""
