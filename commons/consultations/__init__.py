"""The frame: a consultation, its phases, its outcome, and the contract each activity fulfils."""
