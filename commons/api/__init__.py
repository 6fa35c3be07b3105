"""The open data, for programs: read-only JSON over the questions that the pages ask."""
