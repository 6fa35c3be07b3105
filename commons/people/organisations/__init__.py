"""Organisations that speak as such: an association, an international body, a school, a company."""
