"""What is wrong with an encryption, in words; real certificates and servers are in test_smtp.py."""

from __future__ import annotations

import ssl

import pytest

from planforge.models.mail import MailSettings, Sender
from planforge.sending.tls import certificate_words, context_of, tls_words


def test_certificates_are_verified_and_old_encryption_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where this computer's own settings allow more."""
    loose = ssl.create_default_context()
    with pytest.warns(DeprecationWarning, match="TLS"):
        loose.minimum_version = ssl.TLSVersion.TLSv1
    monkeypatch.setattr(ssl, "create_default_context", lambda **_: loose)
    sender = Sender("", "anna@example.org")
    context = context_of(MailSettings("localhost", 587, "starttls", "anna", sender, 1_000_000))
    assert (context.minimum_version, context.verify_mode, context.check_hostname) == (
        ssl.TLSVersion.TLSv1_2,
        ssl.CERT_REQUIRED,
        True,
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (9, "is not valid yet"),
        (10, "has expired"),
        (18, "is signed by itself"),
        (19, "is signed by itself"),
        (20, "does not know"),
        (23, "was taken back"),
        (62, "is for another server"),
        (64, "is for another server"),
        (79, "is not valid: odd"),
    ],
)
def test_each_fault_of_a_certificate_has_words_and_a_remedy(code: int, said: str) -> None:
    error = ssl.SSLCertVerificationError("odd")
    error.verify_code, error.verify_message = code, "odd\x1b"
    text, hint = certificate_words(error, "mail.example.org")
    assert said in text
    assert "mail.example.org" in text
    assert "\x1b" not in text
    assert hint


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("WRONG_VERSION_NUMBER", "does not speak TLS"),
        ("UNSUPPORTED_PROTOCOL", "no longer safe"),
        ("TLSV1_ALERT_PROTOCOL_VERSION", "no longer safe"),
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "no encryption could be agreed on"),
        ("", "no reason given"),
    ],
)
def test_each_fault_of_the_encryption_has_words(reason: str, said: str) -> None:
    error = ssl.SSLError()
    error.reason = reason
    text, hint = tls_words(error, "mail.example.org:465", "tls")
    assert said in text
    assert hint
