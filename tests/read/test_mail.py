"""E-mail: the right part is read, and the others are named."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from summarizer.errors import EmptyInputError, InputError
from summarizer.read.mail import read_mail
from tests.read.samples import ARTICLE, PAGE


def message(text: str | None = ARTICLE, html: str | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Press desk <desk@gazette.example>"
    mail["To"] = "reader@analyst.example"
    mail["Subject"] = "Freighter leaves – with “guns”"
    mail["Date"] = "Tue, 05 Mar 2024 08:00:00 +0100"
    if text is not None:
        mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html") if text is not None else mail.set_content(html, subtype="html")
    return mail


def test_plain_text_with_subject_and_date() -> None:
    found = read_mail(message().as_bytes(), "a.eml")
    assert found.text == ARTICLE
    assert found.metadata.title == "Freighter leaves – with “guns”"
    assert found.metadata.published == "2024-03-05T08:00:00+01:00"
    assert found.metadata.outlet is None
    assert found.notes == ()


def test_plain_text_is_preferred_to_its_html_rendition() -> None:
    found = read_mail(message(html=PAGE).as_bytes(), "a.eml")
    assert found.text == ARTICLE
    assert found.notes == ()


@pytest.mark.parametrize("text", [None, " \n"], ids=["none", "blank"])
def test_html_is_read_when_there_is_no_plain_text(text: str | None) -> None:
    found = read_mail(message(text, PAGE).as_bytes(), "a.eml")
    assert "twelve field guns" in found.text
    assert "Front page" not in found.text
    assert found.metadata.title == "Freighter leaves – with “guns”"
    assert "Only the main text" in found.notes[0]


def test_attachments_are_named() -> None:
    mail = message()
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="cargo list.pdf")
    mail.add_attachment("Second text", filename="note.txt")
    mail.add_attachment(message("Forwarded."))
    found = read_mail(mail.as_bytes(), "a.eml")
    assert found.text == ARTICLE
    assert found.notes[0].startswith(
        "4 attachments were left out: cargo list.pdf, note.txt, a part of type message/rfc822"
    )


def test_a_second_inline_text_is_not_dropped_in_silence() -> None:
    raw = (
        b"MIME-Version: 1.0\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nFirst part.\n--x\nContent-Type: text/plain\n\nSecond part.\n--x--\n"
    )
    assert read_mail(raw, "a.eml").notes == ("1 attachment was left out: a part of type text/plain.",)


@pytest.mark.parametrize(
    ("charset", "declared", "encoding"),
    [("koi8-r", "koi8-r", "8bit"), ("cp1251", "windows-1251", "base64"), ("utf-8", "no-such-charset", "8bit")],
)
def test_charsets(charset: str, declared: str, encoding: str) -> None:
    import base64

    text = "Верфь сообщила, что оба буксира уже спущены на воду."
    body = text.encode(charset)
    content = base64.encodebytes(body) if encoding == "base64" else body
    head = f"From: a@b.example\nContent-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert read_mail(head.encode() + content, "a.eml").text == text


@pytest.mark.parametrize(
    ("header", "published"),
    [
        ("Date: Tue, 5 Mar 2024 08:00:00 -0000 (UTC)", "2024-03-05T08:00:00"),
        ("Date: the other day", None),
        ("Date: Tue, 45 Mar 2024 99:00:00 +0100", None),
        ("X-Nothing: x", None),
    ],
)
def test_dates(header: str, published: str | None) -> None:
    assert read_mail(f"From: a@b.example\n{header}\n\nText.".encode(), "a.eml").metadata.published == published


def test_broken_subjects_hold_nothing_that_cannot_be_stored() -> None:
    raw = b"From: a@b.example\nSubject: =?utf-8?b?!!!?= \xff\xfe tugs\n\nText."
    title = read_mail(raw, "a.eml").metadata.title
    assert title is not None
    assert title.encode("utf-8").endswith(b"tugs")


def test_a_mail_without_text_names_what_it_holds() -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="quay.png")
    with pytest.raises(EmptyInputError, match=r"a\.eml is an e-mail without a text.*quay\.png"):
        read_mail(mail.as_bytes(), "a.eml")


def test_endless_nesting_is_an_error_and_no_crash() -> None:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(2_000))
    with pytest.raises(InputError, match=r"a\.eml"):
        read_mail(f"From: a@b.example\n{head}".encode(), "a.eml")
