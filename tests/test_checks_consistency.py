"""What a check says of a register is what the record, the schedule and the questions say of it."""

from __future__ import annotations
