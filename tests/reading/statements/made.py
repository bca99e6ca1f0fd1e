"""Made-up statements that add up, and a small drawing board to lay them out in many ways."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.reading.making import A4, SONG, pdf

if SONG not in getRegisteredFontNames():
    registerFont(UnicodeCIDFont(SONG))
COMPANY = "青原某某机械有限公司"

ASSETS: tuple[tuple[str, str | None, str | None], ...] = (
    ("流动资产：", None, None),
    ("货币资金", "8,010,200.35", "7,005,100.10"),
    ("交易性金融资产", None, None),
    ("应收票据", "2,000,000.00", "1,500,000.00"),
    ("应收账款", "20,480,300.60", "19,970,000.00"),
    ("预付款项", "3,000,100.00", "3,100,000.20"),
    ("其他应收款", "1,500,000.05", "1,250,000.00"),
    ("其中：应收利息", "11,081.87", None),
    ("应收股利", None, None),
    ("存货", "16,000,400.00", "16,250,300.70"),
    ("合同资产", None, "320,000.00"),
    ("一年内到期的非流动资产", None, None),
    ("其他流动资产", "500,000.00", "430,000.00"),
    ("流动资产合计", "51,491,001.00", "49,825,401.00"),
    ("非流动资产：", None, None),
    ("长期股权投资", "1,200,000.00", "1,200,000.00"),
    ("固定资产", "26,000,000.00", "25,400,000.00"),
    ("在建工程", "1,000,000.00", "2,000,000.00"),
    ("使用权资产", "640,000.00", None),
    ("无形资产", "4,000,000.00", "4,100,000.00"),
    ("长期待摊费用", "500,000.00", "600,000.00"),
    ("递延所得税资产", "200,000.00", "180,000.00"),
    ("非流动资产合计", "33,540,000.00", "33,480,000.00"),
    ("资产总计", "85,031,001.00", "83,305,401.00"),
)
CLAIMS: tuple[tuple[str, str | None, str | None], ...] = (
    ("流动负债：", None, None),
    ("短期借款", "15,000,000.00", "16,000,000.00"),
    ("应付票据", "3,000,000.00", "2,500,000.00"),
    ("应付账款", "12,345,678.90", "11,111,111.11"),
    ("预收款项", None, "2,400,000.00"),
    ("合同负债", "2,000,000.00", None),
    ("应付职工薪酬", "1,200,000.00", "1,150,000.00"),
    ("应交税费", "800,000.00", "790,000.00"),
    ("其他应付款", "1,700,000.00", "1,650,000.00"),
    ("一年内到期的非流动负债", "1,000,000.00", "900,000.00"),
    ("其他流动负债", "260,000.00", None),
    ("流动负债合计", "37,305,678.90", "36,501,111.11"),
    ("非流动负债：", None, None),
    ("长期借款", "5,000,000.00", "6,000,000.00"),
    ("租赁负债", "480,000.00", None),
    ("递延收益", "120,000.00", "140,000.00"),
    ("非流动负债合计", "5,600,000.00", "6,140,000.00"),
    ("负债合计", "42,905,678.90", "42,641,111.11"),
    ("所有者权益（或股东权益）：", None, None),
    ("实收资本（或股本）", "20,000,000.00", "20,000,000.00"),
    ("资本公积", "1,000,000.00", "1,000,000.00"),
    ("减：库存股", "200,000.00", None),
    ("其他综合收益", "-81,000.00", "-57,000.00"),
    ("盈余公积", "3,000,000.00", "2,345,500.00"),
    ("未分配利润", "18,406,322.10", "17,375,789.89"),
    ("所有者权益（或股东权益）合计", "42,125,322.10", "40,664,289.89"),
    ("负债和所有者权益（或股东权益）总计", "85,031,001.00", "83,305,401.00"),
)
INCOME: tuple[tuple[str, str | None, str | None], ...] = (
    ("一、营业收入", "120,000,000.00", "108,000,000.00"),
    ("减：营业成本", "96,000,000.00", "86,500,000.00"),
    ("税金及附加", "600,000.00", "560,000.00"),
    ("销售费用", "4,800,000.00", "4,300,000.00"),
    ("管理费用", "7,200,000.00", "6,900,000.00"),
    ("研发费用", "2,400,000.00", "2,100,000.00"),
    ("财务费用", "-110,000.00", "1,020,000.00"),
    ("其中：利息费用", "1,050,000.00", "1,090,000.00"),
    ("利息收入", "1,180,000.00", "80,000.00"),
    ("加：其他收益", "300,000.00", "210,000.00"),
    ("投资收益（损失以“－”号填列）", None, "45,000.00"),
    ("信用减值损失（损失以“－”号填列）", "-400,000.00", "-350,000.00"),
    ("资产处置收益（损失以“－”号填列）", None, "-12,000.50"),
    ("二、营业利润（亏损以“－”号填列）", "9,010,000.00", "6,512,999.50"),
    ("加：营业外收入", "100,000.00", "90,000.00"),
    ("减：营业外支出", "200,000.00", "180,000.00"),
    ("三、利润总额（亏损总额以“－”号填列）", "8,910,000.00", "6,422,999.50"),
    ("减：所得税费用", "1,336,500.00", "963,449.93"),
    ("四、净利润（净亏损以“－”号填列）", "7,573,500.00", "5,459,549.57"),
    ("（一）持续经营净利润（净亏损以“－”号填列）", "7,573,500.00", "5,459,549.57"),
    ("（二）终止经营净利润（净亏损以“－”号填列）", None, None),
    ("五、其他综合收益的税后净额", "-24,000.00", "8,000.00"),
    ("六、综合收益总额", "7,549,500.00", "5,467,549.57"),
)
CASH: tuple[tuple[str, str | None, str | None], ...] = (
    ("一、经营活动产生的现金流量：", None, None),
    ("销售商品、提供劳务收到的现金", "130,000,000.00", "117,000,000.00"),
    ("收到的税费返还", None, "150,000.00"),
    ("收到其他与经营活动有关的现金", "700,000.00", "650,000.00"),
    ("经营活动现金流入小计", "130,700,000.00", "117,800,000.00"),
    ("购买商品、接受劳务支付的现金", "101,000,000.00", "93,000,000.00"),
    ("支付给职工以及为职工支付的现金", "12,000,000.00", "11,000,000.00"),
    ("支付的各项税费", "6,000,000.00", "5,500,000.00"),
    ("支付其他与经营活动有关的现金", "6,500,000.00", "6,100,000.00"),
    ("经营活动现金流出小计", "125,500,000.00", "115,600,000.00"),
    ("经营活动产生的现金流量净额", "5,200,000.00", "2,200,000.00"),
    ("二、投资活动产生的现金流量：", None, None),
    ("处置固定资产、无形资产和其他长期资产收回的现金净额", "12,000.00", None),
    ("投资活动现金流入小计", "12,000.00", None),
    ("购建固定资产、无形资产和其他长期资产支付的现金", "2,800,000.00", "3,100,000.00"),
    ("投资活动现金流出小计", "2,800,000.00", "3,100,000.00"),
    ("投资活动产生的现金流量净额", "-2,788,000.00", "-3,100,000.00"),
    ("三、筹资活动产生的现金流量：", None, None),
    ("取得借款收到的现金", "16,000,000.00", "17,000,000.00"),
    ("筹资活动现金流入小计", "16,000,000.00", "17,000,000.00"),
    ("偿还债务支付的现金", "17,000,000.00", "15,000,000.00"),
    ("分配股利、利润或偿付利息支付的现金", "406,899.75", "990,000.00"),
    ("筹资活动现金流出小计", "17,406,899.75", "15,990,000.00"),
    ("筹资活动产生的现金流量净额", "-1,406,899.75", "1,010,000.00"),
    ("四、汇率变动对现金及现金等价物的影响", None, None),
    ("五、现金及现金等价物净增加额", "1,005,100.25", "110,000.00"),
    ("加：期初现金及现金等价物余额", "7,005,100.10", "6,895,100.10"),
    ("六、期末现金及现金等价物余额", "8,010,200.35", "7,005,100.10"),
)
Rows = Sequence[tuple[str, str | None, str | None]]


def amount(text: str | None) -> Decimal | None:
    """What a figure above means."""
    return None if text is None else Decimal(text.replace(",", ""))


@dataclass
class Board:
    """Pages to draw on, from the top left corner; text goes down line by line."""

    size: tuple[float, float] = A4
    pages: list[list[Callable[[Canvas], None]]] = field(default_factory=lambda: [[]])
    y: float = 50.0

    def text(self, x: float, y: float, words: str, size: float = 9, align: str = "left") -> None:
        """Words at a place; `x` is their left edge, right edge or middle."""
        width = stringWidth(words, SONG, size)
        left = x - width * {"left": 0.0, "right": 1.0, "center": 0.5}[align]

        def draw(canvas: Canvas) -> None:
            canvas.setFont(SONG, size)
            canvas.drawString(left, self.size[1] - y - size, words)

        self.pages[-1].append(draw)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A thin line."""
        self.pages[-1].append(lambda canvas: canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1))

    def line(self, *pieces: tuple[float, str] | tuple[float, str, str], size: float = 9, step: float = 15) -> None:
        """One line of words at places, then down by `step`; a new page when it is full."""
        if self.y > self.size[1] - 60:
            self.turn()
        for x, words, *align in pieces:
            self.text(x, self.y, words, size, align[0] if align else "left")
        self.y += step

    def turn(self) -> None:
        """A new page."""
        self.pages.append([])
        self.y = 50.0

    def pdf(self) -> bytes:
        """The file."""
        return pdf(*(
            lambda canvas, drawn=drawn: [draw(canvas) for draw in drawn] for drawn in self.pages
        ), size=self.size)


def plain_table(
    board: Board, rows: Rows, *, this: float = 400, prior: float = 530, label: float = 60, note: float | None = None,
    align: str = "right", spell: Callable[[str], str] = lambda text: text, blank: str = "", step: float = 15,
    size: float = 9,
) -> None:
    """Rows of label and two figures."""
    for number, (name, one, other) in enumerate(rows, start=1):
        pieces: list[tuple[float, str] | tuple[float, str, str]] = [(label, name)]
        if note is not None and one:
            pieces.append((note, f"五、{number}"))
        is_heading = name.endswith("：")
        for x, figure in ((this, one), (prior, other)):
            words = spell(figure) if figure else "" if is_heading else blank
            if words:
                pieces.append((x, words, align))
        board.line(*pieces, size=size, step=step)
