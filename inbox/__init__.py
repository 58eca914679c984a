"""What has arrived: items, the queue that holds them, and the sources they come from.

Knows nothing of focus, of Qt or of the keyring.
"""
