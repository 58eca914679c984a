"""The pages where a person says what they want: accounts, week, busy, preferences, first run, and the manual."""
