"""Tells what a text says from what it denies: “不得流入股市” does not say that money goes into shares."""

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[。；;！!？?\n]")
_PIECE = re.compile(r"[，,:：]")
_DENIAL = re.compile(
    r"不(?:承|得|会|能|准|可|应|以|将|用|再|涉|属|参|投|流|进|从|购|挪|作|做|存|含|包|是|为|予|允|向|对|搭|捆|收|强|返)"
    r"|严禁|禁止|禁用|杜绝|绝不|决不|绝非|并非|非用|避免|没有|未(?:用|将|涉|参|流|投|从|进|向|购|发)|无(?:涉及|参与|关)"
)
_USE = re.compile(r"用于|用作|用以|购买|采购|支付|投资|投入|流入|归还|偿还|建设|购入|收购")


def claims(text: str, pattern: str) -> Iterator[str]:
    """The words of the text that match the pattern, outside of denials.

    A denial reaches to the end of its piece of the sentence, and on over the next piece when that has no verb of
    using of its own (“不得用于股票,期货”).
    """
    wanted = re.compile(pattern)
    for sentence in _SENTENCE.split(text):
        denied = False
        for piece in _PIECE.split(sentence):
            denial, use = _DENIAL.search(piece), _USE.search(piece)
            denied = denied and not (use and not denial)
            for match in wanted.finditer(piece):
                if not denied and not (denial and denial.start() < match.end()):
                    yield match[0]
            denied = denied or denial is not None
