"""Text made comparable: widths, brackets, dashes, spaces and look-alikes unified; callers keep the raw text."""

import re
import unicodedata
from functools import lru_cache

from creditfile.values.refusal import NotAValue

# CJK Radicals Supplement, which NFKC leaves alone (Unicode EquivalentUnifiedIdeograph.txt); PDF fonts emit these.
_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乛乚乙亻冂几刀刂卜小小兀尣尢尢巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒羊羊羊耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_UNIFIED = {
    **_RADICALS,
    **dict.fromkeys("‐‑‒–—―−─━﹣－⁃⸺⸻", "-"),
    **dict.fromkeys("〜∼", "~"),
    **dict.fromkeys("〔【〖〘〚", "["),
    **dict.fromkeys("〕】〗〙〛", "]"),
    **dict.fromkeys("“”„‟〝〞", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("•‧・∙⋅●･", "·"),
    "∶": ":",
    "㎡": "m²",
    "㎥": "m³",
    "⁄": "/",
    "∕": "/",
}
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_CELL = re.compile(r"[-/\\_~]*")
_BLANK_WORDS = {"不适用", "n/a", "na", "#n/a", "此栏空白", "空白", "(空白)", "以下空白"}
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}|\{\{.*?\}\}|\{%.*?%\}|【待补】|<<[^>]*>>")
_EMPTY_BOXES = re.compile(r"[□☐]+")


@lru_cache(maxsize=8192)
def _one(char: str) -> str:
    if char in _UNIFIED:
        return _UNIFIED[char]
    category = unicodedata.category(char)
    if category in ("Cf", "Cc", "Mn") and char not in "\n\t":
        return "" if category != "Mn" or unicodedata.combining(char) == 0 else char
    if category == "Zs" or char == "\t":
        return " "
    folded = unicodedata.normalize("NFKC", char)
    if folded == char or (unicodedata.decimal(char, None) is None and any(part.isdecimal() for part in folded)):
        return char  # ① ⑴ ² ½ are marks, not digits: unfolded they can never run into a figure
    return "".join(_UNIFIED.get(part, part) for part in folded)


def tidy(text: str) -> str:
    """NFKC for matching, and one form each for brackets, dashes, quotes, spaces and radicals; lines are kept.

    Raised, circled and bracketed digits (² ① ⑴) stay as they are, so that a footnote mark never becomes part of a
    figure. Hidden characters (zero width, direction marks, soft hyphen) go; runs of blanks become one.
    """
    if text.isascii() and text.isprintable():
        return _BLANKS.sub(" ", text).strip()
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    lines = _BLANKS.sub(" ", "".join(map(_one, text))).split("\n")
    return "\n".join(line.strip() for line in lines).strip("\n")


def squeeze(text: str) -> str:
    """The tidy text without any white space."""
    return "".join(tidy(text).split())


def clean(text: str) -> str:
    """The text as a person would copy it out: hidden characters gone, radicals mended, blanks single, widths kept."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    kept = (_as_printed(char) for char in text)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=8192)
def _as_printed(char: str) -> str:
    if char in _RADICALS:
        return _RADICALS[char]
    if unicodedata.category(char) in ("Cf", "Cc") and not char.isspace():
        return ""
    if unicodedata.decomposition(char).startswith("<compat>") and "\u2f00" <= char <= "\u2fd5":
        return unicodedata.normalize("NFKC", char)
    return char


def clean_name(text: str) -> str:
    """The clean text without blanks beside Chinese characters, as in `张  三`."""
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", clean(text))


def hidden_characters(text: str) -> tuple[str, ...]:
    """Names of the invisible or direction-changing characters in it, each once: a person sees something else."""
    found = {char for char in text if unicodedata.category(char) in ("Cf", "Cc", "Co") and char not in "\n\r\t"}
    return tuple(sorted(unicodedata.name(char, f"U+{ord(char):04X}") for char in found))


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def refuse_trickery(text: str, limit: int = 200) -> None:
    """Raise NotAValue where the text is too long for one value or holds marks that change the order of reading."""
    if len(text) > limit:
        raise NotAValue(f"文字过长({len(text)}字),不是单个数值", f"{len(text)} characters are too many for one value")
    if not _TURNING.isdisjoint(text):
        raise NotAValue("含有改变阅读顺序的隐藏字符", "hidden characters change the order of reading")


def is_blank_cell(text: str) -> bool:
    """Whether the cell is printed but holds no value: empty, dashes, a slash, 不适用, or an unfilled line `____`.

    Blank is not zero: 0, 无 and nil are values.
    """
    bare = squeeze(text)
    return bool(_BLANK_CELL.fullmatch(bare) or _EMPTY_BOXES.fullmatch(bare)) or bare.casefold() in _BLANK_WORDS


def is_placeholder(text: str) -> bool:
    """Whether a template's blank (`${…}`, `{{…}}`, 【待补】) still stands in the text."""
    return _PLACEHOLDER.search(text) is not None
