"""Commons: where the people of a city decide together, each in their own language."""

__version__ = "0.1.0"
