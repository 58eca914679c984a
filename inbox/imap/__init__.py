"""Reading one mailbox of one IMAP4rev1 server (RFC 3501), and only reading: TLS, EXAMINE, BODY.PEEK.

`tls` makes the wire safe, `connection` speaks, `refusals` understands a No, `answers` reads FETCH, `mailbox` decides
what to ask for, `idle` waits, `source` puts them together. Nothing that was received is ever put into a command,
except numbers.
"""
