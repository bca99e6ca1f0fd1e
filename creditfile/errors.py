"""The few things that stop a run, and the exit code of each."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell is told; stable, documented in docs/reference/exit-codes.md."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    BOOK = 3
    MACHINE = 4
    INTERRUPTED = 130


class CreditfileError(Exception):
    """A run cannot go on; prints as `where: problem. mend`."""

    exit_code = ExitCode.MACHINE

    def __init__(self, problem: str, *, where: str = "", mend: str = "") -> None:
        self.problem = problem
        self.where = where
        self.mend = mend
        super().__init__(problem)

    def __str__(self) -> str:
        """Where, what, and what to do, in one line."""
        head = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{head.rstrip('.')}. {self.mend}" if self.mend else head

    def __reduce__(self) -> tuple[object, ...]:
        """Travel whole from a worker process."""
        return (_rebuild, (type(self), self.problem, self.where, self.mend))


def _rebuild(kind: type[CreditfileError], problem: str, where: str, mend: str) -> CreditfileError:
    return kind(problem, where=where, mend=mend)


class BookError(CreditfileError):
    """A content file is wrong; `where` names file and line."""

    exit_code = ExitCode.BOOK


class ShapeError(BookError):
    """The content file does not look like a rule, a document type, a template …."""


class ExpressionError(BookError):
    """An expression does not parse, or names something unknown."""


class TemplateError(BookError):
    """A tag in a .docx is broken."""


class CaseError(CreditfileError):
    """The case folder itself cannot be opened."""


class LedgerError(CreditfileError):
    """The ledger cannot be reached, or is of a newer version."""


class RunnerError(CreditfileError):
    """A worker died, or the cluster is gone."""
