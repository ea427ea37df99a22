"""Mail addresses: which of them mail can be sent to, in the form that goes to the server."""

from __future__ import annotations


def usable_address(written: str) -> tuple[str | None, str]:
    """The address as servers take it, or None with what is wrong with it. No network is asked.

    A domain with other letters is sent in its ASCII form. Letters beyond ASCII before the @ need a server
    that knows SMTPUTF8 on every step of the way, which a coach cannot know of, so they are refused.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(written, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        said = str(error).rstrip(".")
        return None, said[:1].lower() + said[1:]
    return found.ascii_email, ""


def mailbox(address: str) -> str:
    """What two spellings of one mailbox share.

    Only the domain is without case by the standard (RFC 5321, 2.4); in practice servers take the name
    before the @ so too, and two athletes who differ in nothing else are asked about.
    """
    usable, _ = usable_address(address.strip())
    return (usable or address.strip()).casefold()
