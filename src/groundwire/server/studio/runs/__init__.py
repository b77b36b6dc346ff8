"""What the handlers of training, validation, tasks and jobs share."""
