"""Miteinander: the system with which German municipalities run their integration work."""

__version__ = "0.1.0.dev0"
