"""The author's verbs: what a rule may ask of a file or a project, and how it says what it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import libcst as cst

from backend_lint.drafts import Change, Draft, Spot
from backend_lint.frameworks.bcrypt_costs import BcryptCosts, Implicit, Use
from backend_lint.frameworks.brokenhashes import BrokenHash, BrokenHashes
from backend_lint.frameworks.ciphers import Broken, Ciphers
from backend_lint.frameworks.configplaces import Stage, stage
from backend_lint.frameworks.credentialurls import CredentialUrl, CredentialUrls
from backend_lint.frameworks.databases import Databases, Handle
from backend_lint.frameworks.debugmode import DebugMode, Switch
from backend_lint.frameworks.defaultcredentials import DefaultCredentials, DefaultPair
from backend_lint.frameworks.envfallbacks import Fallback, Fallbacks
from backend_lint.frameworks.errorcodes import ErrorCode, ErrorCodes
from backend_lint.frameworks.exceptions import Catch, catch, cleans_up
from backend_lint.frameworks.exposure import Exposure, Exposures
from backend_lint.frameworks.failures import Failures
from backend_lint.frameworks.fetching import Fetched, Fetching
from backend_lint.frameworks.handlerscope import HandlerScope
from backend_lint.frameworks.misplacedreads import MisplacedReads
from backend_lint.frameworks.parameterfaults import ParameterFaults
from backend_lint.frameworks.passwordcompares import Compared, PasswordCompares
from backend_lint.frameworks.passwordhashes import PasswordHashes, WeakHash
from backend_lint.frameworks.passwordwrites import PasswordWrites, Write
from backend_lint.frameworks.requests import tainted
from backend_lint.frameworks.responses import Answers
from backend_lint.frameworks.routes import Handler, Routes
from backend_lint.frameworks.schemaexamples import is_example
from backend_lint.frameworks.secretplaces import SecretPlaces, Written
from backend_lint.frameworks.servicelayer import ServiceLayer
from backend_lint.frameworks.sqltexts import SqlHole, SqlText, SqlTexts
from backend_lint.frameworks.stars import ReadStar, Stars
from backend_lint.model import Confidence, Severity
from backend_lint.semantics.analysis import Analysis
from backend_lint.semantics.calls import argument
from backend_lint.semantics.text import Text

Node = TypeVar("Node", bound=cst.CSTNode)


class Context:
    """One file as a rule sees it. Every question can be answered None, not known."""

    def __init__(
        self, analysis: Analysis, roles: frozenset[str], options: Mapping[str, Any], strict: bool = True
    ) -> None:
        self._analysis = analysis
        self.path = analysis.path
        #: The file's roles (catalogue 1.2): "test", "migration", "settings", "handler", "service", …
        self.roles = roles
        #: The rule's own options, by name.
        self.options = options
        #: Whether findings of severity "strict" are shown: a rule may save itself the trouble.
        self.strict = strict

    # -- Python -----------------------------------------------------------------------------------

    def qualname(self, node: cst.CSTNode | None) -> str | None:
        """The dotted name under which a library knows `node`: "bcrypt.gensalt". ".name" is this file's own."""
        return self._analysis.names.qualname(node)

    def made_by(self, node: cst.CSTNode | None) -> str | None:
        """The path of calls that made the value: "sqlite3.connect().cursor()"."""
        return self._analysis.names.path(node)

    def argument(self, call: cst.Call, name: str, position: int | None = None) -> cst.BaseExpression | None:
        """The expression a call passes as `name` or, 0-based, at `position`; None when it is absent or may
        hide behind `*args`."""
        return argument(call, name, position)

    def value(self, node: cst.CSTNode | None) -> Any:
        """The one constant that `node` is, folded; None when it is not known."""
        return self._analysis.values.value(node)

    def values(self, node: cst.CSTNode | None) -> tuple[Any, ...]:
        """Every constant `node` can be; empty when any of them is not known."""
        return self._analysis.values.values(node) or ()

    def texts(self, node: cst.BaseExpression) -> list[Text]:
        """The texts `node` can have, as known parts and holes."""
        return self._analysis.texts.texts(node)

    def inside(self, node: cst.CSTNode, *types: type[Node]) -> Node | None:
        """The nearest node of these types around `node`."""
        return self._analysis.index.enclosing(node, *types)

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around `node`, nearest first."""
        return self._analysis.index.ancestors(node)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        """The node directly around `node`."""
        return self._analysis.index.parents[node]

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The function in whose body `node` stands."""
        return self._analysis.index.function(node)

    def nodes(self, *types: type[Node]) -> Iterator[Node]:
        """Every node of these types in the file."""
        return self._analysis.index.of(*types)

    def calls(self, name: str) -> Sequence[cst.Call]:
        """Every call of something whose last name is `name`."""
        return self._analysis.index.calls.get(name, ())

    def line(self, node: cst.CSTNode) -> int:
        """The 1-based line `node` begins on (costs a pass over the file: for messages only)."""
        return self._analysis.places.place(node).line

    def lines(self, nodes: Sequence[cst.CSTNode]) -> list[int]:
        """The 1-based lines that many nodes begin on, for one pass over the file."""
        self._analysis.places.locate(nodes)
        return [self.line(node) for node in nodes]

    def source(self, node: cst.CSTNode) -> str:
        """The source of `node` on one line, for a message."""
        return " ".join(self._analysis.module.code_for_node(node).split())

    # -- databases --------------------------------------------------------------------------------

    def sql_texts(self) -> Sequence[SqlText]:
        """Every SQL text of the file: at a database call, or confirmed as SQL where it is built."""
        return self._analysis.know(SqlTexts).texts

    def sql_holes(self) -> Sequence[SqlHole]:
        """Every value that enters SQL text without being bound, quoted, guarded or constant."""
        return self._analysis.know(SqlTexts).holes

    def parameter_faults(self) -> ParameterFaults:
        """The queries whose placeholders and parameters do not meet."""
        return self._analysis.know(ParameterFaults)

    def stars(self) -> Iterator[ReadStar]:
        """Every `*` in the file's SQL that reads all columns of something."""
        return self._analysis.know(Stars).found()

    def whole_fetches(self) -> Iterator[Fetched]:
        """Every result that is read whole at once."""
        return self._analysis.know(Fetching).found()

    def database(self, node: cst.BaseExpression) -> Handle | None:
        """Which driver's session, connection or cursor `node` is."""
        return self._analysis.know(Databases).handle(node)

    # -- secrets ----------------------------------------------------------------------------------

    def secrets(self) -> Sequence[Written]:
        """Every literal under the name of a secret; the option `secret_names` adds names."""
        return self._analysis.know(SecretPlaces).found(self.options.get("secret_names", ()))

    def literal(self, node: cst.BaseExpression) -> str | None:
        """The text that an expression writes, type conversions looked through; None when it is decided at run time."""
        found = self._analysis.know(SecretPlaces).literal(node)
        return found[0] if found else None

    def stage(self, node: cst.CSTNode) -> Stage | None:
        """Where the settings that hold `node` are used, if not in production."""
        return stage(self._analysis.index.enclosing(node, cst.ClassDef), self.path)

    def misplaced_reads(self) -> MisplacedReads:
        """The readings of the environment outside of configuration."""
        return self._analysis.know(MisplacedReads)

    def fallbacks(self) -> Iterator[Fallback]:
        """What is taken when a variable of the environment is missing."""
        return self._analysis.know(Fallbacks).all()

    def credential_urls(self) -> Iterator[CredentialUrl]:
        """Every connection string with a password written in it."""
        return self._analysis.know(CredentialUrls).found()

    def default_credentials(self) -> Iterator[DefaultPair]:
        """Every pair of a user and the password that everybody tries first."""
        return self._analysis.know(DefaultCredentials).found()

    @property
    def text(self) -> str:
        """The whole file's text, comments and all (nothing is left out of it)."""
        return self._analysis.source.text

    def is_example(self, text: str) -> bool:
        """Whether the file says `text` in the examples of schemas only."""
        return is_example(text, self._analysis)

    def stretch(self, start: int, length: int) -> Spot:
        """`length` characters of `text` at its 0-based character `start`, to point a finding at."""
        return Spot(self._analysis.module, start, length)

    # -- errors -----------------------------------------------------------------------------------

    def catch(self, handler: cst.ExceptHandler) -> Catch:
        """What an `except` does with what it catches."""
        return catch(handler, self._analysis)

    def cleans_up(self, node: cst.CSTNode) -> bool:
        """Whether a `try`, a `with` or an expression only releases something, or stands where that is done."""
        return cleans_up(node, self._analysis)

    # -- requests ---------------------------------------------------------------------------------

    def handler(self, node: cst.CSTNode) -> Handler | None:
        """The request handler in whose body `node` stands."""
        return self._analysis.know(Routes).of(node)

    def handlers(self) -> Sequence[Handler]:
        """Every function of the file that answers requests."""
        return tuple(self._analysis.know(Routes).handlers.values())

    def thin_handlers(self) -> HandlerScope:
        """The handlers that are expected to be thin, and what each does itself."""
        return self._analysis.know(HandlerScope)

    def layers(self) -> ServiceLayer:
        """Which code is a service, repository or model, and the HTTP objects in it."""
        return self._analysis.know(ServiceLayer)

    def from_request(self, node: cst.CSTNode | None) -> bool:
        """Whether text that a client sent reaches `node` in its function; False also means not known."""
        return tainted(self._analysis, node)

    def debug_switches(self) -> Sequence[Switch]:
        """Every place that switches a framework's debug mode on."""
        return self._analysis.know(DebugMode).switches

    # -- passwords and cryptography ---------------------------------------------------------------

    def bcrypt_costs(self) -> Iterator[Use]:
        """Every bcrypt work factor that the file states, wherever its library takes it from."""
        return self._analysis.know(BcryptCosts).stated()

    def bcrypt_costs_unstated(self) -> Iterator[Implicit]:
        """Calls that leave the work factor to the library."""
        return self._analysis.know(BcryptCosts).implicit()

    def weak_password_hashes(self) -> Iterator[WeakHash]:
        """Where the file hashes passwords with something fast."""
        return self._analysis.know(PasswordHashes).weak()

    def plain_password_writes(self, *, repository: bool) -> Iterator[Write]:
        """Where the file stores a password that nothing has hashed."""
        return self._analysis.know(PasswordWrites).found(repository)

    def password_comparisons(self) -> Iterator[Compared]:
        """Where the file compares a password, or a token, with `==`."""
        return self._analysis.know(PasswordCompares).found()

    def broken_hashes(self) -> Iterator[BrokenHash]:
        """Uses of MD5, SHA-1 and older, and whether they matter."""
        return self._analysis.know(BrokenHashes).found()

    def broken_ciphers(self) -> Iterator[Broken]:
        """Uses of broken ciphers, modes, key sizes and protocol versions."""
        return self._analysis.know(Ciphers).broken()

    def exposures(self) -> Sequence[Exposure]:
        """Every place at which the text of an internal error, a stack trace or the environment is sent."""
        return self._analysis.know(Exposures).all

    def error_codes(self) -> Sequence[ErrorCode]:
        """Every error code that the file writes down."""
        return self._analysis.know(ErrorCodes).all

    @property
    def answers(self) -> Answers:
        """The bodies that the file's responses send, and the judge of their shapes."""
        return self._analysis.know(Answers)

    @property
    def failures(self) -> Failures:
        """Answers that say that something failed while their status says that it did not."""
        return self._analysis.know(Failures)

    # -- saying -----------------------------------------------------------------------------------

    def finding(
        self,
        at: cst.CSTNode | Spot,
        message: str,
        *,
        severity: Severity | None = None,
        confidence: Confidence = "high",
        hint: str = "",
        related: Sequence[tuple[cst.CSTNode, str]] = (),
        fix: Change | Sequence[Change] = (),
    ) -> Draft:
        """A fault at `at`. `hint` says what to do; `severity` differs from the rule's only where the
        catalogue says so."""
        changes = (fix,) if isinstance(fix, Change) else tuple(fix)
        return Draft(at, message, severity, confidence, hint, tuple(related), changes)

    def replace(self, node: cst.CSTNode, text: str, *, title: str = "", safe: bool = False) -> Change:
        """A fix: `text` in place of `node`. `safe` only where the rule's docstring argues it."""
        return Change(node, text, title or f"Replace with `{text}`", "safe" if safe else "unsafe")
