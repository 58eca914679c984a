"""The whole app as a person runs it: a process of its own, a real mail server, a real desktop."""
