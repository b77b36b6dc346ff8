"""A COCO folder goes to a server and comes back, every object compared: `python -m groundwire.demo`."""
