"""How often things occur in a synthetic register: every share in one place, each with the thing it is a share of.

They are judgement and no measurement: set so that a register looks like those that privacy teams keep, good in most
places and wanting in some. `tests/test_synth_shares.py` counts them in what is made.
"""

from __future__ import annotations

from typing import Final

#: Of activities: the role of the organisation; the rest is controller.
PROCESSOR: Final = 0.10
JOINT_CONTROLLER: Final = 0.05
#: Of activities: role left unsaid, so that it counts as controller.
ROLE_UNSAID: Final = 0.25
#: Of activities: plain lists instead of arrows, as spreadsheets have them.
LISTS_ONLY: Final = 0.05
#: Of activities: what is left out.
NO_PURPOSE: Final = 0.02
NO_BASIS: Final = 0.05
NO_RETENTION: Final = 0.08
NO_DEPARTMENT: Final = 0.08
NO_OWNER: Final = 0.30
#: Of activities: their own measures; the others rely on `general`.
OWN_MEASURES: Final = 0.55
#: Of activities: people are told, and where.
INFORMATION: Final = 0.50
#: Of activities that go to nobody: it is said that there are no recipients.
NO_RECIPIENTS_SAID: Final = 0.60
#: Of activities: something said to be uncertain.
POSSIBLE: Final = 0.02
#: Of legal bases that are consent: doubtful forms (bundled, or by browsing on).
DOUBTFUL_CONSENT: Final = 0.12
#: Of legal bases that are a legal obligation or legitimate interests: law or interest not named.
NO_LAW: Final = 0.20
NO_INTEREST: Final = 0.20
#: Of activities with data of Articles 9 and 10: no condition named.
NO_CONDITION: Final = 0.20
#: Of retention rules: words instead of a period; no start of the period.
CRITERION: Final = 0.15
NO_TRIGGER: Final = 0.10
#: Of activities that a screening criterion speaks of: an impact assessment is recorded; is at least decided upon.
ASSESSED: Final = 0.55
SCREENED: Final = 0.80
#: Of impact assessments: made before the processing began.
ASSESSED_BEFORE: Final = 0.85

#: Of flows to other organisations: their role left unsaid.
RECIPIENT_ROLE_UNSAID: Final = 0.05
#: Of flows to processors with a contract: it is named at the flow.
AGREEMENT_NAMED: Final = 0.90
#: Of flows: no data stated; everything that the sender holds; own words; data that nothing brought to the sender.
NO_DATA: Final = 0.015
ALL_DATA: Final = 0.04
OWN_WORDS: Final = 0.01
UNCOLLECTED: Final = 0.02
#: Of flows out of places that hold data of several kinds of people: says whose data go.
WHOSE: Final = 0.60
#: Of flows: less certain than stated.
POSSIBLE_FLOW: Final = 0.03
HYPOTHETICAL_FLOW: Final = 0.005
#: Of flows: a citation; passed on by somebody; on a condition; places of their own.
CITED: Final = 0.04
VIA: Final = 0.015
CONDITIONAL: Final = 0.02
OWN_PLACES: Final = 0.03

#: Of processors: no contract on record; of contracts: all points of Article 28(3), some, none.
NO_CONTRACT: Final = 0.08
ALL_CONTENTS: Final = 0.60
SOME_CONTENTS: Final = 0.25
#: Of vendors of the shipped directory: name and country written out instead of left to the directory.
VENDOR_WRITTEN_OUT: Final = 0.30
#: Of other companies: no country stated.
NO_COUNTRY: Final = 0.04
#: Of clients and partners: where they can be reached.
REACHABLE: Final = 0.75
#: Of recipients in countries with a decision for some organisations only: relies on that, on clauses; the rest on none.
ON_DECISION: Final = 0.35
ON_CLAUSES: Final = 0.40
#: Of recipients in countries without a decision: clauses, binding rules; the rest on nothing.
ON_CLAUSES_ELSEWHERE: Final = 0.65
ON_BINDING_RULES: Final = 0.05
#: Of clauses: signed, with module and transfer impact assessment; the rest lacks one of them.
CLAUSES_EVIDENCED: Final = 0.65
#: Of listings under the framework: what they cover is recorded.
LISTING_EVIDENCED: Final = 0.70

#: Of systems that a vendor could run: one does; of the others: hosted by a company outside.
SERVICE_OF_A_VENDOR: Final = 0.45
HOSTED: Final = 0.70
#: Of hosts: hold what they cannot read.
HOST_CANNOT_READ: Final = 0.35

#: Of the rights: offered, with a channel.
RIGHT_STATED: Final = 0.85
#: Of registers: a data protection officer; promises, each of a few; waivers.
OFFICER: Final = 0.85
PROMISE: Final = 0.40
WAIVERS: Final = 0.30

#: Countries of the organisation, and how often.
HOMES: Final = (
    ("DE", 22), ("FR", 15), ("NL", 12), ("IE", 11), ("ES", 8), ("IT", 8), ("AT", 7), ("BE", 5), ("SE", 4), ("PL", 4),
    ("GB", 3), ("CH", 1),
)  # fmt: skip
#: Countries of other companies, and how often; `HOME` stands for the organisation's own.
PLACES: Final = (
    ("HOME", 50), ("DE", 6), ("IE", 5), ("FR", 5), ("NL", 5), ("PL", 3), ("ES", 2), ("RO", 2), ("GB", 7), ("US", 7),
    ("IN", 3), ("CH", 2), ("PH", 0.6), ("UA", 0.6), ("ZA", 0.5), ("SG", 0.5), ("JP", 0.4), ("CA", 0.4),
)  # fmt: skip
