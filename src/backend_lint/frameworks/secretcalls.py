"""Which arguments of other people's functions are keys and passwords, by qualified name."""

from __future__ import annotations

from typing import NamedTuple


class SecretArgument(NamedTuple):
    """An argument that is a secret: its keyword, its 0-based position (None: keyword only), what it is."""

    keyword: str
    position: int | None
    what: str


_JWT = "jwt key"
_CIPHERS = (
    "AES",
    "DES",
    "DES3",
    "Blowfish",
    "ARC2",
    "ARC4",
    "CAST",
    "ChaCha20",
    "ChaCha20_Poly1305",
    "Salsa20",
    "XOR",
)
_SIGNERS = ("Signer", "TimestampSigner", "Serializer", "TimedSerializer", "URLSafeSerializer", "URLSafeTimedSerializer",
            "JSONWebSignatureSerializer", "TimedJSONWebSignatureSerializer")  # fmt: skip
_ALGORITHMS = ("AES", "AES128", "AES256", "Camellia", "TripleDES", "Blowfish", "CAST5", "ARC4", "ChaCha20")

#: Qualified name of a function to its secret argument.
SECRET_ARGUMENTS: dict[str, SecretArgument] = {
    **dict.fromkeys(("jwt.encode", "jwt.decode", "jwt.decode_complete", "jose.jwt.encode", "jose.jwt.decode", "jose.jws.sign",
                     "jose.jws.verify", "authlib.jose.jwt.decode"), SecretArgument("key", 1, _JWT)),
    "authlib.jose.jwt.encode": SecretArgument("key", 2, _JWT),
    **dict.fromkeys((f"{package}.{kind}.{cipher}.new" for package in ("Crypto", "Cryptodome") for kind in ("Cipher", "Ciphers")
                     for cipher in _CIPHERS), SecretArgument("key", 0, "cipher key")),
    **dict.fromkeys((f"cryptography.hazmat.primitives.ciphers.algorithms.{name}" for name in _ALGORITHMS),
                    SecretArgument("key", 0, "cipher key")),
    **dict.fromkeys((f"itsdangerous.{name}" for name in _SIGNERS), SecretArgument("secret_key", 0, "signing key")),
    **dict.fromkeys((f"itsdangerous.url_safe.{name}" for name in _SIGNERS), SecretArgument("secret_key", 0, "signing key")),
    "cryptography.fernet.Fernet": SecretArgument("key", 0, "Fernet key"),
    "cryptography.hazmat.primitives.hmac.HMAC": SecretArgument("key", 0, "HMAC key"),
    "cryptography.hazmat.primitives.ciphers.aead.AESGCM": SecretArgument("key", 0, "cipher key"),
    "cryptography.hazmat.primitives.ciphers.aead.ChaCha20Poly1305": SecretArgument("key", 0, "cipher key"),
    "nacl.secret.SecretBox": SecretArgument("key", 0, "cipher key"),
    "hmac.new": SecretArgument("key", 0, "HMAC key"),
    "hmac.digest": SecretArgument("key", 0, "HMAC key"),
    "hashlib.blake2b": SecretArgument("key", None, "hash key"),
    "hashlib.blake2s": SecretArgument("key", None, "hash key"),
    "django.core.signing.Signer": SecretArgument("key", None, "signing key"),
    "django.core.signing.TimestampSigner": SecretArgument("key", None, "signing key"),
    "django.core.signing.dumps": SecretArgument("key", None, "signing key"),
    "django.core.signing.loads": SecretArgument("key", None, "signing key"),
    "fastapi_users.authentication.JWTStrategy": SecretArgument("secret", 0, _JWT),
    "starlette.middleware.sessions.SessionMiddleware": SecretArgument("secret_key", 1, "session key"),
    "aiohttp_session.cookie_storage.EncryptedCookieStorage": SecretArgument("secret_key", 0, "session key"),
    "github.Github": SecretArgument("login_or_token", 0, "API token"),
    "sendgrid.SendGridAPIClient": SecretArgument("api_key", 0, "API key"),
    "twilio.rest.Client": SecretArgument("password", 1, "API token"),
    "telegram.Bot": SecretArgument("token", 0, "bot token"),
    "telebot.TeleBot": SecretArgument("token", 0, "bot token"),
    "slack_sdk.WebClient": SecretArgument("token", 0, "API token"),
    "slack_sdk.web.async_client.AsyncWebClient": SecretArgument("token", 0, "API token"),
    "requests.auth.HTTPBasicAuth": SecretArgument("password", 1, "password"),
    "requests.auth.HTTPDigestAuth": SecretArgument("password", 1, "password"),
    "httpx.BasicAuth": SecretArgument("password", 1, "password"),
    "httpx.DigestAuth": SecretArgument("password", 1, "password"),
    "aiohttp.BasicAuth": SecretArgument("password", 1, "password"),
    "pika.PlainCredentials": SecretArgument("password", 1, "password"),
    "pymysql.connect": SecretArgument("password", 2, "password"),
    "MySQLdb.connect": SecretArgument("password", 2, "password"),
    "pymssql.connect": SecretArgument("password", 2, "password"),
    "hmac.compare_digest": SecretArgument("b", 1, "compared secret"),
    "secrets.compare_digest": SecretArgument("b", 1, "compared secret"),
}  # fmt: skip

#: Paths of methods that log in: the receiver's path says whose they are.
LOGIN_METHODS: dict[str, SecretArgument] = {
    "smtplib.SMTP().login": SecretArgument("password", 1, "password"),
    "smtplib.SMTP_SSL().login": SecretArgument("password", 1, "password"),
    "imaplib.IMAP4().login": SecretArgument("password", 1, "password"),
    "imaplib.IMAP4_SSL().login": SecretArgument("password", 1, "password"),
    "ftplib.FTP().login": SecretArgument("passwd", 1, "password"),
    "discord.Client().run": SecretArgument("token", 0, "bot token"),
    "ldap3.Connection": SecretArgument("password", 2, "password"),
}

#: Calls that only change the type of the secret they are given, or declare it one; of `Field` the default counts.
WRAPPERS = frozenset({"SecretStr", "SecretBytes", "Secret", "Field", "str", "bytes", "bytearray", "b64decode", "urlsafe_b64decode",
                      "standard_b64decode", "unhexlify", "fromhex", "cast", "field"})  # fmt: skip

#: Calls in which a dictionary or a keyword of a secret's name is documentation, a schema, or a message.
DESCRIBING_CALLS = frozenset({
    "_", "gettext", "gettext_lazy", "ugettext", "ngettext", "lazy", "Column", "mapped_column", "add_argument", "option", "Option", "Argument",
    "ValidationError", "ValueError", "HTTPException", "ErrorDict", "render", "Schema", "TypedDict", "namedtuple", "Enum", "reverse", "url_for",
    "Meta", "help_text", "url", "reverse_lazy", "getattr", "hasattr", "partial_error", "flash", "warning", "error", "info", "debug", "exception",
    "OpenApiExample", "inline_serializer", "extend_schema", "ForeignKey", "values_list", "annotate", "order_by", "Literal", "fields_for",
})  # fmt: skip
#: Keywords, names and keys whose dictionaries are examples or schemas.
DESCRIBING_NAMES = frozenset({
    "example", "examples", "json_schema_extra", "schema_extra", "openapi_examples", "openapi_extra", "responses", "properties", "help_texts",
    "labels", "error_messages", "messages", "widgets", "verbose_name", "field_order", "column_labels", "column_descriptions", "translations",
    "__annotations__", "field_mapping", "mapping", "aliases", "form_args", "form_widget_args", "column_formatters", "serialized_names",
    "attribute_map", "openapi_types", "swagger_types",
})  # fmt: skip
