"""The language of checks, figures, messages and Word templates: sandboxed expressions with three answers."""

from creditfile.language.expressions import Expression, Language, Outcome, Text
from creditfile.language.missing import CannotTellError, Missing
from creditfile.language.view import View, parse_address

__all__ = ["CannotTellError", "Expression", "Language", "Missing", "Outcome", "Text", "View", "parse_address"]
