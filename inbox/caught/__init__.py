"""What other programs have the desktop show: heard on the session bus, and made into items."""
