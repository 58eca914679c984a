"""From a mail address alone to proposed settings of its server. Nothing is signed in to, and nothing is kept.

`search` decides whom to ask and what to believe, `providers` is what is known beforehand, `autoconfig` reads what a
domain publishes, `internet` is the only part with I/O. Only the address's own domain and DNS are asked, and never with
more of the address than its domain.
"""
