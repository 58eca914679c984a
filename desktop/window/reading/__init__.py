"""The parts of the reading pane. What they show comes from strangers: see `inbox.mail.opened`."""
