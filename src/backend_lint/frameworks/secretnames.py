"""Which names are names of secrets: the last words count, so a `token_url` is a URL and a `db_password` a secret."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Literal, NamedTuple

from backend_lint.semantics.regexes import regex

#: How much a name alone proves: a "key" signs or encrypts; a "password" opens something; the others are
#: also the words of lexers, page cursors and form fields, so the value has to look like a secret as well.
Strength = Literal["key", "password", "vague"]


class SecretName(NamedTuple):
    """A name that is a secret's: `words` are all its words in lower case, `group` the last ones that say so."""

    words: tuple[str, ...]
    group: str
    strength: Strength


_KEYS = frozenset({
    "secret_key", "secretkey", "api_key", "apikey", "access_key", "accesskey", "auth_key", "authkey", "private_key",
    "privatekey", "signing_key", "encryption_key", "crypto_key", "fernet_key", "jwt_secret", "jwt_key", "client_secret",
    "clientsecret", "webhook_secret", "signing_secret", "app_secret", "api_secret", "shared_secret", "cookie_secret",
    "session_secret", "consumer_secret", "session_key_secret", "hmac_key", "hmac_secret", "aes_key", "master_key",
    "account_key", "storage_key", "token_secret", "license_secret", "secret_access_key", "key_secret", "secret_token", "secret_key_hmac",
})  # fmt: skip
_PASSWORDS = frozenset({"password", "passwd", "passwort", "pwd", "passphrase", "passcode", "pass_word", "pass_phrase",
                        "dsn_password", "passw"})  # fmt: skip
_VAGUE = frozenset({
    "secret", "token", "auth_token", "access_token", "refresh_token", "bearer_token", "api_token", "bot_token", "salt",
    "pepper", "credential", "credentials", "pw",
})  # fmt: skip
#: Headers whose value is a credential though no word of theirs says so.
CREDENTIAL_HEADERS = frozenset({"authorization", "proxy-authorization"})

#: `pass` is a statement, a boolean ("did it pass") and a ticket, except on its own and after these.
_BEFORE_PASS = frozenset({"db", "database", "smtp", "mail", "email", "user", "admin", "root", "ftp", "ssh", "mysql", "sql", "redis",
                          "pg", "postgres", "rabbitmq", "broker", "auth", "login", "http", "proxy", "api", "mongo"})  # fmt: skip
#: Said of keys that everybody may see.
_PUBLIC = frozenset({"public", "publishable", "site", "pub", "csrf", "xsrf", "csrfmiddlewaretoken", "firebase"})
#: Words before the group that make it the name of an action, a question or a message ("reset password").
_NOT_BEFORE = frozenset({
    "is", "has", "no", "not", "show", "hide", "use", "uses", "forgot", "forget", "reset", "change", "set", "confirm", "verify",
    "check", "require", "requires", "required", "lost", "invalid", "wrong", "missing", "incorrect", "bad", "expired", "enable",
    "disable", "allow", "create", "revoke", "validate", "generate", "rotate", "delete", "remove", "ask", "prompt", "enter", "get",
    "min", "max", "num", "without", "with", "update", "send", "request", "read", "write", "by", "via", "manage", "view", "list",
})  # fmt: skip
#: Words before `token` that make it a lexer's, a tokenizer's or a page cursor's.
_NOT_BEFORE_TOKEN = frozenset({
    "next", "page", "pad", "eos", "bos", "unk", "mask", "sep", "cls", "stop", "special", "end", "start", "continuation", "sync",
    "cancel", "cancellation", "design", "separator", "prev", "previous", "last", "first", "delimiter", "keyword", "string",
    "number", "operator", "close", "open", "begin", "image", "audio", "prefix", "suffix", "name", "undefined", "blank",
})  # fmt: skip
#: Words after the group that say where or when the secret holds, not what describes it.
_AFTER = frozenset({"dev", "development", "prod", "production", "staging", "stage", "live", "sandbox", "local", "fallback",
                    "fallbacks", "default", "old", "previous", "value", "str", "plain", "plaintext", "bytes", "raw"})  # fmt: skip

_WORDS = regex(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
#: No secret's name is longer, and no sentence is a name.
_LONGEST = 80

_GROUPS: dict[str, Strength] = {
    **dict.fromkeys(_VAGUE, "vague"), **dict.fromkeys(_PASSWORDS, "password"), **dict.fromkeys(_KEYS, "key"),
}  # fmt: skip


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a snake_case, camelCase, kebab-case or dotted name, in lower case."""
    return tuple(word.lower() for word in _WORDS.findall(name))


def secret_name(name: str | None, extra: Collection[str] = ()) -> SecretName | None:
    """What secret `name` names, or None. `extra` are further names a project calls secrets by."""
    return _secret_name(name, frozenset(extra)) if name and len(name) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _secret_name(name: str, extra: frozenset[str]) -> SecretName | None:
    if re.search(r"\s", name.strip()):
        return None
    found = list(words(name))
    for number, word in enumerate(found):
        if word in ("for", "of") and number:
            del found[number:]
            break
    while len(found) > 1 and (found[-1].isdigit() or found[-1] in _AFTER):
        del found[-1]
    if not found or _PUBLIC.intersection(found):
        return None
    return _group(tuple(found), frozenset("_".join(words(each)) for each in extra))


def environment_name(name: str) -> str:
    """What the environment variable for `name` is called: `apiKey` gives API_KEY. PWD is the shell's own."""
    variable = "_".join(words(name)).upper()
    return "PASSWORD" if variable == "PWD" else variable


def _group(found: tuple[str, ...], extra: frozenset[str]) -> SecretName | None:
    for size in (3, 2, 1):
        group = "_".join(found[-size:])
        if len(found) < size:
            continue
        strength: Strength | None = "key" if group in extra else _GROUPS.get(group)
        if group == "pass" and (len(found) == 1 or found[-2] in _BEFORE_PASS):
            strength = "password"
        if strength is not None:
            before = found[: len(found) - size]
            if before and (before[0] in _NOT_BEFORE or before[-1] in _NOT_BEFORE):
                return None
            if group == "token" and before and before[-1] in _NOT_BEFORE_TOKEN:
                return None
            return SecretName(found, group, strength)
    return None
