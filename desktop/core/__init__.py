"""What runs the app, with or without a window: no Qt in here."""
