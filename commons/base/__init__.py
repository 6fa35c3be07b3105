"""No knowledge of democracy: database sessions, time, text, files, jobs, mail, events, web."""
