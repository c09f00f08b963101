"""The shapes that providers give their keys and tokens, and which texts of such a shape are no secrets."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from backend_lint.frameworks.schemaexamples import is_example
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.regexes import regex

#: What stands before a shape with a short prefix, for a prefix of two letters stands everywhere.
_BEFORE_SHORT = "\"'= "


class Format(NamedTuple):
    """A shape: what it is called, a literal that every text of it has, its pattern (group 1 is the part that
    must look random) and whether it only opens a test account."""

    label: str
    literal: str
    pattern: re.Pattern[str]
    test: bool = False

    @property
    def triggers(self) -> tuple[bytes, ...]:
        """Lower-case bytes of four or more, one of which stands wherever the shape does."""
        literal = self.literal.lower().encode()
        if len(literal) >= 4:
            return (literal,)
        if self.literal == "SK":
            return tuple(
                b"%csk%c" % (quote, digit) for quote in _BEFORE_SHORT.encode() for digit in b"0123456789abcdef"
            )
        if self.literal == "xox":
            return tuple(b"xox%c-" % letter for letter in b"abeoprs")
        return tuple(b"%c%s" % (quote, literal) for quote in _BEFORE_SHORT.encode())


class KnownSecret(NamedTuple):
    """A text of a known shape: 0-based characters `start` and `length` in the file's text."""

    label: str
    start: int
    length: int
    test: bool
    #: A token that names its subject and may have expired: not every reader can use it.
    mild: bool


def _format(label: str, literal: str, pattern: str, test: bool = False) -> Format:
    before = f"(?<=[{_BEFORE_SHORT}])" if len(literal) < 4 and literal != "xox" else "(?<![A-Za-z0-9_/+])"
    return Format(label, literal, regex(rf"{before}{pattern}(?![A-Za-z0-9])"), test)


FORMATS = (
    _format("AWS access key", "AKIA", r"AKIA([0-9A-Z]{16})"),
    _format("temporary AWS access key", "ASIA", r"ASIA([0-9A-Z]{16})"),
    _format("Stripe live key", "sk_live_", r"sk_live_([0-9A-Za-z]{16,247})"),
    _format("Stripe restricted live key", "rk_live_", r"rk_live_([0-9A-Za-z]{16,247})"),
    _format("Stripe test key", "sk_test_", r"sk_test_([0-9A-Za-z]{16,247})", test=True),
    _format("Stripe test key", "rk_test_", r"rk_test_([0-9A-Za-z]{16,247})", test=True),
    _format("webhook signing secret", "whsec_", r"whsec_([0-9A-Za-z+/=]{24,})"),
    *(
        _format("GitHub token", f"{prefix}_", rf"{prefix}_([0-9A-Za-z]{{36,251}})")
        for prefix in ("ghp", "gho", "ghs", "ghu", "ghr")
    ),
    _format("GitHub token", "github_pat_", r"github_pat_([0-9A-Za-z_]{40,244})"),
    _format("GitLab token", "glpat-", r"glpat-([0-9A-Za-z_-]{20,})"),
    _format("Slack token", "xox", r"xox[abeoprs]-([0-9A-Za-z-]{20,})"),
    _format(
        "Slack webhook URL",
        "hooks.slack.com/services/",
        r"hooks\.slack\.com/services/(T[0-9A-Za-z_]{7,}/B[0-9A-Za-z_]{7,}/[0-9A-Za-z_]{20,})",
    ),
    _format("Google API key", "AIza", r"AIza([0-9A-Za-z_-]{35})"),
    _format("Google OAuth access token", "ya29.", r"ya29\.([0-9A-Za-z_-]{40,})"),
    _format("Google OAuth client secret", "GOCSPX-", r"GOCSPX-([0-9A-Za-z_-]{28})"),
    _format("SendGrid key", "SG.", r"SG\.([0-9A-Za-z_-]{16,32}\.[0-9A-Za-z_-]{32,64})"),
    _format("Anthropic key", "sk-ant-", r"sk-ant-(?:api|admin)\d\d-([0-9A-Za-z_-]{80,})"),
    _format("OpenAI key", "sk-proj-", r"sk-(?:proj|svcacct|admin)-([0-9A-Za-z_-]{40,})"),
    _format("OpenAI key", "T3BlbkFJ", r"sk-([0-9A-Za-z]{20}T3BlbkFJ[0-9A-Za-z]{20})"),
    _format("npm token", "npm_", r"npm_([0-9A-Za-z]{36})"),
    _format("PyPI token", "pypi-AgE", r"pypi-AgE([0-9A-Za-z_-]{50,})"),
    _format("Twilio key", "SK", r"SK([0-9a-f]{32})"),
    _format("Shopify token", "shpat_", r"shpat_([0-9a-f]{32})"),
    _format("DigitalOcean token", "dop_v1_", r"dop_v1_([0-9a-f]{64})"),
    _format("Hugging Face token", "hf_", r"hf_([A-Za-z]{34})"),
)
_KEY_BLOCK = regex(r"-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY(?: BLOCK)?-----((?:(?!-----BEGIN ).)*?)-----END", re.S)
_KEY_START = "-----BEGIN "
#: A header of a JWT begins with one of these names: alg, typ, kid, jku, x5t, enc, cty.
_JWT_STARTS = ("eyJhb", "eyJ0e", "eyJra", "eyJqa", "eyJ4N", "eyJlb", "eyJjd")
_JWT = regex(
    rf"(?<![A-Za-z0-9_-])((?:{'|'.join(_JWT_STARTS)})[A-Za-z0-9_-]{{8,}})\.(eyJ[A-Za-z0-9_-]{{10,}})\.([A-Za-z0-9_-]{{20,}})"
)

#: Where `known_secrets` finds anything: a literal, and the shape on its line.
TRIGGERS: tuple[tuple[bytes, bytes], ...] = (
    *((literal, shape.pattern.pattern.encode()) for shape in FORMATS for literal in shape.triggers),
    *((start.lower().encode(), _JWT.pattern.encode()) for start in _JWT_STARTS),
    (b"-----begin ", rb"-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY"),
)

#: Bits per character below which a text is a pattern a person typed, not a random one.
LEAST_ENTROPY = 3.0
#: Characters of base64 that the smallest private key (Ed25519) has: what is shorter is a sample.
_LEAST_KEY = 60
#: The same of an RSA key of 1024 bits, less a few: keys of 512 bits are made for tests, and can be factored.
_LEAST_RSA_KEY = 760
_SAMPLE = regex(
    r"EXAMPLE|(.)\1{5,}|123456|abcdef|ABCDEF|0123|XXXX|xxxx|FAKE|fake|DUMMY|dummy|SAMPLE|sample|your|REDACT|TEST|testing"
)
#: How the private keys begin that jwt.io shows to everybody, and that tests copy.
_PUBLISHED_KEYS = (
    "MIIEogIBAAKCAQEAnzyis1ZjfNB0bBgKFMSvvkTtwlvBsaJq",
    "MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQC7VJTUt9Us8cKj",
    "MIICWwIBAAKBgQDdlatRjRjogo3WojgGHFHYLugdUWAY9iR3fy4arWNA1KoS8kVw",
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2",
)
#: Published by their makers as samples.
_PUBLISHED = frozenset({"4eC39HqLyjWDarjtT1zdp7dc", "BQokikJOvBiI2HlWgH4olfQ2", "I44QH8DHBEXAMPLE", "IOSFODNN7EXAMPLE"})
#: A JWT that jwt.io shows to everybody begins its claims with this subject.
_SAMPLE_SUBJECTS = frozenset({"1234567890", "123", "1"})


def entropy(text: str) -> float:
    """Shannon's entropy of a text, in bits per character."""
    counts = Counter(text)
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts.values()) if text else 0.0


def known_secrets(text: str) -> Iterator[KnownSecret]:
    """Everything in a file's text that has the shape of a provider's secret and looks random, in no order."""
    for shape in FORMATS:
        if shape.literal in text:
            for match in shape.pattern.finditer(text):
                if _is_random(match[1]):
                    yield KnownSecret(shape.label, match.start(), match.end() - match.start(), shape.test, False)
    if _KEY_START in text:
        for match in _KEY_BLOCK.finditer(text):
            if _is_key(match[2], rsa=match[1] == "RSA "):
                yield KnownSecret("private key", match.start(), match[0].index("KEY") + len("KEY-----"), False, False)
    if "eyJ" in text:
        for match in _JWT.finditer(text):
            claims = _decoded(match[2])
            header = _decoded(match[1])
            if (
                header
                and claims
                and "alg" in header
                and str(claims.get("sub")) not in _SAMPLE_SUBJECTS
                and _is_random(match[3])
            ):
                yield KnownSecret("JSON Web Token", match.start(), match.end() - match.start(), False, True)


class KnownSecrets:
    """The secrets of known shapes in one file's text, comments and all: nothing is left out of it."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._text = analysis.source.text

    def found(self) -> Iterator[KnownSecret]:
        """Each of them, in no order."""
        return known_secrets(self._text)

    def is_example(self, secret: KnownSecret) -> bool:
        """Whether the file says the secret in the examples of schemas only."""
        return is_example(self._text[secret.start : secret.start + secret.length], self._analysis)


def _is_random(body: str) -> bool:
    return body not in _PUBLISHED and not _SAMPLE.search(body) and entropy(body) >= LEAST_ENTROPY


def _is_key(body: str, *, rsa: bool) -> bool:
    """Whether the block holds a key's base64 rather than dots, a hole or a comment."""
    encrypted = "ENCRYPTED" in body
    plain = re.sub(r"^\s*(?:Proc-Type|DEK-Info|Version|Comment):.*$", "", body, flags=re.M)
    plain = re.sub(r"""\\[nr]|[\s"'#+()\\*>|]|(?<=\W)[bfru](?=["'])""", "", plain)
    found = re.fullmatch(r"[A-Za-z0-9+/=,]+", plain)
    return (
        found is not None
        and len(plain) >= (_LEAST_RSA_KEY if rsa and not encrypted else _LEAST_KEY)
        and not plain.startswith(_PUBLISHED_KEYS)
        and entropy(plain) >= LEAST_ENTROPY
        and not re.search(r"(.)\1{9,}", plain)
    )


def _decoded(part: str) -> dict[str, object] | None:
    try:
        found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error):
        return None
    return found if isinstance(found, dict) else None
