"""The comments of a register with which people begin: prose begins with a capital letter, examples are fields.

`OWN` stands for the key of the organisation. An example resolves when the `# ` before it is taken away.
"""

from __future__ import annotations

from typing import Final

HEAD: Final = """\
# A record of processing activities (GDPR Article 30), begun with `ropa new`.
#
# What follows a # is a comment. Where it is a field, it is an example: take the # away and write what is true.
# What you leave out counts as "not stated", never as "no". Write facts down also where they are not as they should be.
#
#   ropa check                        what is missing or doubtful, with the articles
#   ropa record -o record.html        the record, for you and for the authority
#   ropa vocabulary email             the words for data, purposes, people, measures, vendors
#   ropa schema -o ropa.schema.json   lets your editor complete and check what you write
"""
REGISTER: Final = """\
  # version: "1.0"
  # prepared_by: A. Officer
  # approved_by: {name: B. Director, date: 2026-01-15}
  # documents:                        # sources; `cite: policy:12` beside any statement names its line
  #   policy: {title: Privacy policy, file: policy.txt, date: 2026-01-15}
"""
ORGANISATIONS: Final = """
# Yourself, and everybody who gets data from you. The key in front is yours to choose: small letters and hyphens.
"""
OTHERS: Final = """\
  # mailchimp: {directory: mailchimp}                     # a vendor of the shipped directory
  # print-shop: {name: Print shop, country: IE}           # any other company, with the country of its seat
  # tax-office: {name: Tax office, kind: public-authority, country: IE}
  # couriers: {name: Parcel carriers, kind: category}     # recipients that you do not name
  # support: {name: Support team, kind: internal, part_of: OWN}

# Contracts with those who process data for you (Article 28), and what transfers to third countries rest on (Chapter V).
# agreements:
#   print-shop-dpa: {kind: data-processing, between: [OWN, print-shop], signed: 2026-01-15}
# safeguards:
#   print-shop-scc: {tool: scc-2021, module: 2, between: [OWN, print-shop], signed: 2026-01-15}
"""
SUBJECTS: Final = """
# Whose data. Shipped kinds need no line here; a count helps to see how much is at stake.
"""
SUBJECT: Final = """\
  # customer: {count: 1200}
  # regular: {name: Regular customers, part_of: customer}
"""
SYSTEMS: Final = """
# Where data are kept: programs, services, filing cabinets. Who runs them, and who hosts them where.
"""
SYSTEM: Final = """\
  # till: {name: Till, operator: OWN}
  # web-shop: {name: Web shop, operator: OWN, hosting: [{by: hetzner, country: DE}]}
"""
ACTIVITIES: Final = """
# What you do with personal data: one entry for each activity with purposes of its own.
"""
FLOWS: Final = """\
    # flows:                          # exactly who gives what to whom, FROM -> TO: [data]; lists cannot say it
    #   - customer -> OWN: [name, email-address]
    #   - OWN -> mailchimp: {data: [email-address], as: processor}
"""
EXAMPLE: Final = """\
  # newsletter:
  #   name: Newsletter
  #   role: controller                # controller, joint-controller or processor: yours, in this activity
  #   purposes: [direct-marketing]    # why; `ropa vocabulary purposes WORD`
  #   legal_basis: [{basis: consent, form: opt-in}]
  #   flows:                          # FROM -> TO: [data]: people, systems and organisations, one line for each
  #     - subscriber -> OWN: [email-address, name]
  #     - OWN -> mailchimp: {data: [email-address], as: processor}
  #   retention: [{data: everything, trigger: consent withdrawn, period: P30D, disposal: erase}]
"""
GENERAL: Final = """
# What is true of all activities.
"""
GENERAL_EXAMPLES: Final = """\
  # measures: [access-control, backup, staff-training]    # Article 32; `ropa vocabulary measures`
  # retention: [{data: everything, criterion: "as long as the law demands"}]

# The rights of people, and where they turn to (Articles 12 to 22).
# rights:
#   access: {channel: privacy@shop.example, within: P1M}
#   erasure: {channel: privacy@shop.example, within: P1M}

# What you promise not to do; `ropa check` holds it against the facts.
# promises:
#   no-card-storage: {never: {data: payment-card, in: own-systems}}
"""
