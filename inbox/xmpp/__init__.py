"""XMPP (RFC 6120, 6121): `said` is what a message tells, `session` a connection that lives on its caller's thread.

Imported when an account of the kind is opened: slixmpp takes a while.
"""
