"""Electronic signatures of PDFs, made here: intact, changed afterwards, by whom; with and without trust roots."""

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from creditfile.reading.esignatures import CHANGED, INTACT, TRUSTED, UNCHECKED, UNKNOWN, signed
from creditfile.reading.marks import marks_of

DAY = datetime(2026, 3, 10, tzinfo=UTC)


@cache
def authority(name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    return certificate(name, key, name, key, True), key


def certificate(
    name: str, key: ec.EllipticCurvePrivateKey, issuer: str, by: ec.EllipticCurvePrivateKey, ca: bool
) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    usage = x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(DAY - timedelta(30))
        .not_valid_after(DAY + timedelta(365))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by, hashes.SHA256())
    )


def pem(name: str) -> bytes:
    return authority(name)[0].public_bytes(serialization.Encoding.PEM)


@cache
def signer(name: str, issuer: str) -> signers.SimpleSigner:
    root, by = authority(issuer)
    key = ec.generate_private_key(ec.SECP256R1())
    own = certificate(name, key, issuer, by, False)

    def der(one: x509.Certificate) -> asn1_x509.Certificate:
        return asn1_x509.Certificate.load(one.public_bytes(serialization.Encoding.DER))

    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore()
    store.register(der(root))
    return signers.SimpleSigner(
        signing_cert=der(own), signing_key=asn1_keys.PrivateKeyInfo.load(private), cert_registry=store
    )


def form() -> bytes:
    """A page with a text field."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    canvas.drawString(72, 720, "LOAN CONTRACT 5,000,000.00")
    canvas.acroForm.textfield(name="amount", x=72, y=600, width=200, height=20, value="")
    canvas.save()
    return out.getvalue()


@cache
def contract(issuer: str = "Root", field: str = "Sig1") -> bytes:
    out = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(form()))).write(out)
    return signed_by(out.getvalue(), "乙地机械有限公司", issuer, field)


def signed_by(content: bytes, name: str, issuer: str, field: str) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    fields.append_signature_field(writer, fields.SigFieldSpec(field, box=(72, 100, 200, 150)))
    out = io.BytesIO()
    signers.sign_pdf(
        writer,
        signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256"),
        signer(name, issuer),
        output=out,
        existing_fields_only=True,
    )
    return out.getvalue()


def filled_in_after(content: bytes) -> bytes:
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    page = writer.pages[0]
    for one in page["/Annots"]:
        if one.get_object().get("/T") == "amount":
            one.get_object()[NameObject("/V")] = TextStringObject("9,000,000.00")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_untouched_signature_is_intact_and_its_signer_named() -> None:
    (one,) = signed(contract(), [pem("Root")])

    assert (one.field, one.state, one.signer, one.issuer) == ("Sig1", INTACT, "乙地机械有限公司", TRUSTED)


def test_an_issuer_who_is_not_among_the_roots_is_unknown_and_without_roots_not_checked() -> None:
    assert [one.issuer for one in signed(contract(), [pem("Another root")])] == [UNKNOWN]
    assert [one.issuer for one in signed(contract(), [])] == [UNCHECKED]


def test_a_second_signature_leaves_the_first_intact() -> None:
    both = signed_by(contract(), "甲地银行", "Root", "Sig2")

    assert [(one.field, one.state) for one in signed(both, [pem("Root")])] == [("Sig1", INTACT), ("Sig2", INTACT)]


def test_a_field_filled_in_after_signing_is_a_change() -> None:
    (one,) = signed(filled_in_after(contract()), [pem("Root")])

    assert one.state == CHANGED
    assert "amount" in one.what or "改动" in one.what


def test_a_byte_changed_within_what_was_signed_is_a_change() -> None:
    content = contract().replace(b"5,000,000.00", b"6,000,000.00")

    assert content != contract()
    assert [one.state for one in signed(content, [])] == [CHANGED]


def test_a_file_without_signatures_or_no_pdf_at_all_has_none() -> None:
    assert signed(form(), []) == ()
    assert signed(b"/ByteRange [0 1 2 3] is not a file", []) == ()


def test_what_is_no_certificate_among_the_roots_is_passed_over() -> None:
    assert [one.issuer for one in signed(contract(), [b"no certificate", pem("Root")])] == [TRUSTED]


def test_a_signature_changed_afterwards_is_a_mark_of_alteration() -> None:
    kinds = {mark.kind for mark in marks_of(filled_in_after(contract()), "pdf")}

    assert kinds == {CHANGED}


def test_signed_files_of_others_are_told_apart(shared: Path) -> None:
    folder = shared / "signed"
    if not folder.is_dir():
        pytest.skip("no signed files beside the project")
    told = {file.name: [one.state for one in signed(file.read_bytes(), [])] for file in sorted(folder.glob("*.pdf"))}

    assert sum(CHANGED in states for states in told.values()) >= 2
    assert sum(states.count(INTACT) for states in told.values()) >= 15
