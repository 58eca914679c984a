"""What a person can set: one TOML file, read into one tree of plain values, and changed without losing a comment."""
