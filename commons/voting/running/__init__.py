"""Running a vote: how it is set, what happened in it, counting it again, annulling it."""
