"""Dilemma: the live workshop tool for the stakeholder dilemma game."""

__version__ = "0.1.0"
