"""Help at a stall, on the telephone, and on a shared tablet."""
