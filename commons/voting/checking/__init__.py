"""Checking a vote without trusting who held it: the chain of anchors, and the signed package.

Pure: a stranger's machine needs nothing but these modules, the rules and the package.
"""
