"""A year of someone's life with Écluse, by a clock that is moved: nothing early, nothing lost, nothing twice."""
