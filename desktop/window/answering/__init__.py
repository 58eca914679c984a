"""Answering: the panel in which one writes, the texts one uses again, and what became of what was sent."""
