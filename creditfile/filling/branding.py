"""Puts a bank's logo into the headers of a template."""

import io

from creditfile.errors import TemplateError

_HEIGHT_MM = 6


def with_logo(template: bytes, logo: bytes, where: str) -> bytes:
    """The template with the picture before the first words of each header that has any.

    `where` names the template in errors. Raises TemplateError for a picture that Word cannot show.
    """
    from docx import Document
    from docx.image.exceptions import UnrecognizedImageError
    from docx.shared import Mm

    document = Document(io.BytesIO(template))
    headers = {
        header.part.partname: header
        for section in document.sections
        for header in (section.header, section.first_page_header, section.even_page_header)
        if not header.is_linked_to_previous
    }
    for header in headers.values():
        for first in [paragraph for paragraph in header.paragraphs if paragraph.text.strip()][:1]:
            first.paragraph_format.line_spacing = 1
            run = first.add_run()
            try:
                run.add_picture(io.BytesIO(logo), height=Mm(_HEIGHT_MM))
            except UnrecognizedImageError as error:
                raise TemplateError(
                    "the logo is no picture that Word can show", where=where, mend="Give a PNG or a JPEG."
                ) from error
            first._p.insert(1 if first._p.pPr is not None else 0, run._r)
            run.add_text(" ")
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
