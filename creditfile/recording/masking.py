"""Hides personal data in what is kept for long or read by many: the ledger, logs and reports."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from creditfile.model import Case, Value
from creditfile.values.masking import mask_name, mask_text
from creditfile.values.names import norm_name

_ORGANISATION = re.compile(
    r"公司|银行|合作社|集团|企业|事务所|基金|协会|学校|大学|医院|中心|工厂|商行|经营部|门市部|农场|合伙|委员会|政府|支行|分行|信用社"
    r"|[厂店部社院所局会场站馆校坊铺处厅]$|\b(?:ltd|limited|inc|llc|co|corp|company|bank|group|gmbh|plc)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(r"name$|holder$|person$|^(?:member|owner|partner|spouse|signer|signatory|guarantor|borrower)$")
_UNFIT = re.compile("[\0\ud800-\udfff]")


_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪"
    "舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪"
    "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘"
    "厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿"
    "通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔隆师巩厍聂晁勾敖融"
    "冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖涂付代闫"
)
_MAYBE_PERSON = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:欧阳|上官|司马|诸葛|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])"
)


def is_organisation(name: str) -> bool:
    """Whether a name is surely not a natural person's; who cannot be told is taken for a person."""
    return bool(_ORGANISATION.search(name))


def storable(text: str) -> str:
    """Without what a database or UTF-8 refuses: NUL and halves of characters become �."""
    return _UNFIT.sub("\ufffd", text)


def name_key(name: str) -> str:
    """By which a name is found again without being kept."""
    return hashlib.sha256(storable(norm_name(name)).encode()).hexdigest()


def shown_name(name: str) -> str:
    """An organisation's name whole, a person's hidden but for its first character."""
    return mask_text(storable(name)) if is_organisation(name) else mask_name(storable(name))


def people_of(case: Case) -> tuple[str, ...]:
    """The names of natural persons that the case's papers state, the longest first."""
    found: set[str] = set()
    for fact in case.facts:
        for each in (fact, *fact.rivals):
            found |= set(_names(each.value, naming=each.type == "name"))
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _names(value: Value, *, naming: bool) -> Iterator[str]:
    if isinstance(value, str):
        if naming and len(value.strip()) > 1 and not is_organisation(value):
            yield value.strip()
    elif isinstance(value, dict):
        for column, cell in value.items():
            yield from _names(cell, naming=bool(_NAMING.search(column)))
    elif isinstance(value, tuple):
        for cell in value:
            yield from _names(cell, naming=naming)


def masked(text: str, people: Iterable[str] = ()) -> str:
    """A sentence with numbers of persons, and the names of these people, hidden; fit to be stored."""
    for name in people:
        if name in text:
            text = text.replace(name, mask_name(name))
    return mask_text(storable(text))


def masked_unread(text: str) -> str:
    """The name of a case or file that could not be read: what may be a person's name in it is hidden too."""
    return masked(_MAYBE_PERSON.sub(lambda found: mask_name(found[0]), storable(text)))
