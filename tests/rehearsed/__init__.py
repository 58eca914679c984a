"""Whether a rehearsal tells what the app would really have done: python -m tests.rehearsed [WEEKS] [--from NUMBER]

The app's own rhythm, queue and database live through random weeks, by a clock that is moved by hand, and are looked at
at the instants they ask for; the same arrivals are rehearsed; what became of each must be the same.
"""
