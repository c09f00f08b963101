"""Calls that leave the process (HTTP, e-mail, payment, files, queues, caches) and calls that hash,
sign or encrypt."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

import libcst as cst

from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.index import last_name
from backend_lint.semantics.regexes import regex
from backend_lint.semantics.vocabulary import Words

#: What a call does, by the module that its path starts with; the expression names the calls that count.
_MODULES: tuple[tuple[str, str, str], ...] = (
    ("HTTP request", r"requests|httpx|aiohttp\.ClientSession|urllib3|urllib\.request|treq|niquests",
    r"get|post|put|patch|delete|head|request|send|stream|urlopen|urlretrieve|fetch"),
    ("e-mail",
    r"smtplib|aiosmtplib|django\.core\.mail|flask_mail|fastapi_mail|sendgrid|mailjet_rest|postmarker"
    r"|resend", r"send\w*|email_user|mail_\w+"),
    ("SMS", r"twilio|vonage|messagebird|plivo", r"create|send\w*"),
    ("payment", r"stripe|braintree|paypalrestsdk|razorpay|adyen|square", r"\w+"),
    ("file storage",
    r"boto3|aioboto3|google\.cloud\.storage|azure\.storage|minio|django\.core\.files\.storage", r"(put"
    r"|upload|copy|delete|remove|download|generate|get_object|save)\w*"),
    ("file write", r"shutil", r"copy\w*|move|rmtree"),
    ("file write", r"os", r"remove|unlink|rename|replace|makedirs|mkdir"),
    ("file write", r"pathlib\.Path", r"write_text|write_bytes|unlink|mkdir|rename"),
    ("queue publish", r"pika|kafka|aiokafka|kombu|nats|aio_pika|confluent_kafka",
    r"publish|basic_publish|send\w*|produce"),
    ("cache write", r"django\.core\.cache|flask_caching|aiocache|cachetools",
    r"set|set_many|add|delete|delete_many|incr|decr|clear"),
    ("cache write", r"redis|aioredis|coredis",
    r"set|setex|hset|delete|expire|incr|publish|lpush|rpush|sadd|zadd|xadd"),
    ("password hashing",
    r"bcrypt|passlib|argon2|werkzeug\.security|django\.contrib\.auth\.hashers|flask_bcrypt"
    r"|pwdlib", r"hashpw|hash|verify|checkpw|encrypt|generate_password_hash|check_password_hash"
    r"|make_password|check_password"),
    ("password hashing", r"hashlib", r"pbkdf2_hmac|scrypt"),
    ("token", r"jwt|jose|authlib\.jose|itsdangerous|flask_jwt_extended|joserfc",
    r"encode|decode|dumps|loads|sign|unsign|create_access_token|create_refresh_token"),
    ("token", r"secrets", r"token_\w+"),
    ("encryption", r"cryptography|nacl|Crypto|Cryptodome", r"encrypt|decrypt|sign|derive"),
)  # fmt: skip

#: Calls that say themselves what they do, whoever defines them; last names.
_NAMED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("e-mail", regex(r"^send_(e?mail|mass_mail)\w*$|^email_user$")),
    ("SMS", regex(r"^send_(sms|text_message)\w*$")),
    (
        "queue publish",
        regex(r"^(apply_async|send_task|enqueue|enqueue_in|enqueue_at|enqueue_job|basic_publish)$"),
    ),
    ("password hashing", regex(r"^(set_password|check_password)$")),
)
_CACHE_OWNER = regex(r"^(cache|redis|redis_client|redis_connection|memcache)$")
_CACHE_WRITES = frozenset({"set", "setex", "delete", "incr", "expire", "lpush", "rpush", "publish", "hset", "sadd"})
_CALLS = tuple(
    (kind, tuple(modules.replace("\\", "").split("|")), regex(rf"^({calls})$")) for kind, modules, calls in _MODULES
)
_ANY_CALL = regex(rf"^({'|'.join(calls for _, _, calls in _MODULES)})$")
_MODULE_PATTERNS = tuple(
    (kind, regex(rf"^({module})(\.|\()"), regex(rf"^({calls})$")) for kind, module, calls in _MODULES
)


def effect(analysis: Analysis, call: cst.Call) -> str | None:
    """What the call does to the world outside of the process, or which secret it makes: "HTTP request",
    "payment", "password hashing", …; None when it does neither or is not known."""
    method = last_name(call.func)
    path = analysis.names.path(call.func) if method in analysis.know(_effective_names) else None
    if path is not None and not path.startswith("."):
        found = _of_path(path, method)
        if found is not None:
            return found
    if isinstance(call.func, cst.Attribute):
        if method == "delay" and call.args:
            return "queue publish"
        if method in _CACHE_WRITES and _CACHE_OWNER.match(last_name(call.func.value)):
            return "cache write"
    if method == "open" and _opens_for_writing(analysis, call):
        return "file write"
    return next((kind for kind, pattern in _NAMED if pattern.match(method)), None)


def possible_effects(methods: Collection[str], words: Words) -> int:
    """How many kinds of effects calls of `methods`, last names, could have in a file that speaks of `words`."""
    kinds = {kind for kind, calls in _calls_in(words) if any(calls.match(method) for method in methods)}
    kinds |= {kind for kind, pattern in _NAMED if any(pattern.match(method) for method in methods)}
    if not _CACHE_WRITES.isdisjoint(methods) and any(_CACHE_OWNER.match(name) for name in words.names):
        kinds.add("cache write")
    if "open" in methods:
        kinds.add("file write")
    if "delay" in methods:
        kinds.add("queue publish")
    return len(kinds)


def _effective_names(analysis: Analysis) -> frozenset[str]:
    """The last names of the file's calls that could have an effect, were they of the right module."""
    return frozenset(name for name in analysis.index.calls if _ANY_CALL.match(name))


@lru_cache(maxsize=1)
def _calls_in(words: Words) -> frozenset[tuple[str, re.Pattern[str]]]:
    return frozenset().union(*(_calls_of(name) for _, name in words.imported))


@cache
def _calls_of(name: str) -> frozenset[tuple[str, re.Pattern[str]]]:
    """The kinds of effects, with the calls that have them, that something reached through an imported name could
    have: something of one of the modules, or a package around it."""
    root = f"{name.partition('.')[0]}."
    return frozenset(
        (kind, calls)
        for kind, modules, calls in _CALLS
        for module in modules
        if f"{module}.".startswith(root)
        and (f"{module}.".startswith(f"{name}.") or f"{name}.".startswith(f"{module}."))
    )


@cache
def _of_path(path: str, method: str) -> str | None:
    return next((kind for kind, module, calls in _MODULE_PATTERNS if module.match(path) and calls.match(method)), None)


def _opens_for_writing(analysis: Analysis, call: cst.Call) -> bool:
    if analysis.names.qualname(call.func) not in ("open", "io.open", "aiofiles.open") or len(call.args) < 2:
        return False
    mode = analysis.values.value(call.args[1].value)
    return isinstance(mode, str) and bool(set(mode) & set("wax+"))
