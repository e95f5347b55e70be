"""The transfer report: a summary by grade and country, then every flow that is or may be a restricted transfer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from ropa.law import Law
from ropa.model.activities import Pair
from ropa.model.base import Part, record
from ropa.model.register import Register
from ropa.reports.base import (
    Block,
    Cell,
    Chip,
    Fields,
    Heading,
    Row,
    Table,
    Value,
    cell,
    columns,
    field,
    not_stated,
    plain,
    row,
)
from ropa.reports.cover import cover_title
from ropa.reports.facts import facts_cell, facts_of
from ropa.reports.given import Given
from ropa.reports.transfer_rows import (
    country_value,
    facts_of_transfer,
    grade_value,
    next_step_value,
    reason_values,
    shown_in_record,
    tool_value,
)
from ropa.reports.values import country_text, titled
from ropa.reports.wording import CHIPS, GRADES, capital, day, grade_label, number, plural, regime_label
from ropa.transfers.base import Grade, Transfer
from ropa.vocabulary import Vocabulary
