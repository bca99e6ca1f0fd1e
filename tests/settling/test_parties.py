from creditfile.settling.parties import Parties, parties_of

PARTIES = parties_of(
    [("loan_contract", "borrower", "云川精密机械有限公司"), ("guarantee_contract", "guarantor", "远岫商贸有限公司")]
)


def test_the_borrowers_and_the_guarantors_papers_are_told_apart() -> None:
    assert "borrower" == PARTIES.role_of("云川精密机械有限公司")
    assert "guarantor" == PARTIES.role_of("远岫商贸有限公司")


def test_a_name_with_a_slip_stays_the_borrowers_so_that_the_difference_is_judged() -> None:
    assert "borrower" == PARTIES.role_of("云川精密机诫有限公司")


def test_somebody_whom_no_paper_names_is_unknown() -> None:
    assert "unknown" == PARTIES.role_of("松石农业发展有限公司")


def test_without_any_named_borrower_a_paper_is_taken_for_the_borrowers() -> None:
    assert "borrower" == parties_of([]).role_of("松石农业发展有限公司")


def test_a_paper_of_the_representative_is_the_borrowers_own() -> None:
    parties = Parties(("甲服装有限公司",), ()).with_heads(["何一"])

    assert parties.role_of("何一") == "borrower"
    assert parties.role_of("何二") == "unknown"


def test_the_head_of_a_company_is_not_the_company_but_a_trader_is_the_business() -> None:
    company = Parties(("甲服装有限公司",), ()).with_heads(["何一"])
    trader = Parties(("甲服装店",), ()).with_heads(["何一"], ["何一"])

    assert (True, False, False) == (company.is_head("何一"), company.is_head("何二"), company.is_head(None))
    assert not trader.is_head("何一")


def test_a_representative_who_guarantees_is_a_guarantor() -> None:
    assert Parties(("甲服装有限公司",), ("何一",)).with_heads(["何一"]).role_of("何一") == "guarantor"


def test_a_trader_who_guarantees_his_own_debt_is_the_borrower_all_the_same() -> None:
    assert Parties(("甲服装店",), ("何一",)).with_heads(["何一"], ["何一"]).role_of("何一") == "borrower"
