"""Proposals by several people: invited, accepted, shown as authors.

The rule: co-authors may change the text and decide about amendments. Whoever posted it invites,
removes co-authors and withdraws it; the first of the co-authors does once that person has left.
"""
