"""planforge: run schedules and side-specific strength and breathing work from one athlete file."""

__version__ = "0.1.0"
