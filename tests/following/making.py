"""The papers of a made-up client over three years, look by look, as they would come in."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

from docx import Document
from openpyxl import Workbook

from tests.generator.identity import credit_code

CODE = credit_code(Random(11), "91", "530102")
NAME = "云岭晨曦塑胶有限公司"


def form(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def opening(folder: Path) -> Path:
    """What came with the loan: 36 months from 24 February 2025, a guarantor, two years of statements."""
    form(
        folder,
        "application.toml",
        f"""
[application]
product = "WCL"
party_type = "ENT"
date = 2025-01-24
amount = 8000000.00
term_months = 36
[licence]
name = "{NAME}"
uscc = "{CODE}"
legal_rep = "彭文军"
establish_date = 2016-03-20
[survey]
officers = ["凤振华", "陈美玲"]
[bank]
branch = "锦屏支行"
last_review = 2025-01-31
[approval]
date = 2025-02-07
[contract]
no = "流借2025-001"
borrower = "{NAME}"
amount = 8000000.00
start_date = 2025-02-24
end_date = 2028-02-24
sign_date = 2025-02-20
interest_settle_day = "每季末月20日"
[[guarantee]]
no = "保2025-001"
guarantor = "云岭宏图食品有限公司"
debt_end = 2028-02-24
period_months = 36
[key_people]
rows = [{{ post = "财务总监", name = "刘静" }}]
[[drawdown]]
draw_no = "借据1"
amount = 8000000.00
draw_date = 2025-02-24
""",
    )
    registry_report(folder, "彭文军", "2025年1月20日")
    statements(folder, 2024, {"营业收入": ("120000000.00", "110000000.00")})
    return folder


def registry_report(folder: Path, head: str, day: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.add_paragraph("企业信用信息公示报告")
    lines = (("企业名称", NAME), ("统一社会信用代码", CODE), ("法定代表人", head), ("登记状态", "存续"))
    lines = (*lines, ("登记机关", "昆明市市场监督管理局"), ("列入经营异常名录", "否"), ("列入严重违法失信名单", "否"))
    table = document.add_table(rows=0, cols=2)
    for label, value in (*lines, ("类型", "有限责任公司"), ("经营范围", "塑料制品制造"), ("报告生成日期", day)):
        for cell, text in zip(table.add_row().cells, (label, value), strict=True):
            cell.text = text
    document.save(folder / "公示报告.docx")
    return folder


def inspection(folder: Path, kind: str, day: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.add_paragraph("贷后检查报告")
    table = document.add_table(rows=0, cols=2)
    for label, value in (("借款人", NAME), ("检查类型", kind), ("检查日期", day), ("检查人", "凤振华、陈美玲")):
        for cell, text in zip(table.add_row().cells, (label, value), strict=True):
            cell.text = text
    document.save(folder / "贷后检查报告.docx")
    return folder


def statements(folder: Path, year: int, figures: Mapping[str, tuple[str, str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "利润表"
    head = (("利润表",), (f"{year}年度",), (f"编制单位：{NAME}", "", "单位：元"))
    for row in (*head, ("项目", f"{year}年度", f"{year - 1}年度")):
        sheet.append(row)
    for name, (now, before) in figures.items():
        sheet.append((f"一、{name}", float(now), float(before)))
        sheet.append(("减：营业成本", float(now) * 0.75, float(before) * 0.75))
        sheet.append(("二、营业利润", float(now) * 0.25, float(before) * 0.25))
        sheet.append(("三、利润总额", float(now) * 0.25, float(before) * 0.25))
        sheet.append(("减：所得税费用", 0, 0))
        sheet.append(("四、净利润", float(now) * 0.25, float(before) * 0.25))
    book.save(folder / f"利润表{year}.xlsx")
    return folder
