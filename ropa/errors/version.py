"""The one place that states the version; kept apart so that printing it imports nothing else."""

__version__ = "0.1.0"
