"""No width without depth: each fact that a rule or a demanded paper asks for is given by a paper, figure or form."""

from pathlib import Path

from creditfile.book import open_book
from creditfile.linting.supply import Supply

FOLDER = Path(__file__).parent.parent.parent
BOOK = open_book(FOLDER)
SUPPLY = Supply(BOOK)


def test_every_fact_of_every_rule_is_given_by_something() -> None:
    never = {
        rule.code: sorted(address for address in SUPPLY.asked(rule) if SUPPLY.knows(address) and not given)
        for rule in BOOK.rules.rules
        for given in [all(SUPPLY.supplied(a) for a in SUPPLY.asked(rule) if SUPPLY.knows(a))]
        if not given
    }

    assert {} == never


def test_every_fact_of_every_demanded_paper_is_given_by_something() -> None:
    expressions = [(demand.code, e) for demand in BOOK.rules.demands for e in (demand.when, demand.valid) if e]
    never = [
        (code, address)
        for code, expression in expressions
        for address in expression.addresses
        if SUPPLY.knows(address) and not SUPPLY.supplied(address)
    ]

    assert [] == never


def test_every_figure_rests_on_something_that_is_given() -> None:
    assert [] == [figure for figure in SUPPLY.figures if not SUPPLY.supplied(figure)]


BY_FORMS = [
    "ADM-019", "ADM-022", "CTR-037", "CTR-039", "EWS-003", "LAW-005", "LED-001", "LED-002",
    "LED-003", "LED-004", "LED-005", "PRH-011", "PRH-014", "PRH-021", "PRH-022", "PRH-024",
    "PRH-028", "PRU-027", "SIG-CMP-01", "SIG-CMP-03", "SIG-OPS-03", "SIG-OPS-05", "SIG-OWN-05", "SIG-REP-01",
    "SIG-REP-02", "SIG-REP-03", "TIM-006",
]  # fmt: skip
"""What no paper of others says: an officer looks, asks, and fills in the bank's own record."""


def test_the_rules_that_only_an_officers_record_feeds_are_these() -> None:
    fed = {rule.code: [a for a in SUPPLY.asked(rule) if SUPPLY.knows(a)] for rule in BOOK.rules.rules}

    assert BY_FORMS == [code for code, asked in fed.items() if asked and all(map(SUPPLY.by_the_bank_alone, asked))]
