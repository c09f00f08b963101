"""The grammar of the statements that are not queries: CREATE, ALTER, DROP, GRANT, TRUNCATE, CALL and such."""

from __future__ import annotations

import re
from functools import cache

from backend_lint.semantics.regexes import regex

_WORD = r'(?:"[^"]+"|`[^`]+`|\[[^\]]+\]|[^\W\d][\w$]*)'
_NAME = rf"{_WORD}(?: ?\. ?{_WORD})*"
_KINDS = (
    "TABLE INDEX VIEW DATABASE USER ROLE SCHEMA SEQUENCE TRIGGER FUNCTION PROCEDURE TYPE EXTENSION "
    "POLICY DOMAIN TABLESPACE PUBLICATION SUBSCRIPTION COLLATION AGGREGATE RULE SERVER"
)
_PRIVILEGES = (
    "SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER USAGE EXECUTE CONNECT CREATE TEMPORARY TEMP hole_0"
)
_PRIVILEGE = rf"(?:{'|'.join(_PRIVILEGES.split())})\b(?: ?\([^)]*\))?"
_ALTERATIONS = (
    "ADD DROP ALTER RENAME SET OWNER ENABLE DISABLE MODIFY CHANGE VALIDATE ATTACH DETACH INHERIT NO "
    "REPLICA RESET CONVERT OWNED RESTART WITH AUTO_INCREMENT ENGINE FORCE CLUSTER PASSWORD LOGIN "
    "NOLOGIN INCREMENT REFRESH UPDATE"
)
_PIECES = {
    "name": _NAME,
    "names": rf"{_NAME}(?: ?, ?{_NAME})*",
    "string": r"'(?:[^']|'')*'",
    "word": r"\b\w+",
    "setting": r"\b(?:[a-z]+_[a-z_]+|[a-z]+\.[a-z_.]+)",
    "path": r"[\w., \"']+",
    "at": "@",
    "variable": r"@\w+",
    "call": r"\([\s\S]*\)",
    "plain": r"\([^)]*\)",
    "known": r"(?!hole_0$)\w+[_.]\w+",
    "kind": rf"(?:MATERIALIZED VIEW|FOREIGN TABLE|{'|'.join(_KINDS.split())})\b",
    "privileges": rf"(?:ALL(?: PRIVILEGES)?\b|{_PRIVILEGE}(?: ?, ?{_PRIVILEGE})*)",
    "alteration": rf"\b(?:{'|'.join(_ALTERATIONS.split())})\b",
    "open": r"\(",
    "to": r"(?:TO\b|=)",
    "number": r"\b\d+\b",
}
#: One statement a line: words stand for themselves, `[x]` may be left out, `[x]*` repeated, `{x|y}` is a
#: choice, `<x>` one of the pieces above, `...` anything.
_FORMS = """
CREATE [GLOBAL|LOCAL|TEMP|TEMPORARY|UNLOGGED|EXTERNAL|OR REPLACE]* TABLE [IF NOT EXISTS] <name>
 {<open>|AS|LIKE|PARTITION OF|INHERITS|USING|CLONE} ...
CREATE [UNIQUE|FULLTEXT|SPATIAL|CLUSTERED|NONCLUSTERED]* INDEX [CONCURRENTLY] [IF NOT EXISTS] [<name>]
 ON [ONLY] <name> [USING <word>] <open> ...
CREATE [OR REPLACE|TEMP|TEMPORARY|RECURSIVE|MATERIALIZED]* VIEW [IF NOT EXISTS] <name> [<plain>] AS ...
CREATE {DATABASE|SCHEMA|EXTENSION|SEQUENCE|KEYSPACE|DOMAIN|TYPE} [IF NOT EXISTS] <name>
 [{WITH|OWNER|OWNED|AUTHORIZATION|ENCODING|TEMPLATE|CHARACTER|DEFAULT|COLLATE|START|INCREMENT|AS|SCHEMA|VERSION
 |CASCADE|MINVALUE|CACHE|LOCALE} ...]
CREATE {USER|ROLE} [IF NOT EXISTS] {<name>|<string>} [<at> <string>]
 [{WITH|LOGIN|NOLOGIN|PASSWORD|ENCRYPTED|SUPERUSER|CREATEDB|CREATEROLE|NOINHERIT|INHERIT|IN ROLE|IDENTIFIED
 |FOR LOGIN} ...]
CREATE [OR REPLACE] [CONSTRAINT] TRIGGER [IF NOT EXISTS] <name> {BEFORE|AFTER|INSTEAD OF} ...
CREATE [OR REPLACE|OR ALTER] {FUNCTION|PROCEDURE} <name> <open> ...
CREATE POLICY <name> ON <name> ...
DROP <kind> [CONCURRENTLY] [IF EXISTS] <names> [<plain>] [ON <name>] [CASCADE|RESTRICT|WITH <plain>]
ALTER {<kind>|SYSTEM} [IF EXISTS] [ONLY] [<name>] <alteration> ...
ALTER DEFAULT PRIVILEGES ...
TRUNCATE [TABLE] [ONLY] <names> [{RESTART|CONTINUE} IDENTITY] [CASCADE|RESTRICT]
GRANT <privileges> ON ... TO ...
REVOKE [GRANT OPTION FOR] <privileges> ON ... FROM ...
GRANT <names> TO <names> [WITH ADMIN OPTION]
REVOKE <names> FROM <names>
CALL <name> <call>
{EXEC|EXECUTE} {<name> {<call>|{<variable>|<string>|<number>} ...}|<known>}
COPY [<name>] [<call>] {FROM|TO} {STDIN|STDOUT|PROGRAM|<string>} ...
COPY [<name>] [<call>] {FROM|TO} <number> {WITH|CSV|DELIMITER|FORMAT|IAM_ROLE|<open>} ...
SET [LOCAL|SESSION] search_path <to> <path>
SET [LOCAL|SESSION|GLOBAL] <setting> <to> {<string>|<word>}
SET [LOCAL|SESSION] {{ROLE|SESSION AUTHORIZATION} <name>|{TIME ZONE|NAMES} <string>}
VACUUM [FULL|ANALYZE|VERBOSE|FREEZE|<plain>]* <name>
{LISTEN|UNLISTEN} <name>
NOTIFY <names> [<string>]
NOTIFY <name> , <string>
REFRESH MATERIALIZED VIEW [CONCURRENTLY] <name>
REINDEX [<plain>] {INDEX|TABLE|SCHEMA|DATABASE} [CONCURRENTLY] <name>
COMMENT ON {<kind>|COLUMN|CONSTRAINT} <name> [ON <name>] IS {<string>|NULL|<number>}
LOCK TABLE <names> [IN ... MODE]
ATTACH [DATABASE] <string> AS <name>
"""
_SYNTAX = {"[": "(?:", "]": ")?", "]*": ")*", "{": "(?:", "}": ")", "|": "|", "...": r"[\s\S]*", ",": ", ?"}
#: What no sentence has. A hole counts: its stand-in has an underscore.
_EVIDENCE = regex(r"[_=\"`']|^[^(]*+\(.+\)|\b(?:IF (?:NOT )?EXISTS|CASCADE|(?:ADD|DROP) COLUMN)\b", re.IGNORECASE)
#: In lower case these are as often a message: `drop user {name}`, `call {name}({args})`.
_ONLY_IN_CAPITALS = regex(
    r"CALL|EXEC|COPY|VACUUM|LISTEN|NOTIFY|GRANT|REVOKE|LOCK|ATTACH|TRUNCATE (?!TABLE)|COMMENT"
    r"|SET (?!\w* ?search_path)"
    r"|(?:CREATE|DROP) (?:USER|ROLE|DATABASE|EXTENSION|TYPE|SERVER|RULE|POLICY) (?!IF )\w+$",
    re.IGNORECASE,
)
_PROSE = regex(r"\b(?:the|this|your|that|these|was|were|failed|should|cannot)\b")


@cache
def _grammar() -> re.Pattern[str]:
    """Compiled when first needed: it takes 13 ms, and most runs meet no such statement."""
    return re.compile(
        "|".join(
            "".join(
                _SYNTAX.get(piece) or (rf"{_PIECES[piece[1:-1]]} ?" if piece[0] == "<" else rf"\b{piece}\b ?")
                for piece in re.findall(r"<\w+>|\]\*|\.\.\.|\w+|\S", form)
            )
            for form in re.split(r"\n(?! )", _FORMS.strip())
        ),
        re.IGNORECASE,
    )


def is_command(text: str) -> bool:
    """Is `text`, with stand-ins for its holes and no semicolon, one such statement?

    A verb in capitals needs the grammar; in lower case it also needs something no sentence has, and
    capitalised (`Drop table …`, `Create index …`) it is a heading unless it has parentheses or an assignment.
    """
    text = " ".join(text.split())
    if _grammar().fullmatch(text) is None:
        return False
    verb, _, rest = text.partition(" ")
    if verb.isupper():
        return _PROSE.search(rest) is None
    if _ONLY_IN_CAPITALS.match(text):
        return False
    if verb[0].isupper():
        return re.search(r"^[^(]*+\(.+\)|=", text) is not None
    return _EVIDENCE.search(rest) is not None
