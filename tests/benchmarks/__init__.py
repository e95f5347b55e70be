"""Timings as ratios against a named limit; run by `make bench`, never a gate."""
