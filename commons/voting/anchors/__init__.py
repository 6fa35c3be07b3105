"""The leaves that ballots leave, the anchors over them, and the package at the end."""
