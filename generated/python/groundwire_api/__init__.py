"""Generated packages, one per platform; import a facade such as `groundwire.studio` instead."""
