"""A case is read whole: every file is opened, told, searched; what cannot be read is said."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from creditfile.errors import CaseError
from creditfile.model import Case, Reading, Source
from creditfile.model.document import Documents, DocumentType
from creditfile.reading.read import read

LICENCE = "\n".join(
    (
        "营 业 执 照",
        "统一社会信用代码 91320100MA1ABCDE85",
        "名　　称　甲乙贸易有限公司",
        "类　　型　有限责任公司",
        "法定代表人　张甲",
        "经营范围　五金销售",
        "注册资本　伍佰万元整",
        "成立日期　2018年01月02日",
        "住　　所　某省某市某路1号",
        "登记机关",
    )
)
APPROVAL = "\n".join(
    (
        "关于同意甲乙贸易有限公司流动资金贷款的批复",
        "批复文号：某银批〔2024〕12号",
        "借款人：甲乙贸易有限公司",
        "批复金额：500万元",
        "贷款期限：12个月",
        "年利率：4.35%",
        "贷款用途：采购原料",
        "担保方式：保证",
        "批复日期：2024年1月2日",
        "同意按上述条件办理。",
    )
)


@pytest.fixture(scope="module")
def documents(types: tuple[DocumentType, ...]) -> Documents:
    return Documents(types)


@pytest.fixture
def case(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Case]:
    def make(files: dict[str, str | bytes]) -> Case:
        folder = tmp_path / "case"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Case("case", folder)

    return make


MakeCase = Callable[[dict[str, str | bytes]], Case]


def source(case: Case, path: str) -> Source:
    return next(source for source in case.sources if source.path == path)


def codes(source: Source) -> list[str]:
    return [trouble.code for trouble in source.troubles]


def found(case: Case, document: str, field: str) -> list[Reading]:
    return [reading for reading in case.readings if (reading.document, reading.field) == (document, field)]


def test_every_field_comes_with_its_origin(case: MakeCase, documents: Documents) -> None:
    done = read(case({"批复/a.txt": APPROVAL}), documents)

    [reading] = found(done, "approval", "amount")
    origin = reading.fact.origins[0]
    assert reading.fact.value == "500万元"
    assert reading.part == "批复/a.txt"
    assert (origin.source, origin.quote, origin.method) == ("批复/a.txt", "批复金额：500万元", "text")
    assert source(done, "批复/a.txt").kind == "approval"
    assert source(done, "批复/a.txt").sha256 == hashlib.sha256(APPROVAL.encode()).hexdigest()


def test_files_are_read_in_the_order_of_their_paths_and_none_is_lost(case: MakeCase, documents: Documents) -> None:
    done = read(case({"b.txt": LICENCE, "a/z.txt": APPROVAL, "c.bin": b"\x00\x01\x02\xff\xfe" * 20}), documents)

    assert [source.path for source in done.sources] == ["a/z.txt", "b.txt", "c.bin"]
    assert source(done, "c.bin").troubles


def test_hidden_files_and_lock_files_are_no_papers(case: MakeCase, documents: Documents) -> None:
    done = read(case({".DS_Store": b"x", "~$借款合同.docx": b"x", "a.txt": LICENCE, ".git/config": "x"}), documents)

    assert [source.path for source in done.sources] == ["a.txt"]


def test_a_folder_without_papers_is_no_case(documents: Documents, tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").write_bytes(b"x")

    with pytest.raises(CaseError, match="没有任何资料"):
        read(Case("c", tmp_path), documents)


def test_a_single_file_is_a_case(case: MakeCase, documents: Documents) -> None:
    folder = case({"a.txt": LICENCE}).folder

    done = read(Case("a.txt", folder / "a.txt"), documents)

    assert [source.kind for source in done.sources] == ["business_licence"]


def test_the_same_file_twice_is_read_once_and_said(case: MakeCase, documents: Documents) -> None:
    done = read(case({"a.txt": LICENCE, "b/a.txt": LICENCE}), documents)

    assert codes(source(done, "b/a.txt")) == ["RDG-111"]
    assert source(done, "b/a.txt").troubles[0].detail == "a.txt"
    assert len({reading.part for reading in done.readings}) == 1


def test_an_unknown_paper_is_a_finding_with_the_nearest_guesses(case: MakeCase, documents: Documents) -> None:
    done = read(case({"a.txt": "会议通知\n请各部门于下周一提交统一社会信用代码、经营范围等材料。"}), documents)

    [trouble] = source(done, "a.txt").troubles
    assert trouble.code == "RDG-110"
    assert "营业执照" in trouble.detail
    assert source(done, "a.txt").kind is None


def test_a_name_that_says_another_paper_is_doubted_and_the_content_believed(
    case: MakeCase, documents: Documents
) -> None:
    done = read(case({"营业执照.txt": APPROVAL}), documents)

    assert source(done, "营业执照.txt").kind == "approval"
    assert codes(source(done, "营业执照.txt")) == ["RDG-141"]


def test_two_papers_of_a_kind_in_one_file_are_two_parts(case: MakeCase, documents: Documents) -> None:
    second = LICENCE.replace("91320100MA1ABCDE85", "91110000600037341L").replace("甲乙贸易", "丙丁贸易")

    done = read(case({"a.txt": f"{LICENCE}\f{second}"}), documents)

    assert [(reading.part, reading.fact.value) for reading in found(done, "business_licence", "uscc")] == [
        ("a.txt", "91320100MA1ABCDE85"),
        ("a.txt#2", "91110000600037341L"),
    ]


def test_the_same_value_in_two_places_is_one_reading_with_two_origins(case: MakeCase, documents: Documents) -> None:
    done = read(case({"a.txt": APPROVAL + "\n四、授信金额：500万元"}), documents)

    [reading] = found(done, "approval", "amount")
    assert len(reading.fact.origins) == 2


def test_a_typed_form_names_its_facts_itself(case: MakeCase, documents: Documents) -> None:
    done = read(case({"application.toml": '[application]\napplicant = "甲公司"\namount = 5_000_000\n'}), documents)

    values = {reading.fact.name: (reading.fact.value, reading.fact.origins[0].method) for reading in done.readings}
    assert values["application.applicant"] == ("甲公司", "form")
    assert values["application.amount"][0] == 5_000_000
    assert source(done, "application.toml").kind == "loan_application"


def test_a_correction_names_the_person(case: MakeCase, documents: Documents) -> None:
    digest = hashlib.sha256(LICENCE.encode()).hexdigest()
    text = (
        '[[correct]]\nfact = "licence.legal_rep"\nvalue = "张乙"\nby = "李审"\non = 2024-05-06\n'
        f'source_sha256 = "{digest}"\nreason = "扫描模糊"\n'
    )

    done = read(case({"a.txt": LICENCE, "corrections.toml": text}), documents)

    [reading] = [reading for reading in done.readings if reading.document == "corrections"]
    assert (reading.field, reading.fact.name, reading.fact.value) == ("licence.legal_rep", "licence.legal_rep", "张乙")
    assert reading.fact.origins[0].method == "person"
    assert "李审" in reading.fact.origins[0].quote
    assert "2024-05-06" in reading.fact.origins[0].quote


def test_a_correction_dies_with_the_paper_it_corrects(case: MakeCase, documents: Documents) -> None:
    text = (
        '[[correct]]\nfact = "licence.legal_rep"\nvalue = "张乙"\nby = "李审"\non = 2024-05-06\n'
        f'source_sha256 = "{"0" * 64}"\n'
    )

    done = read(case({"a.txt": LICENCE, "corrections.toml": text}), documents)

    assert [reading for reading in done.readings if reading.document == "corrections"] == []
    assert codes(source(done, "corrections.toml")) == ["RDG-152"]


@pytest.mark.parametrize(
    "text",
    ['[[correct]]\nfact = "licence.name"\nvalue = "乙"\n', "[[correct]\n", '[[correct]]\nfact = "a.b"\nvalue = ""\n'],
)
def test_a_correction_by_nobody_or_of_nothing_is_not_believed(case: MakeCase, documents: Documents, text: str) -> None:
    done = read(case({"corrections.toml": text}), documents)

    assert done.readings == ()
    assert codes(source(done, "corrections.toml")) == ["RDG-151"]


def test_our_own_files_are_no_papers(case: MakeCase, documents: Documents) -> None:
    said = 'code = "PRU-001"\nby = "王一"\nreason = "有抵押"\non = 2026-06-01\nuntil = 2026-12-31\ndigest = "ab"\n'
    waiver = f"[[waive]]\n{said}"
    done = read(case({"a.txt": LICENCE, "waivers.toml": waiver, "expected.toml": "y"}), documents)

    assert [source.path for source in done.sources if source.kind != "waivers"] == ["a.txt"]
    assert [("waive", "PRU-001", "王一")] == [(word.kind, word.code, word.by) for word in done.words]


@pytest.mark.parametrize(
    "text",
    [
        "[[waive]\n",
        '[[waive]]\ncode = "PRU-001"\n',
        '[[waive]]\ncode = "A"\nby = "b"\nreason = "c"\non = "soon"\nuntil = 2026-12-31\ndigest = "d"\n',
    ],
)
def test_a_waiver_that_lacks_something_is_told_and_not_believed(
    case: MakeCase, documents: Documents, text: str
) -> None:
    done = read(case({"waivers.toml": text}), documents)

    assert done.words == ()
    assert codes(source(done, "waivers.toml")) == ["RDG-154"]


def test_links_out_of_the_case_are_not_followed(case: MakeCase, documents: Documents, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(LICENCE, encoding="utf-8")
    made = case({"a.txt": APPROVAL})
    (made.folder / "b.txt").symlink_to(secret)
    (made.folder / "c").symlink_to(tmp_path, target_is_directory=True)

    done = read(made, documents)

    assert codes(source(done, "b.txt")) == ["RDG-153"]
    assert codes(source(done, "c")) == ["RDG-153"]
    assert {reading.document for reading in done.readings} == {"approval"}


def test_pages_that_belong_to_no_paper_are_told(case: MakeCase, documents: Documents) -> None:
    done = read(case({"a.txt": f"随附材料如下，请查收。\f{LICENCE}\f\f会议通知：请准时参加。"}), documents)

    assert [(trouble.code, trouble.detail) for trouble in source(done, "a.txt").troubles] == [("RDG-142", "1, 4")]
