"""The week in review: what became of a week, in tiles, charts and tables."""
