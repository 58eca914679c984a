"""When it may reach you: the schedule, the gate, presence and the providers that show it.

Knows nothing of what has arrived, of Qt or of the keyring.
"""
