"""Tools that are asked over HTTPS: one client for all of them, and the source that is made from what a tool tells.

`client` speaks HTTP and knows what each answer means; `feed` turns a tool's `Feed` into a `Source`; `fields` are the
settings that such accounts share. `values` reads answers, `paging` follows a list page by page, and `listing` finds
what is new in one that knows no cursor. A tool itself is one file in `inbox/sources`.
"""
