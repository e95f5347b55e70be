"""Registers that nobody wrote by hand: synthetic ones of any size, and the one with which people begin.

A synthetic register looks like a real one and is made from a seed.

What they are made of: 49 kinds of activities in eleven departments (`data/activities.csv`), each with the people, data,
purposes, legal bases, services, authorities and periods that usually go with it; vendors of the shipped directory with
their countries; invented companies for everything that no directory lists; systems that the organisation runs itself,
has hosted, or takes from a vendor.

How they are spread: every kind of activity comes once before any comes again, then by its weight; flows per activity
are few for most and many for some; parties and systems grow with the root of the size, so that a large register shares
them as large organisations do. How often something is missing or doubtful stands in `shares.py`, one line each.
"""

from ropa.synth.register import AS_OF, MOST_ACTIVITIES, MOST_FLOWS, synthetic_register

__all__ = ["AS_OF", "MOST_ACTIVITIES", "MOST_FLOWS", "synthetic_register"]
