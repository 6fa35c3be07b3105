"""The life of a proposal: admitted or returned, under review, answered; and all its steps."""
