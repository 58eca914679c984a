"""Parts of what a person can ask of Écluse, one module each; `desktop.core.desk.Desk` is all of them together."""
