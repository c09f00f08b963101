"""Everything a rule may use: the only module of ours that a rule imports.

What is asked with `context.know(…)` is a class with a docstring of its own; triggers and other tables are in capitals."""

from __future__ import annotations

import libcst as cst

from backend_lint.context import Context
from backend_lint.drafts import Draft, ProjectDraft, Spot
from backend_lint.frameworks.answerneeds import CODE_TRIGGERS, RESPONSE_TRIGGERS
from backend_lint.frameworks.bcrypt_costs import BcryptCosts
from backend_lint.frameworks.brokenhashes import BrokenHashes
from backend_lint.frameworks.catches import Catches
from backend_lint.frameworks.ciphers import CIPHER_TRIGGERS, Ciphers
from backend_lint.frameworks.costliterals import CostLiterals
from backend_lint.frameworks.credentialurls import CredentialUrls
from backend_lint.frameworks.debugmode import DEBUG_TRIGGERS, DebugMode
from backend_lint.frameworks.debugrepairs import DebugRepairs
from backend_lint.frameworks.defaultcredentials import DefaultCredentials
from backend_lint.frameworks.drferrors import DRF_TRIGGERS
from backend_lint.frameworks.drivers import (
    SQL_BUILDING_TRIGGERS,
    SQL_FETCH_TRIGGERS,
    SQL_PARAMETER_TRIGGERS,
    SQL_STAR_TRIGGERS,
)
from backend_lint.frameworks.envfallbacks import Fallback
from backend_lint.frameworks.errorcodes import ErrorCodes
from backend_lint.frameworks.errorshapes import SHAPES
from backend_lint.frameworks.exceptions import PASSING_TRIGGERS, SWALLOWING_TRIGGERS
from backend_lint.frameworks.exposure import Exposures
from backend_lint.frameworks.exposureneeds import EXPOSURE_TRIGGERS
from backend_lint.frameworks.failurerepairs import FailureRepairs
from backend_lint.frameworks.failures import Failures
from backend_lint.frameworks.fetching import Fetching
from backend_lint.frameworks.handlerneeds import (
    ACCESSING_HANDLER_TRIGGERS,
    DEPENDENCY_THRESHOLD,
    LOGIC_TRIGGERS,
    QUERYING_HANDLER_TRIGGERS,
)
from backend_lint.frameworks.handlers import Handler
from backend_lint.frameworks.handlerscope import HandlerScope
from backend_lint.frameworks.hashes import HASH_TRIGGERS
from backend_lint.frameworks.hashrepairs import HashRepairs
from backend_lint.frameworks.logicneeds import LOGIC_LIMITS
from backend_lint.frameworks.misplacedreads import READ_ANYWHERE, MisplacedReads, configured, is_configured
from backend_lint.frameworks.parameterfaults import ParameterFaults
from backend_lint.frameworks.passwordcompares import PasswordCompares
from backend_lint.frameworks.passwordhashes import PasswordHashes
from backend_lint.frameworks.passwordtriggers import (
    PASSWORD_COMPARE_TRIGGERS,
    PASSWORD_WRITE_TRIGGERS,
    TOKEN_COMPARE_TRIGGERS,
)
from backend_lint.frameworks.passwordwrites import PasswordWrites
from backend_lint.frameworks.quotednames import QuotedNames
from backend_lint.frameworks.reshaping import Reshaping
from backend_lint.frameworks.responses import Answers
from backend_lint.frameworks.routetables import HANDLER_TRIGGERS
from backend_lint.frameworks.secretfallbacks import SecretFallbacks
from backend_lint.frameworks.secretformats import TRIGGERS as SECRET_FORMAT_TRIGGERS
from backend_lint.frameworks.secretformats import KnownSecrets
from backend_lint.frameworks.secretmoves import SecretMoves
from backend_lint.frameworks.secretnames import environment_name
from backend_lint.frameworks.secrettriggers import (
    DEFAULT_CREDENTIAL_TRIGGERS,
    ENV_TRIGGERS,
    SECRET_CALL_TRIGGERS,
    URL_TRIGGERS,
    WRITTEN_TRIGGERS,
)  # fmt: skip
from backend_lint.frameworks.servicelayer import (
    HTTP_ANSWER_TRIGGERS,
    HTTP_GLOBALS,
    HTTP_OBJECT_TRIGGERS,
    HTTP_STATUS,
    ServiceLayer,
)
from backend_lint.frameworks.sqltexts import SqlHole, SqlTexts, by_statement, placeholder_of, strongest
from backend_lint.frameworks.stars import Stars
from backend_lint.hooks import Rule
from backend_lint.project import Project

__all__ = [
    "ACCESSING_HANDLER_TRIGGERS",
    "CIPHER_TRIGGERS",
    "CODE_TRIGGERS",
    "DEBUG_TRIGGERS",
    "DEFAULT_CREDENTIAL_TRIGGERS",
    "DEPENDENCY_THRESHOLD",
    "DRF_TRIGGERS",
    "ENV_TRIGGERS",
    "EXPOSURE_TRIGGERS",
    "HANDLER_TRIGGERS",
    "HASH_TRIGGERS",
    "HTTP_ANSWER_TRIGGERS",
    "HTTP_GLOBALS",
    "HTTP_OBJECT_TRIGGERS",
    "HTTP_STATUS",
    "LOGIC_LIMITS",
    "LOGIC_TRIGGERS",
    "PASSING_TRIGGERS",
    "PASSWORD_COMPARE_TRIGGERS",
    "PASSWORD_WRITE_TRIGGERS",
    "QUERYING_HANDLER_TRIGGERS",
    "READ_ANYWHERE",
    "RESPONSE_TRIGGERS",
    "SECRET_CALL_TRIGGERS",
    "SECRET_FORMAT_TRIGGERS",
    "SHAPES",
    "SQL_BUILDING_TRIGGERS",
    "SQL_FETCH_TRIGGERS",
    "SQL_PARAMETER_TRIGGERS",
    "SQL_STAR_TRIGGERS",
    "SWALLOWING_TRIGGERS",
    "TOKEN_COMPARE_TRIGGERS",
    "URL_TRIGGERS",
    "WRITTEN_TRIGGERS",
    "Answers",
    "BcryptCosts",
    "BrokenHashes",
    "Catches",
    "Ciphers",
    "Context",
    "CostLiterals",
    "CredentialUrls",
    "DebugMode",
    "DebugRepairs",
    "DefaultCredentials",
    "Draft",
    "ErrorCodes",
    "Exposures",
    "FailureRepairs",
    "Failures",
    "Fallback",
    "Fetching",
    "Handler",
    "HandlerScope",
    "HashRepairs",
    "KnownSecrets",
    "MisplacedReads",
    "ParameterFaults",
    "PasswordCompares",
    "PasswordHashes",
    "PasswordWrites",
    "Project",
    "ProjectDraft",
    "QuotedNames",
    "Reshaping",
    "Rule",
    "SecretFallbacks",
    "SecretMoves",
    "ServiceLayer",
    "Spot",
    "SqlHole",
    "SqlTexts",
    "Stars",
    "by_statement",
    "configured",
    "cst",
    "environment_name",
    "is_configured",
    "placeholder_of",
    "strongest",
]
