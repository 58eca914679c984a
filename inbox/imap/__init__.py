"""Some mailboxes of one account of an IMAP4rev1 server (RFC 3501): TLS, EXAMINE, BODY.PEEK; SELECT in `writing` alone.

`tls` makes the wire safe, `opening` and `sign_in` get to where `connection` can speak, `refusals` understands a No and
`answers` a FETCH. `line` keeps a connection, `idle` waits on it. `mailboxes` lists what there is, `place` is one of
those that are read, `mailbox` decides what to ask of it, `history` goes back in it; `writing` and `sent` change what
they are asked to. `source` puts them together. What was typed or received goes into a command in two ways only: as a
name that `names` has quoted, or as a literal.
"""
