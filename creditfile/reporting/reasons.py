"""Why a case was worked again, in the language asked for."""

REASONS = {
    "new": ("新件", "new"),
    "papers changed": ("资料有变动", "papers changed"),
    "papers new": ("资料有新增", "papers new"),
    "papers gone": ("资料有减少", "papers gone"),
    "book": ("规则库有变动", "book changed"),
    "engine": ("程序版本有变动", "engine changed"),
    "day": ("判断日不同", "another day"),
    "retried": ("重试隔离件", "quarantined, tried again"),
    "result gone": ("上次结果已不在", "result is gone"),
    "unlisted": ("资料无法列出", "papers cannot be listed"),
}
"""As the ledger has them, in Chinese and English; what follows a colon is names and stays."""

PARTS = {"schemas": "规则与资料定义", "checks": "核对规则", "templates": "文书模板"}
"""The folders of a book."""


def in_words(reason: str, language: str) -> str:
    """`papers changed: a.pdf; engine` as 资料有变动:a.pdf;程序版本有变动."""
    chinese = language != "en"
    told = []
    for part in reason.split("; "):
        word, colon, names = part.partition(": ")
        if word == "book" and chinese:
            names = "、".join(PARTS.get(name, name) for name in names.split(", "))
        shown = REASONS.get(word, (word, word))[0 if chinese else 1]
        told.append(f"{shown}{(':' if chinese else ': ') if colon else ''}{names if colon else ''}")
    return (";" if chinese else "; ").join(told)
