"""Amendments: somebody proposes another wording of a proposal; its authors accept or decline."""
