"""Tests of the ways to count."""
