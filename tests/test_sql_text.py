"""SQL text with holes: `{}` in a case is a hole, every other character is known text."""

from __future__ import annotations

import pytest

from backend_lint.semantics.sql import Statement, analyse


def parts(text: str) -> list[object]:
    """The skeleton of `text`: `{}` becomes a hole, an object that is equal to nothing else."""
    pieces: list[object] = []
    for index, known in enumerate(text.split("{}")):
        if index:
            pieces.append(object())
        if known:
            pieces.append(known)
    return pieces


def facts(text: str) -> Statement:
    statement = analyse(parts(text), assume_sql=True)
    assert statement is not None
    return statement


POSITIONS = [
    # values
    ("equals", "SELECT a FROM t WHERE id = {}", "value:="),
    ("not-equals", "SELECT a FROM t WHERE id <> {} AND b != {}", "value:<> value:!="),
    ("less", "SELECT a FROM t WHERE b<{} AND c>={}", "value:< value:>="),
    ("quoted", "SELECT a FROM t WHERE name = '{}'", "value:='"),
    ("quoted-twice", "SELECT a FROM t WHERE name = '{}-{}'", "value:=' value:='"),
    ("like", "SELECT a FROM t WHERE name LIKE '%{}%'", "value:LIKE'~"),
    ("ilike-bare", "SELECT a FROM t WHERE name ILIKE {}", "value:ILIKE~"),
    ("like-concatenated", "SELECT a FROM t WHERE n LIKE '%' || {} || '%' AND m = {}", "value:||~ value:="),
    ("like-concat", "SELECT a FROM t WHERE n LIKE CONCAT('%', {}, '%')", "value:CONCAT(~"),
    ("in-list", "SELECT a FROM t WHERE id IN ({}, {})", "value:IN_( value:IN_("),
    ("in-bare", "SELECT a FROM t WHERE id IN {}", "value:IN"),
    ("between", "SELECT a FROM t WHERE d BETWEEN {} AND {} AND {}", "value:BETWEEN value:AND fragment:AND"),
    ("values", "INSERT INTO t (a, b) VALUES ({}, '{}')", "value:VALUES_( value:VALUES_('"),
    ("values-second-row", "INSERT INTO t (a) VALUES (1), ({})", "value:VALUES_("),
    ("limit-offset", "SELECT a FROM t LIMIT {} OFFSET {}", "value:LIMIT value:OFFSET"),
    ("limit-two", "SELECT a FROM t LIMIT {}, {}", "value:LIMIT value:LIMIT"),
    ("set", "UPDATE t SET a = {}, b = '{}' WHERE id = {}", "value:= value:=' value:="),
    ("argument", "SELECT coalesce(a, {}) FROM t WHERE lower(n) = lower({})", "value:COALESCE( value:LOWER("),
    ("json", "SELECT a FROM t WHERE data->>'k' = {} AND data @> {}", "value:= value:@>"),
    ("cast-value", "SELECT a FROM t WHERE id = {}::uuid", "value:="),
    ("interval", "SELECT a FROM t WHERE d > now() - interval '{} days'", "value:INTERVAL'"),
    ("case", "SELECT CASE WHEN a = {} THEN {} ELSE {} END FROM t", "value:= value:THEN value:ELSE"),
    ("array", "SELECT a FROM t WHERE id = ANY(ARRAY[{}])", "value:[" ),
    ("any", "SELECT a FROM t WHERE id = ANY({})", "value:ANY_("),
    ("mysql-string", 'SELECT a FROM t WHERE name = "{}"', 'value:="'),
    ("password", "CREATE ROLE app LOGIN PASSWORD '{}'", "value:PASSWORD'"),
    ("e-string", r"SELECT a FROM t WHERE n = E'it\'s {}' AND b = {}", "value:=' value:="),
    ("doubled-quote", "SELECT a FROM t WHERE n = 'it''s {}' AND b = {}", "value:=' value:="),
    ("top", "SELECT TOP ({}) a FROM t", "value:TOP_("),
    ("extract-from", "SELECT EXTRACT(year FROM {}) FROM t", "value:FROM"),
    ("is-distinct-from", "SELECT a FROM t WHERE b IS DISTINCT FROM {}", "value:FROM"),
    ("timeout", "SET LOCAL statement_timeout = {}", "value:="),
    ("timeout-to", "SET statement_timeout TO {}", "value:TO"),
    ("copy-file", "COPY users FROM '{}' CSV", "value:FROM'"),
    ("arithmetic", "UPDATE t SET n = n + {}", "value:+"),
    ("exec-argument", "EXEC report @from = {}", "value:="),
    # identifiers
    ("table", "SELECT a FROM {} WHERE b = 1", "identifier:FROM"),
    ("table-prefixed", "SELECT a FROM logs_{} WHERE b = 1", "identifier:FROM"),
    ("schema-table", "SELECT a FROM {}.{} x", "identifier:FROM identifier:."),
    ("join", "SELECT a FROM t JOIN {} j ON j.id = t.id", "identifier:JOIN"),
    ("into", "INSERT INTO {} (a) VALUES (1)", "identifier:INTO"),
    ("columns", "INSERT INTO t ({}) VALUES ({})", "identifier:INTO_( value:VALUES_("),
    ("columns-of-hole", "INSERT INTO {} ({}) VALUES (1)", "identifier:INTO identifier:INTO_("),
    ("update", "UPDATE {} SET a = 1", "identifier:UPDATE"),
    ("set-column", "UPDATE t SET {} = 1", "identifier:SET"),
    ("delete", "DELETE FROM {} WHERE id = 1", "identifier:FROM"),
    ("column", "SELECT {}, b, {} FROM t", "identifier:SELECT identifier:SELECT"),
    ("order", "SELECT a FROM t ORDER BY {}", "identifier:ORDER_BY"),
    ("direction", "SELECT a FROM t ORDER BY created {}", "identifier:ASC"),
    ("order-and-direction", "SELECT a FROM t ORDER BY {} {}", "identifier:ORDER_BY identifier:ASC"),
    ("order-second", "SELECT a FROM t ORDER BY a DESC, {}", "identifier:ORDER_BY"),
    ("group", "SELECT a FROM t GROUP BY {}", "identifier:GROUP_BY"),
    ("partition", "SELECT rank() OVER (PARTITION BY {}) FROM t", "identifier:PARTITION_BY"),
    ("returning", "INSERT INTO t (a) VALUES (1) RETURNING {}", "identifier:RETURNING"),
    ("double-quoted", 'SELECT "{}" FROM "{}"', 'identifier:SELECT" identifier:FROM"'),
    ("backtick", "SELECT `{}` FROM `{}`", "identifier:SELECT` identifier:FROM`"),
    ("bracket", "SELECT a FROM [{}].[{}]", "identifier:FROM[ identifier:.["),
    ("search-path", "SET search_path TO {}", "identifier:TO"),
    ("search-path-quoted", 'set search_path to "{}"', 'identifier:TO"'),
    ("search-path-equals", "SET search_path = {}", "identifier:="),
    ("truncate", "TRUNCATE TABLE {}", "identifier:TABLE"),
    ("truncate-bare", "TRUNCATE {} CASCADE", "identifier:TRUNCATE"),
    ("listen", "LISTEN {}", "identifier:LISTEN"),
    ("notify", "NOTIFY {}, '{}'", "identifier:NOTIFY value:'"),
    ("pragma", "PRAGMA table_info({})", "identifier:TABLE_INFO("),
    ("pragma-value", "PRAGMA cache_size = {}", "value:="),
    ("install", "INSTALL {} FROM community", "identifier:INSTALL"),
    ("load", "LOAD {}", "identifier:LOAD"),
    ("use-warehouse", "USE WAREHOUSE {}", "identifier:WAREHOUSE"),
    ("column-load", "SELECT load {} FROM t", "fragment:SELECT"),
    ("insert-without-into", "INSERT {} VALUES ({})", "identifier:INTO value:VALUES_("),
    ("insert-without-into-columns", "INSERT t ({}) VALUES ({})", "identifier:INSERT_( value:VALUES_("),
    ("insert-modifier", "INSERT {} INTO t VALUES (1)", "fragment:INTO"),
    ("row-in", "SELECT a FROM t WHERE ({}) IN (VALUES (1))", "identifier:WHERE"),
    ("row-equals", "SELECT a FROM t WHERE ({}, {}) = (1, 2)", "identifier:WHERE identifier:WHERE"),
    ("compared", "SELECT a FROM t {} != 1", "identifier:FROM"),
    ("create-table", "CREATE TABLE IF NOT EXISTS {} (id int)", "identifier:EXISTS"),
    ("drop-database", "DROP DATABASE {}", "identifier:DATABASE"),
    ("drop-if-exists", "DROP TABLE IF EXISTS {} CASCADE", "identifier:EXISTS"),
    ("create-index", "CREATE INDEX {} ON {} ({})", "identifier:INDEX identifier:ON identifier:ON_("),
    ("table-body", "CREATE TABLE {} ({})", "identifier:TABLE identifier:TABLE_("),
    ("conflict", "INSERT INTO t (a) VALUES (1) ON CONFLICT ({}) DO {}", "identifier:CONFLICT_( fragment:ON"),
    ("alter", "ALTER TABLE {} ADD COLUMN {} int", "identifier:TABLE identifier:COLUMN"),
    ("grant", "GRANT SELECT ON {} TO {}", "identifier:ON identifier:TO"),
    ("condition-column", "SELECT a FROM t WHERE {} = {}", "identifier:WHERE value:="),
    ("condition-pieces", "SELECT a FROM t WHERE {} {} %s", "identifier:WHERE fragment:WHERE"),
    ("operator", "SELECT a FROM t WHERE a {} {}", "fragment:WHERE value:WHERE"),
    ("qualified", "SELECT t.{} FROM t", "identifier:."),
    ("aggregated", "SELECT count({}) FROM t", "identifier:COUNT("),
    ("cast-type", "SELECT a::{} FROM t", "identifier:::"),
    ("function", "SELECT {}(a) FROM t", "identifier:SELECT"),
    ("call", "CALL {}(1)", "identifier:CALL"),
    ("use-index-of-dot", 'SELECT a FROM t WHERE x = "{}"."{}"', 'identifier:=" identifier:."'),
    ("lone-condition", "{} = %s", "identifier:"),
    # fragments
    ("merge-source", "MERGE INTO t USING ({}) s ON {}", "fragment:USING_( fragment:ON"),
    ("whole", "{}", "fragment:"),
    ("whole-then-limit", "{} LIMIT 10", "fragment:"),
    ("where", "SELECT a FROM t WHERE {}", "fragment:WHERE"),
    ("where-more", "SELECT a FROM t WHERE {} {} {}", "fragment:WHERE fragment:WHERE fragment:WHERE"),
    ("and", "SELECT a FROM t WHERE b = 1 AND {} ORDER BY a", "fragment:AND"),
    ("after-table", "SELECT a FROM t {}", "fragment:FROM"),
    ("after-star", "SELECT * {}", "fragment:SELECT"),
    ("after-condition", "SELECT a FROM t WHERE b = 1 {}", "fragment:WHERE"),
    ("after-direction", "SELECT a FROM t ORDER BY a DESC {}", "fragment:ORDER_BY"),
    ("assignments", "UPDATE t SET {} WHERE id = 1", "fragment:SET"),
    ("derived", "SELECT count(*) FROM ({}) q", "fragment:FROM_("),
    ("cte", "WITH x AS ({}) SELECT a FROM x", "fragment:AS_("),
    ("exists", "SELECT a FROM t WHERE EXISTS ({})", "fragment:EXISTS_("),
    ("union", "SELECT a FROM t UNION {}", "fragment:UNION"),
    ("explain", "EXPLAIN {}", "fragment:EXPLAIN"),
    ("glued-number", "SELECT a FROM t LIMIT 10{}", "fragment:LIMIT"),
    ("glued-where", "SELECT a FROM t WHERE{}", "fragment:WHERE"),
    # names of parameters
    ("named-parameter", "SELECT a FROM t WHERE b = :{} AND c = :c_{}", "placeholder:= placeholder:="),
    ("named-columns", "INSERT INTO t ({}) VALUES (:{}, %({})s)", "identifier:INTO_( placeholder:VALUES_( placeholder:VALUES_("),
    ("numbered", "SELECT a FROM t WHERE b = ${} AND c = $1{} AND d = @{}", "placeholder:= placeholder:= placeholder:="),
    ("slice", "SELECT a[1:{}] FROM t", "value::"),
    ("modulo", "SELECT a % ({}) FROM t", "value:%"),
    # unknown
    ("suffix-or-clause", "SELECT a FROM users{}", "unknown:FROM"),
    ("comment", "SELECT a /* {} */ FROM t -- {}\n WHERE id = {}", "unknown:-- unknown:-- value:="),
    ("dollar-body", "DO $$ BEGIN PERFORM {}; END $$", "unknown:$$"),
]  # fmt: skip


def drawn(statement: Statement) -> str:
    sites = []
    for site in statement.holes:
        before = "" if site.quote == "$$" else site.before
        sites.append(f"{site.position}:{before.replace(' ', '_')}{site.quote}{'~' if site.like else ''}")
    return " ".join(sites)


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in POSITIONS], ids=[case[0] for case in POSITIONS])
def test_what_a_hole_stands_for(text: str, expected: str) -> None:
    assert drawn(facts(text)) == expected


STARS = [
    ("plain", "SELECT * FROM users", "star *@7"),
    ("lower", "select * from users", "star *@7"),
    ("qualified", "SELECT u.*, o.id FROM users u JOIN orders o ON o.uid = u.id", "table-star u.*@7"),
    ("second", "SELECT a, * FROM t", "star *@10"),
    ("distinct", "SELECT DISTINCT * FROM t", "star *@16"),
    ("distinct-on", "SELECT DISTINCT ON (a) * FROM t", "star *@23"),
    ("top", "SELECT TOP 10 * FROM t", "star *@14"),
    ("table-is-hole", "SELECT * FROM {}", "star *@7"),
    ("clause-is-hole", "SELECT * {}", "star *@7"),
    ("returning", "INSERT INTO t (a) VALUES (1) RETURNING *", "returning-star *@39"),
    ("insert-select", "INSERT INTO t SELECT * FROM s", "insert-select-star *@21"),
    ("union", "SELECT a FROM t UNION SELECT * FROM s", "star *@29"),
    ("in-subquery", "SELECT a FROM t WHERE id IN (SELECT * FROM s)", "star *@36"),
    ("inner-only", "SELECT * FROM (SELECT * FROM t) s", "star *@22"),
    ("derived-joined-to-table", "SELECT * FROM (SELECT a FROM t) s JOIN u ON u.a = s.a", "star *@7"),
    ("cte-of-star", "WITH x AS (SELECT * FROM t) SELECT * FROM x", "star *@18"),
    ("view", "CREATE VIEW v AS SELECT * FROM t", "star *@24"),
    ("catalogue", "SELECT * FROM information_schema.columns WHERE table_name = %s", "star? *@7"),
    ("pg-catalogue", "SELECT * FROM pg_indexes", "star? *@7"),
    ("sqlite-catalogue", "SELECT * FROM sqlite_master", "star? *@7"),
    ("no-rows", "SELECT * FROM t LIMIT 0", "star? *@7"),
    ("wrapped-hole", "SELECT * FROM ({}) q LIMIT 10", "star? *@7"),
    ("second-statement", "SELECT a FROM t; SELECT * FROM u", "star *@24"),
    ("after-comment", "/* SELECT * */ SELECT * FROM t -- *", "star *@22"),
    ("count", "SELECT COUNT(*), count(t.*) FROM t", ""),
    ("exists", "SELECT a FROM t WHERE EXISTS (SELECT * FROM s WHERE s.a = t.a)", ""),
    ("not-exists", "SELECT a FROM t WHERE NOT EXISTS (SELECT * FROM s)", ""),
    ("product", "SELECT price * qty, 2 * x, (a) * b FROM t", ""),
    ("product-of-hole", "SELECT price * {} FROM t", ""),
    ("derived", "SELECT * FROM (SELECT a, b FROM t) s", ""),
    ("derived-qualified", "SELECT s.* FROM (SELECT a, b FROM t) s JOIN u ON u.id = s.a", ""),
    ("cte", "WITH x AS (SELECT a FROM t) SELECT * FROM x", ""),
    ("ctes", "WITH x AS (SELECT a FROM t), y (b) AS (SELECT a FROM x) SELECT * FROM y JOIN x ON a = b", ""),
    ("cte-materialized", "WITH x AS MATERIALIZED (SELECT a FROM t) SELECT * FROM x", ""),
    ("function", "SELECT * FROM unnest(%s) AS u(a)", ""),
    ("series", "SELECT * FROM generate_series(1, 10)", ""),
    ("row-to-json", "SELECT row_to_json(t.*) FROM t", ""),
    ("in-string", "SELECT '*' AS a FROM t", ""),
    ("explain", "EXPLAIN SELECT * FROM t", ""),
    ("deleted-cte", "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", "returning-star *@35"),
    ("hole-alias", "SELECT {}.* FROM t", "table-star *@1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in STARS], ids=[case[0] for case in STARS])
def test_stars(text: str, expected: str) -> None:
    found = [f"{star.kind}{'' if star.certain else '?'} {star.text}@{star.offset}" for star in facts(text).stars]
    assert ", ".join(found) == expected


PLACEHOLDERS = [
    ("format", "SELECT a FROM t WHERE a = %s AND b IN (%s, %s)", "format format format"),
    ("pyformat", "SELECT a FROM t WHERE a = %(who)s", "pyformat:who"),
    ("qmark", "SELECT a FROM t WHERE a = ? AND b LIKE ? LIMIT ?", "qmark qmark~ qmark"),
    ("qmark-between", "SELECT a FROM t WHERE a BETWEEN ? AND ?", "qmark qmark"),
    ("qmark-values", "INSERT INTO t VALUES (?, ?)", "qmark qmark"),
    ("dollar", "SELECT a FROM t WHERE a = $1 AND b = $12", "dollar:1 dollar:12"),
    ("named", "SELECT a FROM t WHERE a = :who AND b IN (:x,:y)", "named:who named:x named:y"),
    ("numeric", "SELECT a FROM t WHERE a = :1 AND b = :2", "numeric:1 numeric:2"),
    ("at", "SELECT a FROM t WHERE a = @who", "at:who"),
    ("cast", "SELECT a::text FROM t WHERE b = :x::uuid", "named:x"),
    ("declared", "DECLARE @n int; SET @n = 1; SELECT a FROM t WHERE b = @n AND c = @m", "at:m"),
    ("slice", "SELECT a[1:2], b[1:n] FROM t", ""),
    ("assignment", "CALL f(a := 1)", ""),
    ("percent", "SELECT a FROM t WHERE a %% 2 = 0 AND n LIKE 'x%%'", ""),
    ("modulo", "SELECT a % 2 FROM t", ""),
    ("json-operator", "SELECT a FROM t WHERE data ? 'k' AND tags ?| array['a']", ""),
    ("json-operator-bound", "SELECT a FROM t WHERE data ? %s", "format"),
    ("question-in-string", "SELECT a FROM t WHERE a = 'why?' AND b = '{a,?}'", ""),
    ("time", "SELECT a FROM t WHERE d > '12:30:00' AND u = 'http://x:80' AND z = 'a:b'", ""),
    ("date-format", "SELECT to_char(d, '%Y-%m') FROM t WHERE b = '%Y-%m-%d'", ""),
    ("epoch", "SELECT strftime('%s', d) FROM t", ""),
    ("comment", "SELECT a -- ? :x %s\nFROM t /* $1 */", ""),
    ("quoted-format", "SELECT a FROM t WHERE a = '%s'", "format'"),
    ("quoted-double", 'SELECT a FROM t WHERE a = "%s"', 'format"'),
    ("quoted-qmark", "SELECT a FROM t WHERE a = '?'", "qmark'"),
    ("quoted-named", "SELECT a FROM t WHERE a = ':who'", "named:who'"),
    ("quoted-dollar", "SELECT a FROM t WHERE a = '$1'", "dollar:1'"),
    ("quoted-pyformat", "SELECT a FROM t WHERE a = '%(who)s'", "pyformat:who'"),
    ("quoted-like", "SELECT a FROM t WHERE a LIKE '%%%s%%' OR b LIKE '%?%'", "format'~ qmark'~"),
    ("version", "SELECT @@version", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in PLACEHOLDERS], ids=[c[0] for c in PLACEHOLDERS])
def test_placeholders(text: str, expected: str) -> None:
    found = facts(text).placeholders
    drawn = [
        f"{p.style}{':' + p.name if p.name else ''}{p.quote}{'~' if p.like else ''}" for p in found
    ]  # fmt: skip
    assert " ".join(drawn) == expected
    known = [part if isinstance(part, str) else "" for part in parts(text)]
    assert all(known[p.part][p.offset] in "%?$:@" for p in found)


FLAGS = [
    ("nothing", "SELECT a FROM t", ""),
    ("limit", "SELECT a FROM t LIMIT 10", "limit"),
    ("limit-hole", "SELECT a FROM t WHERE b = 1 LIMIT {}", "limit"),
    ("top", "SELECT TOP 5 a FROM t", "limit"),
    ("fetch", "SELECT a FROM t FETCH FIRST 5 ROWS ONLY", "limit"),
    ("rownum", "SELECT a FROM t WHERE ROWNUM <= 5", "limit"),
    ("limit-all", "SELECT a FROM t LIMIT ALL", ""),
    ("limit-inside", "SELECT a FROM t WHERE id IN (SELECT id FROM s LIMIT 5)", ""),
    ("limit-of-derived", "SELECT x.a FROM (SELECT a FROM t LIMIT 5) x", "limit"),
    ("limit-of-cte", "WITH x AS (SELECT a FROM t LIMIT 5) SELECT a FROM x", "limit"),
    ("limit-of-union", "SELECT a FROM t UNION SELECT a FROM s LIMIT 5", "limit"),
    ("count", "SELECT COUNT(*) FROM t", "one"),
    ("count-aliased", "SELECT COUNT(*) AS n, MAX(a) top FROM t", "one"),
    ("coalesced", "SELECT COALESCE(SUM(a), 0) FROM t", "one"),
    ("no-table", "SELECT 1", "one"),
    ("exists", "SELECT EXISTS(SELECT 1 FROM t WHERE a = 1)", "one"),
    ("grouped", "SELECT a, COUNT(*) FROM t GROUP BY a", ""),
    ("grouped-list-of-aggregates", "SELECT COUNT(*) FROM t GROUP BY a", ""),
    ("window", "SELECT COUNT(*) OVER () FROM t", ""),
    ("scalar-subquery", "SELECT a, (SELECT COUNT(*) FROM s) FROM t", ""),
    ("by-id", "SELECT a FROM t WHERE id = %s", "key"),
    ("by-hole", "SELECT a FROM t WHERE id = {}", "key"),
    ("by-uuid", "SELECT a FROM t x WHERE x.user_uuid = '{}' AND b = 1", "key"),
    ("by-id-list", "SELECT a FROM t WHERE id IN (%s, %s)", "key"),
    ("by-id-subquery", "SELECT a FROM t WHERE id IN (SELECT tid FROM s)", ""),
    ("by-other", "SELECT a FROM t WHERE status = %s", ""),
    ("by-foreign-key", "SELECT a FROM t WHERE user_id = %s", ""),
    ("by-id-or", "SELECT a FROM t WHERE id = %s OR b = 1", ""),
    ("join-on-id", "SELECT a FROM t JOIN s ON s.id = t.sid", ""),
    ("id-range", "SELECT a FROM t WHERE id > %s", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in FLAGS], ids=[case[0] for case in FLAGS])
def test_how_many_rows(text: str, expected: str) -> None:
    found = facts(text)
    flags = [("limit", found.has_limit), ("one", found.aggregate_only), ("key", found.selects_by_key)]
    assert " ".join(name for name, on in flags if on) == expected


SQL = r"""
SELECT name FROM users
SELECT a, b FROM {} WHERE c = '{}'
SELECT * FROM {} {}
SELECT * FROM users WHERE {}
SELECT count(*) FROM t WHERE x IN ({})
SELECT a FROM t WHERE b IN {}
SELECT DISTINCT a FROM t ORDER BY {} {} LIMIT {}
SELECT u.id, u.name FROM users u WHERE u.email = %s
SELECT a FROM t WHERE b = %(name)s AND c = :d AND e = $1 AND f = ? AND g = @h
SELECT a::text, data->>'k' FROM t WHERE tags @> ARRAY['{}']
SELECT TOP 10 [Name] FROM [dbo].[Users] WHERE [Id] = {}
SELECT `a` FROM `{}`.`t` WHERE `b` LIKE '%{}%'
SELECT a FROM t WHERE
SELECT a FROM t WHERE id IN (
SELECT setval('{}', {})
SELECT pg_advisory_lock({})
SELECT a FROM t WHERE d > now() - interval '{} days'
SELECT a FROM t JOIN s ON s.id = t.sid {}
SELECT a FROM {} LIMIT 1 FORMAT JSON
SELECT a FROM {} {} != %s ORDER BY {}
SELECT a FROM {} WHERE {} = %s {} != %s
SELECT logs_{}.a FROM logs_{} WHERE logs_{}.b = 1
SELECT a FROM t WHERE b = 1; DELETE FROM t WHERE b = 1
SELECT a FROM `project.dataset.t` WHERE b = '{}'
/* hint */ SELECT a FROM t WHERE b = {}
-- by name\nSELECT a FROM t WHERE b = {}
(SELECT a FROM t) UNION (SELECT a FROM s)
select name from user
select id from users where name = '{}'
select * from {}
select * from {} where id = {}
select a, b from t order by {}
select count(*) from t where {}
select t.a from t limit {}
Select id From users Where name = '{}'
delete from sessions
delete from {} where id = {}
DELETE FROM users WHERE id = {}
DELETE FROM {};
INSERT INTO t (a, b) VALUES ('{}', {})
INSERT INTO {} ({}) VALUES ({})
INSERT INTO t (a) {}
INSERT INTO t VALUES {}
INSERT OR REPLACE INTO t (a) VALUES ({})
INSERT INTO t (a) VALUES ({}) ON CONFLICT (a) DO UPDATE SET b = {} RETURNING id
insert into t (a) values ('{}')
insert into t select a from s
REPLACE INTO t (a) VALUES ({})
INSERT t VALUES ({})
INSERT {} VALUES ('{}')
INSERT IGNORE dbo.t (a, b) VALUES ({}, {})
INSERT t (a) SELECT a FROM s WHERE b = {}
INSERT t SELECT a FROM s WHERE b = {}
REPLACE t VALUES ({})
insert t (a) values ('{}')
UPDATE users SET name = '{}' WHERE id = {}
UPDATE {} SET {} = {}
UPDATE {} SET {} WHERE id = %s
update users set active = 0 where id = {}
WITH x AS (SELECT a FROM t WHERE b = {}) SELECT a FROM x
WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT n FROM x LIMIT {}
with x as (select a from t) select a from x where a = {}
MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = '{}'
CREATE TABLE {} (id int primary key, name text)
CREATE TABLE IF NOT EXISTS t_{} (LIKE t INCLUDING ALL)
create table if not exists users (id integer)
CREATE TABLE {} AS SELECT a FROM t
CREATE UNIQUE INDEX CONCURRENTLY {} ON t USING gin (a)
CREATE OR REPLACE VIEW {} AS SELECT a FROM t
CREATE DATABASE {}
CREATE SCHEMA IF NOT EXISTS {}
CREATE ROLE {} LOGIN PASSWORD '{}'
CREATE USER '{}'@'%' IDENTIFIED BY '{}'
CREATE EXTENSION IF NOT EXISTS hstore
DROP TABLE {}
DROP TABLE IF EXISTS a, b CASCADE
drop table if exists {}
DROP DATABASE IF EXISTS {} WITH (FORCE)
DROP INDEX CONCURRENTLY idx_{};
ALTER TABLE {} ADD COLUMN {} text
ALTER TABLE t ALTER COLUMN a SET DEFAULT '{}'
ALTER TABLE t RENAME TO {}
ALTER INDEX a RENAME TO b_{}
ALTER USER {} WITH PASSWORD '{}'
TRUNCATE TABLE {}
TRUNCATE {} RESTART IDENTITY CASCADE
truncate table {}
GRANT SELECT, INSERT ON {} TO {}
GRANT ALL PRIVILEGES ON DATABASE {} TO {}
REVOKE ALL ON SCHEMA public FROM {}
CALL refresh_{}({})
EXEC dbo.Report @from = '{}'
COPY {} (a, b) FROM STDIN WITH CSV
COPY (SELECT a FROM t) TO STDOUT
SET search_path TO {}
set search_path to "{}"
SET LOCAL statement_timeout = {}
SET ROLE {}
EXPLAIN SELECT a FROM t WHERE b = {}
EXPLAIN (ANALYZE, FORMAT JSON) SELECT a FROM t WHERE b = {}
VACUUM ANALYZE {}
LISTEN {}
NOTIFY {}, '{}'
REFRESH MATERIALIZED VIEW CONCURRENTLY {}
COMMENT ON COLUMN t.a IS '{}'
ATTACH '{}' AS {}
""".strip().splitlines()

PROSE = """
Please select {} from the list
Select {} from the list
select {} from the {} list
Select a file from the list below
Select a file from {}
Select date range from calendar
Select one or more items from the menu
Select an option from your account settings where possible
select * to continue
select all from inbox
select one from list
select a color from a palette
Select values from {} to {}
SELECT *.py
SELECT ... FROM ...
SELECT YOUR PLAN FROM THE LIST
Select {} from {}
select the best model from {} candidates
SELECT {} FROM {} FAILED: {}
Selected {} rows from {}
Selecting from {}
Select All
select-from-{}
SELECT DISTINCT ?g WHERE {{GRAPH ?g {{?s ?p ?o}}}}
SELECT ?x FROM <http://example.org/> WHERE { ?x ?p {} }
delete from cart failed: {}
Delete from cart
delete from cart failed
Delete {} from {}
Delete this user from the group
delete files from the bucket {}
DELETE FROM CART FAILED: {}
DELETE request from {} was rejected
DELETE array should have items
DELETE removes users from a group
EXECUTE AS
EXECUTE {}
SELECT rows FROM a group
Update {} set by user
update {} set by user
Update the settings for {}
Update of {} set to {}
update available, set a reminder
UPDATE "DCIM_SITE"
UPDATE REQUIRED: SET NEW PASSWORD
update subscription_settings (proration: {} -> invoice)
Update your profile and set a password = strong
insert into the slot
Insert {} into {}
Insert coin into the machine
Insert into your calendar (optional)
INSERT {} INTO THE QUEUE
insert into list (see below)
Insert values (see below)
Insert your values (comma separated)
insert the values ({})
insert coin, then select one from {}
INSERT THE VALUES (SEE BELOW)
INSERT OR SELECT A FILE
INSERT coin values
Insert new values ({})
insert new values ({})
Replace the values ({})
Replace {} into {}
Merge {} into {} using squash
Merge pull request #{} from {}
create table reservation for {}
Create table {}
create user {}
create user account
Create index page for {}
Create view for {}
create database connection
CREATE TABLE RESERVATION FOR {}
Create a schema for {}
drop index finger
Drop table {}
drop user session
drop table tennis at noon
drop {} into the basket
Drop files here or click to upload
alter table settings in the dialog
Alter user preferences
truncate {}
Truncate text to {} characters
Truncate table names longer than {}
grant access on {} to {}
Grant {} permission to {}
Revoke access from {}
call {}({})
Call support on {}
call me maybe ({})
Execute {} in {}
exec {} failed
copy {} to {}
COPY . /app
Copy link to clipboard
set {} to {}
Set search path to {}
Set password = {}
set -e; psql -c "{}"
SET (San Esteban, Olancho, HN)
with x as y
with {} as {}
With great power (as they say) select wisely
with open({}) as handle:
with items as (list) we can go on
explain {} to me
Explain select from menu
EXPLAIN THIS: {}
Notify {} about {}
listen to {}
Lock table {}
Attach '{}' as {}
ATTACH THE FILE AS PROOF
comment on {}
MATCH (n) WHERE n.name = '{}' RETURN n
query { user(id: {}) { name } }
project = {} ORDER BY created DESC
Vacuum the {}
show me {} from {}
from {} import {}
{}
error in {}: {}
I want to select a from t where b = {}
values: {}
DELETE /users/{} FROM {}
select item from cart where possible
Select region from map and press Enter
select name from users; then press {}
Choose which columns to SELECT FROM {}
""".strip().splitlines()


@pytest.mark.parametrize("text", SQL)
def test_sql_is_confirmed(text: str) -> None:
    assert analyse(parts(text.replace("\\n", "\n")), assume_sql=False) is not None


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_not_sql(text: str) -> None:
    assert analyse(parts(text), assume_sql=False) is None


def test_nothing_to_read() -> None:
    assert [analyse(pieces, assume_sql=True) for pieces in ([], [""], ["  "], ["users"], ["-- x"])] == [None] * 5


def test_text_in_pieces_reads_as_the_whole() -> None:
    name, order = object(), object()
    found = analyse(["SELECT a FROM t ", "WHERE n = '", name, "' ", "ORDER BY ", order], assume_sql=False)
    assert found is not None
    assert [(site.part, site.position, site.quote) for site in found.holes] == [
        (2, "value", "'"),
        (5, "identifier", ""),
    ]


UNIONS = "SELECT a FROM t UNION ALL " * 400 + "SELECT a FROM t"


@pytest.mark.parametrize("arms", [UNIONS, f"{UNIONS} LIMIT 5"], ids=["all", "limited"])
def test_a_long_union(arms: str) -> None:
    assert facts(arms).has_limit is ("LIMIT" in arms)


def test_hostile_text_is_read() -> None:
    for text in (
        "(" * 5000,
        "SELECT " + "(" * 3000 + "{}" + ")" * 3000 + " FROM t",
        "'" * 4001,
        "/*" * 3000,
        "$a$" * 999,
        f"SELECT {'a' * 50_000}",
    ):
        analyse(parts(text), assume_sql=True)
        analyse(parts(text), assume_sql=False)
        analyse(parts(f"SELECT a FROM t WHERE b = {text}"), assume_sql=False)
