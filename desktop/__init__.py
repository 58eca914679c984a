"""The person: the window, the tray, the command line, and the core that joins `inbox` and `focus` for them."""
