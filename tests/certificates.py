"""Certificates made for a test: an authority, and servers that are right, expired, of another name, alone."""

from __future__ import annotations

import datetime as dt
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certificates:
    """The authority's file for the client, and a context for each kind of server."""

    ca_file: str
    servers: dict[str, ssl.SSLContext]


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def make_certificates(folder: Path) -> Certificates:
    today = dt.datetime.now(dt.UTC)
    key, other = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def certificate(
        name: str, issuer: str, signer: ec.EllipticCurvePrivateKey, days: int, ca: bool = False
    ) -> bytes:
        public, signers = (signer if ca else key).public_key(), signer.public_key()
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(name))
            .issuer_name(_name(issuer))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - dt.timedelta(days=30))
            .not_valid_after(today + dt.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signers), False)
        )
        if ca:
            usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
            builder = builder.add_extension(usage, critical=True)
        else:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
        return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    authority = ec.generate_private_key(ec.SECP256R1())
    ca_file = folder / "authority.pem"
    ca_file.write_bytes(certificate("Authority", "Authority", authority, 30, ca=True))
    made = {
        "right": certificate("localhost", "Authority", authority, 10),
        "expired": certificate("localhost", "Authority", authority, -2),
        "other name": certificate("mail.example.org", "Authority", authority, 10),
        "unknown": certificate("localhost", "Nobody", other, 10),
        "alone": certificate("localhost", "localhost", key, 10),
    }
    servers = {}
    for name, content in made.items():
        path = folder / f"{name}.pem"
        path.write_bytes(private + content)
        servers[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        servers[name].load_cert_chain(path)
    return Certificates(str(ca_file), servers)
