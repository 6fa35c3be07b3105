"""Writing a proposal step by step, as a draft that is kept from its first word."""
