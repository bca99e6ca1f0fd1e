"""Electronic signatures of a PDF: whether each is intact, what was changed after it, and who vouches for the signer.

Nothing is fetched: certificates come with the file, trust roots from a folder. Certificates are judged at the time of
signing, so that the same file has the same answer on every day (电子签名法 §13 ✔: alterations after signing show).
"""

import io
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST = 60
"""No more signatures of one file are looked at."""
MOST_FIELDS = 5_000
"""No more fields of a form are compared."""
INTACT, CHANGED, BROKEN, UNTOLD = "签名完整", "签名后改动", "签名损坏", "签名无法验证"
TRUSTED, UNKNOWN, UNCHECKED = "可信", "未知", "未核对"


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature."""

    field: str
    """The form field that holds it."""
    state: str
    """INTACT, CHANGED, BROKEN (its value does not fit the file), UNTOLD."""
    what: str
    """What was changed, or why it cannot be told; empty when intact."""
    signer: str = ""
    """The name in the certificate."""
    at: str = ""
    """When, as the signer's own clock says, in ISO format."""
    issuer: str = UNCHECKED
    """TRUSTED, UNKNOWN; UNCHECKED where no trust roots were given."""


def signed(content: bytes, roots: Sequence[bytes]) -> tuple[Signed, ...]:
    """Every signature of a PDF, in the order of signing; () where there is none or the file cannot be opened.

    `roots` are certificates in PEM or DER.
    """
    if b"/ByteRange" not in content:
        return ()
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    parts = [part for root in roots for part in _certificates(root)]
    with ThreadPoolExecutor(1) as apart:  # the library runs an event loop, and a thread has room for one only
        return apart.submit(lambda: tuple(_signatures(content, parts))).result()


def _signatures(content: bytes, roots: Sequence[Any]) -> Iterator[Signed]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            reader.decrypt("")
        found = [one for one in reader.embedded_signatures if one.sig_object_type == "/Sig"][:MOST]
        fields = {one.field_name for one in reader.embedded_signatures}
    except (PdfError, *_BROKEN_FILE):
        return
    for one in found:
        yield _judged(one, fields, roots)


_BROKEN_FILE = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, NotImplementedError)
"""What a library raises on files that are not as they should be."""


def _judged(one: Any, fields: set[str], roots: Sequence[Any]) -> Signed:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.errors import PathError, ValidationError

    name = str(one.field_name)
    try:
        at = one.self_reported_timestamp
        begins, ends = _lifetime(one.signer_cert)
        moment = at if at is not None and begins <= at <= ends else begins
        context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
        status = validate_pdf_signature(one, signer_validation_context=context)
        state, what = _state(one, status, fields)
    except (PdfError, PathError, ValidationError, *_BROKEN_FILE) as error:
        return Signed(name, UNTOLD, str(error)[:80])
    issuer = UNCHECKED if not roots else TRUSTED if status.trusted else UNKNOWN
    return Signed(name, state, what, _called(one.signer_cert), "" if at is None else at.isoformat(), issuer)


def _state(one: Any, status: Any, fields: set[str]) -> tuple[str, str]:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if not status.intact:
        return CHANGED, "签名所覆盖的内容与签名时不同"
    if not status.valid:
        return BROKEN, "签名值与证书不符"
    level = status.modification_level
    if level is None and status.coverage < SignatureCoverageLevel.ENTIRE_FILE:
        return UNTOLD, "签名未覆盖整个文件"
    if level is not None and (level >= ModificationLevel.ANNOTATIONS or status.docmdp_ok is False):
        return CHANGED, "签名之后又改动了文件"
    touched = set(getattr(status.diff_result, "changed_form_fields", ())) - fields
    filled = _differing(one, touched) if touched else ()
    if filled:
        return CHANGED, "签名之后又填写:" + "、".join(sorted(filled)[:6])
    return INTACT, ""


def _differing(one: Any, names: set[str]) -> set[str]:
    """Of the fields written anew since the signature, those whose value is another."""
    before = _values(one.reader.get_historical_resolver(one.signed_revision).root)
    after = _values(one.reader.root)
    return {name for name in names if before.get(name) != after.get(name)}


def _values(root: Any) -> dict[str, str]:
    """The form's fields by full name, with their values as text."""
    found: dict[str, str] = {}
    waiting = [("", each) for each in root["/AcroForm"].get("/Fields", ())]
    while waiting and len(found) < MOST_FIELDS:
        above, each = waiting.pop()
        field = each.get_object()
        name = ".".join(part for part in (above, str(field.get("/T", ""))) if part)
        found[name] = str(field.get("/V", ""))
        waiting += [(name, child) for child in field.get("/Kids", ())]
    return found


def _lifetime(certificate: Any) -> tuple[datetime, datetime]:
    validity = certificate["tbs_certificate"]["validity"]
    return validity["not_before"].native, validity["not_after"].native


def _called(certificate: Any) -> str:
    """The certificate's common name, or its organisation."""
    names = certificate.subject.native
    called = names.get("common_name") or names.get("organization_name") or certificate.subject.human_friendly
    return str(called)


def _certificates(content: bytes) -> Iterator[Any]:
    """The certificates in a file of PEM or DER; nothing of what is none."""
    from asn1crypto import pem, x509

    try:
        blocks = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
        for block in blocks:
            certificate = x509.Certificate.load(block)
            certificate.subject.native  # noqa: B018 - what is no certificate fails here
            yield certificate
    except (ValueError, TypeError):
        return
