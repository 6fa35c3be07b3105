"""Four plausible cities with lively content, for trying Commons out."""
