"""Which texts are not secrets although a secret's name stands before them: placeholders, references, words, paths."""

from __future__ import annotations

import re

from backend_lint.frameworks.secretnames import SecretName, words
from backend_lint.semantics.regexes import regex

#: The shortest texts that are taken for a secret and for a key, in characters: "dev" and "abc" do sign.
SHORTEST, SHORTEST_KEY = 4, 3

_MASK = regex(r"[\sxX*.\-_•#?0…+=:@|]*")
#: Filled in later: by a template engine, a shell, a secret store, or whoever reads the file.
_REFERENCE = regex(
    r"<.*>|.*(?:\{\{|\}\}|\$\{|\{%|<%|%\(\w+\))|\{[\w.]*\}|\$\w+|%s|\[.*\]|%[A-Z_]+%|__\w+__"
    r"|(?:ENC\[|vault:|op://|arn:|sm://|ssm:|env:|file:|secret://|aws-sm|projects/)",
    re.S,
)
_PLACEHOLDER = regex(
    r"your[\W_]|your(?=[A-Z])|.*(?:placeholder|redacted|(?<![^\W_])(?:e2e|seeds?|fixtures?)(?![^\W_])|replace[\W_]?(?:me|this)|insert[\W_]|goes[\W_]here|fill[\W_]?(?:me|in))",
    re.I | re.S,
)
_NOT_USED = regex(r"(?:dummy|fake|mock|unused)[\W_]?\w*", re.I)
#: What stands for "there is none", and the words of schemas and messages.
_NOTHING = frozenset({
    "none", "null", "nil", "n/a", "unset", "not-set", "not_set", "notset", "undefined", "unknown", "empty", "dummy", "fake", "unused",
    "not-needed", "not_needed", "no-key", "no-key-required", "not-used", "todo", "tbd", "anonymous", "false", "true", "missing", "example",
    "required", "optional", "invalid", "string", "str", "text", "bytes", "int", "integer", "number", "boolean", "bool", "object", "array",
    "hidden", "input", "disabled", "enabled", "bearer", "basic", "digest", "jwt", "oauth", "oauth2", "default", "filtered", "masked",
    "deleted", "removed", "static", "auto", "encrypted", "plain", "not-a-secret", "no-token", "sha1", "sha256", "sha512",
    "md5", "hs256", "hs512", "rs256", "es256",
})  # fmt: skip
#: Passwords that are words: what a dictionary `{"password": …}` may hold besides the name of a field.
COMMON_PASSWORDS = frozenset({
    "admin", "root", "pass", "secret", "changeme", "change-me", "change_me", "postgres", "guest", "letmein", "qwerty", "welcome", "master",
    "mysecret", "mypassword", "supersecret", "super-secret", "hunter", "toor", "default", "minioadmin", "administrator", "superuser", "test",
    "demo", "sa", "user", "rabbitmq", "mysql", "redis", "mongo", "iloveyou", "monkey", "dragon", "abc", "foobar", "swordfish",
})  # fmt: skip

_DOTTED = regex(r"[A-Za-z_]+(?:[.:][A-Za-z_]+)+")
_URL = regex(r"[A-Za-z][\w+.-]*://|www\.|mailto:|data:")
_PATH = regex(
    r"(?:/[a-z0-9_.\-{}<>:$*]+)+/?|\.{1,2}/.*|~/.*|[A-Za-z]:\\.*|[\w./\-{}]+\.(?:html?|txt|json|ya?ml|py|pem|key|crt|cer|md|toml|env"
    r"|jinja2?|j2|png|svg|ini|cfg|csv|xml|js|css|pub|gpg|enc)|[a-z_]+(?:/[a-z_]+)+/?|//.*"
)
_MIME = regex(r"(?:application|text|image|audio|video|multipart)/[\w.+-]+")
_SELECTOR = regex(r"(?=.*\Z)(?:[#.][A-Za-z_-]+|.*\[\w+[~^$*]?=.*|#/.*|//\w+.*|@\w+)")
_PATTERN = regex(
    r"\^.*|.*\\[wdsbAZ].*|.*\(\?[:=!P<].*|.*\[\^.*|.*\.[*+].*|.*%[(\w]*\)?[sd](?!\w).*|.*\{\w*(?::[^}]{0,200})?\}.*",
    re.S,
)
_HEADER = regex(
    r"X(?:-[A-Z][A-Za-z]+)+|(?:[A-Z]+_)+[A-Z]+|(?:Www|Proxy|Set|Api|Auth)-[A-Za-z-]+|Authorization|Cookie",
    re.A,
)
_HASH = regex(
    r"\$(?:2[abxy]|argon2\w*|[156]|scrypt|pbkdf2[\w-]*)\$|(?:pbkdf2_\w+|bcrypt\w*|argon2|scrypt|sha1|md5|sha256)\$|\{\w+\}"
)
_PUBLIC = regex(
    r"(?:pk_|pk\.|phc_|pub_|publishable|ssh-(?:rsa|ed25519|dss) |ecdsa-sha2)|-----BEGIN (?:PUBLIC|RSA PUBLIC|CERT)"
)
_SQL = regex(r"(?:select|insert|update|delete|create|alter|drop)\s", re.I)
_WORDLIKE = regex(r"[A-Za-z]+(?:[_.\- :/][A-Za-z]+)*")
#: `token_v2`, `oauth2-access`: words with a number behind.
_IDENTIFIER = regex(r"[A-Za-z]+\d{0,2}(?:[_.\-:/ ][A-Za-z]*\d{0,2})*")
#: One word of a message: "Updated.".
_ANSWER = regex(r"[A-Z][a-z]+(?:\.|\.\.\.|…)")
_TITLE = regex(r"[A-Za-z][A-Za-z,.!?'’:]* [A-Za-z][A-Za-z,.!?'’:]*")


def is_blank(text: str) -> bool:
    """Whether a text only marks the place of a secret: empty, masked, a reference to a store, a template."""
    stripped = text.strip()
    return (
        len(stripped) == 0
        or bool(_MASK.fullmatch(stripped))
        or bool(_REFERENCE.match(stripped) and not _userinfo(stripped))
        or stripped.lower() in _NOTHING
        or bool(_NOT_USED.fullmatch(stripped))
    )


def is_placeholder(text: str) -> bool:
    """Whether a text asks its reader to put a secret in its place ("your-api-key")."""
    return is_blank(text) or bool(_PLACEHOLDER.match(text.strip()))


def is_key_material(text: str) -> bool:
    """Whether a literal in the place of a key can be one: anything but a placeholder or a public key."""
    return not (is_placeholder(text) or _PUBLIC.match(text) or _URL.match(text) or text.count(" ") > 3)


def is_fallback(text: str) -> bool:
    """Whether a literal that stands in for a missing variable would be used as the secret: even "changeme" and
    "your-secret-key" then are, the words for "there is none" are not."""
    stripped = text.strip()
    nothing = _MASK.fullmatch(stripped) or _NOT_USED.fullmatch(stripped) or stripped.lower() in _NOTHING
    path = stripped.startswith(("/", "./", "~")) or ("/" in stripped and _PATH.fullmatch(stripped))
    elsewhere = path or _REFERENCE.match(stripped) or _URL.match(stripped)
    return not nothing and (not elsewhere or _userinfo(stripped))


def is_secret(text: str, name: SecretName, *, sure: bool) -> bool:
    """Whether `text` under the name of a secret is one. `sure` is False where names of fields, types and
    messages stand as often as secrets do: in dictionaries, comparisons and classes that list names."""
    shortest = SHORTEST_KEY if name.strength == "key" and sure else SHORTEST
    if len(text.strip()) < shortest or is_placeholder(text) or _is_something_else(text):
        return False
    if _echoes(text, name) or (not sure and _ANSWER.fullmatch(text)):
        return False
    if name.strength == "vague" or (name.strength == "key" and not sure):
        common = sure and name.group == "secret" and (text.lower() in COMMON_PASSWORDS or "-" in text)
        return common or looks_random(text)
    return sure or text.lower() in COMMON_PASSWORDS or not _WORDLIKE.fullmatch(text)


def looks_random(text: str) -> bool:
    """Whether a text is more than words: letters with digits inside, unusual characters, changing case."""
    if _IDENTIFIER.fullmatch(text):
        return len(text) >= 20 and _WORDLIKE.fullmatch(text) is None and _mixed(text)
    return bool(re.search(r"\d|[^\w\s.,:;/()-]", text)) or len(text) >= 32


def _mixed(text: str) -> bool:
    return text != text.lower() and text != text.upper() and any(character.isdigit() for character in text)


def _echoes(text: str, name: SecretName) -> bool:
    """Whether a text is its name or a form of it: `PASSWORD = "password"`, `{"accessToken": "access_token"}`,
    `TOKEN = "user_token"`. A key that echoes its name, "dev-secret-key", still signs."""
    said = words(text)
    if not said or not re.fullmatch(r"[\w.:\- /@$]+", text):
        return False
    if name.strength == "key" and text.lower() in COMMON_PASSWORDS:
        return False  # `SECRET_KEY = "secret"` signs with it
    if "".join(said) in "".join(name.words) and len("".join(said)) * 2 > len(name.group):
        return True
    if name.strength == "key":
        return set(said) <= set(name.words)
    return (
        bool(_WORDLIKE.fullmatch(text))
        and name.group.split("_")[-1] in (said[-1], said[-1].rstrip("s"))
        and "-" not in text
    )


def _userinfo(text: str) -> bool:
    return bool(re.match(r"\w[\w+.-]*://[^/\s]*@", text))


def _is_something_else(text: str) -> bool:
    """Sentences, labels, paths, URLs, imports, selectors, patterns, header names, hashes, public keys."""
    whole = (each.fullmatch(text) for each in (_DOTTED, _PATH, _MIME, _SELECTOR, _PATTERN, _HEADER, _TITLE))
    begun = (each.match(text) for each in (_URL, _HASH, _PUBLIC, _SQL))
    return len(text.split()) > 2 or any(whole) or any(begun) or any(ord(character) > 0x2000 for character in text)
