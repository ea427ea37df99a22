"""The encryption of a connection: certificates verified, and what is wrong with them in words for a coach."""

from __future__ import annotations

import select
import socket
import ssl
import time

from planforge.models.mail import MailSettings, Security
from planforge.sending.trouble import InTrouble, Trouble, lost
from planforge.units import shown

# Numbers of OpenSSL's x509_vfy.h (X509_V_ERR_...).
NOT_YET, EXPIRED = 9, 10
SELF_SIGNED = (18, 19)
UNKNOWN_ISSUER = (2, 20, 21)
REVOKED = 23
WRONG_NAME = (62, 64)

ASK = "nothing was sent; ask who runs the server"


def context_of(settings: MailSettings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ValueError):
        said = f"the certificates in {shown(settings.ca_file, 80)} cannot be read"
        hint = "ca_file names a file of certificates in PEM form"
        raise InTrouble(Trouble("permanent", said, hint, everyone=True)) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def encrypted(
    sock: socket.socket, context: ssl.SSLContext, settings: MailSettings, timeout: float
) -> ssl.SSLSocket:
    where = f"{shown(settings.host, 80)}:{settings.port}"
    try:
        secured = context.wrap_socket(sock, server_hostname=settings.host, do_handshake_on_connect=False)
        sock = secured  # the one before it is spent
        _shake_hands(secured, timeout)
        return secured
    except ssl.SSLCertVerificationError as error:
        text, hint = certificate_words(error, settings.host)
        trouble = Trouble("permanent", text, hint, everyone=True)
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError, TimeoutError) as error:
        trouble = lost(error, f"while {where} began to encrypt")
    except ssl.SSLError as error:
        text, hint = tls_words(error, where, settings.security)
        trouble = Trouble("permanent", text, hint, everyone=True)
    except OSError as error:
        trouble = lost(error, f"while {where} began to encrypt")
    except ValueError:
        trouble = Trouble("permanent", f"{where} is no name of a server", "look at host", everyone=True)
    sock.close()
    raise InTrouble(trouble)


def _shake_hands(sock: ssl.SSLSocket, timeout: float) -> None:
    """Within the time of the whole, also where the server sends a byte now and then."""
    end = time.monotonic() + timeout
    sock.setblocking(False)
    while True:
        try:
            sock.do_handshake()
        except ssl.SSLWantReadError:
            reads, writes = [sock], []
        except ssl.SSLWantWriteError:
            reads, writes = [], [sock]
        else:
            return
        if (rest := end - time.monotonic()) <= 0 or not any(select.select(reads, writes, [], rest)):
            raise TimeoutError


def certificate_words(error: ssl.SSLCertVerificationError, host: str) -> tuple[str, str]:
    """Message and remedy."""
    name, code = shown(host, 80), error.verify_code
    if code == EXPIRED:
        return f"the certificate of {name} has expired", f"{ASK}, and check this computer's date"
    if code == NOT_YET:
        return f"the certificate of {name} is not valid yet", f"check this computer's date; {ASK}"
    if code in WRONG_NAME:
        return (
            f"the certificate of {name} is for another server",
            "write the host as the mail provider names it",
        )
    if code in SELF_SIGNED:
        hint = "if the server is your own, name its certificate by ca_file in planforge.toml"
        return f"the certificate of {name} is signed by itself", hint
    if code in UNKNOWN_ISSUER:
        hint = "if the server is your own, name the certificate of its authority by ca_file in planforge.toml"
        return f"the certificate of {name} is from an authority that this computer does not know", hint
    if code == REVOKED:
        return f"the certificate of {name} was taken back", ASK
    return f"the certificate of {name} is not valid: {shown(error.verify_message, 80)}", ASK


def tls_words(error: ssl.SSLError, where: str, security: Security) -> tuple[str, str]:
    """Message and remedy where the two cannot agree on an encryption."""
    reason = error.reason or ""
    if "WRONG_VERSION_NUMBER" in reason or "RECORD" in reason or "HTTP" in reason:
        hint = 'port 587 wants security = "starttls"' if security == "tls" else ASK
        return f"{where} does not speak TLS", hint
    if "PROTOCOL" in reason:
        return f"{where} offers only encryption that is no longer safe", ASK
    return f"no encryption could be agreed on with {where}: {shown(reason or 'no reason given', 60)}", ASK
