"""What must stand on a line, and in the function around it, for a literal secret to be there: the triggers of the rules
about secrets. Whatever repeats in a pattern is possessive or bounded, so that a line costs time that grows with its
length and no faster: the bounds are generous for names and alignments that people write."""

from __future__ import annotations

from backend_lint.frameworks.secretneeds import falls_back, gives_password, has_default_pair, writes_secret
from backend_lint.semantics.scout import TriggerSpec

Triggers = tuple[TriggerSpec, ...]

_NAME = (
    rb"(?:passw(?:or)?[dt]|pass_?phrase|passcode|secret|token|api[_-]?key|access[_-]?key|"
    rb"(?:auth|private|signing|encryption|crypto|fernet|jwt|hmac|aes|master|account|storage)[_-]?key|"
    rb"credentials?|salt|pepper|pwd|pass|_pw|key_id|authorization)"
)
#: What may follow the telling word of a name: a number, an environment, a purpose.
_TAIL = (rb"(?:[_-]?(?:\d{1,20}+|(?:for|of)_\w{1,60}+|key|hmac|(?:dev|prod|stag)\w{0,20}+|live|sandbox|local|fallbacks?|default|"
         rb"old|previous|value|str|plaintext|plain|bytes|raw)){0,6}")  # fmt: skip
_QUOTE = rb"""(?:["'](?!["'])|["']{3})"""
_WRAP = rb"(?:[\w.]{0,40}(?:Secret\w{0,40}|Field|field|bytes|bytearray|str|b64decode|unhexlify|fromhex|cast)\([^\"']{0,80})?"
_END = rb"[(\[]?\s*+(?:\\|#.*)?$"
#: A name that may stand for a constant; what is called a secret itself is reported where it is written.
_CONSTANT = rb"(?!\w{0,80}(?:passw|secret|token|pwd|credential|salt|None|True|False))[A-Za-z_]\w*+\s*+(?:[,)}#]|$)"
_VALUE = rb"\s*+(?:[\[(]\s*+)?(?:" + _WRAP + rb"[rbfuRBFU]{0,2}" + _QUOTE + rb"|" + _END + rb"|" + _CONSTANT + rb")"
_ANNOTATION = rb"(?:\s*+:\s*+[\w.\[\]|, \"']{1,80}?)?"

#: A line that writes (or compares) a value under the name of a secret.
WRITTEN = (
    rb"(?i)" + _NAME + _TAIL + rb"""(?:["']\s*+\])?""" + _ANNOTATION + rb"\s*+(?:=|[!=]=|:=)(?!=)" + _VALUE
    + rb"|" + _NAME + _TAIL + rb"""["']\s*+[:,]""" + _VALUE
    + rb"""|^[\s(]*+[\w.]++\s*+,[\w., )]{1,120}=[^=]{1,120}["']\s*+,"""
    + rb"|" + _QUOTE + rb"""[^"']*+["']\s*+[=!]=\s*+[\w.\["']{0,80}""" + _NAME
)  # fmt: skip
_WORDS = (b"passw", b"passphrase", b"pass_phrase", b"passcode", b"secret", b"token", b"api_key", b"apikey", b"api-key", b"access_key",
          b"accesskey", b"auth_key", b"authkey", b"private_key", b"privatekey", b"signing_key", b"encryption_key", b"crypto_key", b"fernet_key",
          b"jwt_key", b"hmac_key", b"aes_key", b"master_key", b"account_key", b"storage_key", b"credential", b"salt", b"pepper", b"_pwd",
          b"pwd\"", b"pwd'", b"pwd =", b"pwd=", b"pwd:", b"_pass", b"pass\"", b"pass'", b" _pw ", b"authorization")  # fmt: skip
WRITTEN_TRIGGERS: Triggers = tuple((word, WRITTEN, writes_secret) for word in _WORDS)

_CALLED = (b"jwt.encode(", b"jwt.decode(", b"jwtstrategy(", b"fernet(", b"hmac.new(", b"hmac.digest(", b"serializer(", b"signer(", b"secretbox(",
           b"httpbasicauth(", b"basicauth(", b"plaincredentials(", b"compare_digest(", b"secretstr(", b"secretbytes(", b"github(", b"aesgcm(",
           b"encryptedcookiestorage(", b"sendgridapiclient(", b"telebot(", b"webclient(", b"signing.dumps(", b"signing.loads(")  # fmt: skip
_LITERAL_ARGUMENT = rb"""\(\s*+(?:[^()]*,\s*+)?(?:\w++\s*+=\s*+)?(?:[rbfuRBFU]{0,2}["']|[A-Za-z_]\w*+\s*+[,)]|$|#)"""
#: Calls with a secret among their arguments, told apart by their names; `decode` and `.new` need more of the line.
SECRET_CALL_TRIGGERS: Triggers = (
    *((literal, rb"(?i)" + literal.replace(b"(", b"").replace(b".", rb"\.") + _LITERAL_ARGUMENT, writes_secret) for literal in _CALLED),
    (b".new(", rb"(?:AES|DES3?|Blowfish|ARC[24]|CAST|ChaCha20\w*|Salsa20|XOR)\.new" + _LITERAL_ARGUMENT, writes_secret),
    (b"encode(", rb"(?:^|[\s=(])encode" + _LITERAL_ARGUMENT, writes_secret),
    (b".login(", rb"\.login\([^()]*,\s*+(?:[rbu]?[\"']|$|[A-Z_]+\s*\))", writes_secret),
    (b"auth=", rb"""auth=\(?\s*+[^()]{0,200},\s*+[rbu]?["']""", writes_secret),
)  # fmt: skip

_FIELD = rb"(?:host\w{0,20}|server|user|uid|user id|dbname|database|driver|data source|address)\s{0,20}="
#: Fields of a libpq or ODBC string between two commas or brackets: a password and another one.
_FIELDS = (rb"""(?i)(?:^|[,()])(?=[^,()]*?""" + _FIELD + rb""")(?=(?:[^,()]*?[\s;"'])?(?:password|pwd)\s{0,20}=)""")  # fmt: skip
_SCHEME_ENDS = b"abcdefghijklmnopqrstuvwxyz0123456789}"
#: The last character of a scheme with what follows it: a line with a password in a URL, or a part of one.
URL_TRIGGERS: Triggers = (
    *((b"%c://" % last, rb"""://[^\s/]*@|://["']\s*+[+\\)]|://(?:[\w+-]*+|[^"'\s/]*:(?!\d{1,5}["'])[^"'\s/]*)["']\s*+(?:#.*)?$|://\{[^"']{0,200}@|://["']?%""")
      for last in _SCHEME_ENDS),
    *((b"%c://" % last, rb"(?i:\.create|\.build)\(", gives_password) for last in _SCHEME_ENDS),
    *((word, _FIELDS) for word in (b"password", b"pwd=", b"pwd =")),
    (b"url.create(", rb"\bURL\.create\(", gives_password),
    (b".build(", rb"(?:Dsn|Url|URL)\.build\(", gives_password),
    (b"engine.url", rb"URL\(", gives_password),
)  # fmt: skip

#: A line with a user that everybody tries first, written out.
DEFAULT_CREDENTIAL_TRIGGERS: Triggers = tuple(
    (quote + user + end, rb"""(?i)["']""" + user + rb"""["'@](?!\s*[:\]])""", has_default_pair)
    for user in (b"admin", b"administrator", b"root", b"postgres", b"guest", b"sa", b"user", b"minioadmin", b"mysql", b"oracle", b"neo4j", b"elastic",
                 b"kibana", b"rabbitmq", b"tomcat", b"manager", b"superuser", b"superadmin", b"demo", b"test", b"pi", b"ubuntu", b"airflow")
    for quote in (b'"', b"'") for end in (quote, b"@")
)  # fmt: skip

_READ = (
    rb"(?i)^(?=.*?(?:env|config|settings|Validator)\w{0,40}+[.(\[]).*" + _NAME + _TAIL + rb"""(?:["']|""" + _ANNOTATION + rb"""["']?\]?\s*[=:])"""
)  # fmt: skip
#: A line that reads the environment for a secret, or reads it into a name of one.
ENV_TRIGGERS: Triggers = tuple((word, pattern, falls_back) for word in _WORDS for pattern in (_READ, WRITTEN))
