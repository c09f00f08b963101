"""The ways to build SQL text, each by a Python expression, with the rows that it asks for."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterable

from on_databases.people import Person, like

Rows = Iterable[Person]


@dataclasses.dataclass(frozen=True)
class Way:
    """`sql` is a Python expression, after the statements `before`; `⟨city⟩` in them is a placeholder for a parameter that
    the function passes beside the text. Of its arguments, which are those of `keeps` after the first, all others
    are written into the text: `keeps` says which persons a SELECT gives, `becomes` what a change makes of all.

    `holds` wraps them into what the function takes: its parameters, and what they are for the values. `likens`: it looks
    for a pattern. `passes` passes the parameters in a way that is not the library's."""

    name: str
    sql: str
    keeps: Callable[..., bool] | None = None
    before: str = ""
    becomes: Callable[..., Rows] | None = None
    holds: tuple[str, Callable[..., dict[str, object]]] | None = None
    likens: bool = False
    passes: str | None = None

    @property
    def takes(self) -> tuple[str, ...]:
        said = self.keeps or self.becomes
        assert said is not None
        return tuple(inspect.signature(said).parameters)[1:]


def named(person: Person, name: str) -> bool:
    return person.name == name


def numbered(person: Person, number: int) -> bool:
    return person.id == number


def both(person: Person, name: str, city: str) -> bool:
    return person.name == name and person.city == city


def one_of(person: Person, name: str, city: str) -> bool:
    return person.name in (name, city)


def either(person: Person, name: str) -> bool:
    return name in (person.name, person.city)


def contains(person: Person, name: str) -> bool:
    return like(person.name, f"%{name}%")


_ALL = "SELECT id, name FROM people WHERE "
_TRIPLE = '''f"""
    SELECT id, name
    FROM people
    WHERE name = '{name}'
      AND age > 0
    """'''
#: What marks parameters in one driver or another, and what each of them must leave alone in a literal.
_MARKS = "a ? b %s :c $1 100%"

SELECTS = (
    Way("f-string", f"""f"{_ALL}name = '{{name}}'\"""", named),
    Way("f-string in single quotes", f"""f'{_ALL}name = \\'{{name}}\\''""", named),
    Way("raw f-string", f"""rf"{_ALL}name = '{{name}}' AND note <> '\\d'\"""", named),
    Way("capital F", f"""F"{_ALL}name='{{name}}'\"""", named),
    Way("f-string over lines", _TRIPLE, named),
    Way("% and one value", f"""\"{_ALL}name = '%s'" % name""", named),
    Way("% and a tuple", f"""\"{_ALL}name = '%s' AND city = '%s'" % (name, city)""", both),
    Way("% and a tuple of one", f"""\"{_ALL}name = '%s'" % (name,)""", named),
    Way("% and a dictionary", f"""\"{_ALL}name = '%(who)s' AND city = '%(where)s'" % {{"who": name, "where": city}}""", both),
    Way("% and one key twice", f"""\"{_ALL}name = '%(who)s' OR city = '%(who)s'" % {{"who": name}}""", either),
    Way("% and a number", f"""\"{_ALL}id = %s" % number""", numbered),
    Way("% beside a percent sign", f"""\"{_ALL}note LIKE '10%%' AND name = '%s'" % name""",
        lambda person, name: like(person.note, "10%") and person.name == name),
    Way("format", f"""\"{_ALL}name = '{{}}' AND city = '{{}}'".format(name, city)""", both),
    Way("format by number", f"""\"{_ALL}name = '{{0}}' OR city = '{{0}}'".format(name)""", either),
    Way("format by number, swapped", f"""\"{_ALL}city = '{{1}}' AND name = '{{0}}'".format(name, city)""", both),
    Way("format by name", f"""\"{_ALL}name = '{{who}}'".format(who=name)""", named),
    Way("format of a number", f"""\"{_ALL}id = {{}}".format(number)""", numbered),
    Way("format with braces", f"""\"{_ALL}note = '{{{{x}}}}' AND name = '{{}}'".format(name)""",
        lambda person, name: person.note == "{x}" and person.name == name),
    Way("format over lines", f"""(
    "{_ALL}name = '{{}}' "
    "AND city = '{{}}'"
).format(name, city)""", both),
    Way("+", f"""\"{_ALL}name = '" + name + "'\"""", named),
    Way("+ in the middle", f"""\"{_ALL}name = '" + name + "' AND city = '" + city + "' AND age > 0\"""", both),
    Way("+ str()", f"""\"{_ALL}id = " + str(number)""", numbered),
    Way("+ over lines", f"""(
    "{_ALL}name = '"
    + name
    + "' ORDER BY id"
)""", named),
    Way("+=", "query", lambda person, name: person.city == "Oslo" and person.name == name,
        before=f"""query = "{_ALL}city = 'Oslo'"\nquery += " AND name = '" + name + "'\""""),
    Way("+= of f-strings", "query", both,
        before=f"""query = f"{_ALL}name = '{{name}}'"\nquery += f" AND city = '{{city}}'\""""),
    Way("+= over three statements", "query", named,
        before=f"""query = "{_ALL}"\nquery += f"name = '{{name}}'"\nquery += " ORDER BY id\""""),
    Way("+= under a condition", "query", lambda person, city, name: person.city == city and (not name or person.name == name),
        before=f"""query = f"{_ALL}city = '{{city}}'"\nif name:\n    query += f" AND name = '{{name}}'\""""),
    Way("a local variable", "query", named, before=f"""query = f"{_ALL}name = '{{name}}'\""""),
    Way("an annotated variable", "query", named, before=f"""query: str = "{_ALL}name = '%s'" % name"""),
    Way("a variable of parts", "query", both,
        before=f"""head = "{_ALL}"\nquery = head + f"name = '{{name}}' AND city = '{{city}}'\""""),
    Way("a template in a variable", "query % (name, city)", both,
        before=f"""query = "{_ALL}name = '%s' AND city = '%s'\""""),
    Way("a template to format", "template.format(name)", named, before=f"""template = "{_ALL}name = '{{}}'\""""),
    Way("implicit concatenation", """(
    "SELECT id, name FROM people "
    f"WHERE name = '{name}' "
    f"AND city = '{city}'"
)""", both),
    Way("implicit concatenation, quotes apart", """(
    "SELECT id, name FROM people WHERE name = '"
    f"{name}"
    "' ORDER BY id"
)""", named),
    Way("LIKE, contains", f"""f"{_ALL}name LIKE '%{{name}}%'\"""", contains, likens=True),
    Way("LIKE, begins", f"""f"{_ALL}name LIKE '{{name}}%'\"""", lambda person, name: like(person.name, f"{name}%"), likens=True),
    Way("LIKE, ends", f"""f"{_ALL}name LIKE '%{{name}}'\"""", lambda person, name: like(person.name, f"%{name}"), likens=True),
    Way("LIKE by +", f"""\"{_ALL}name LIKE '%" + name + "%'\"""", contains, likens=True),
    Way("LIKE by %", f"""\"{_ALL}name LIKE '%%%s%%'" % name""", contains, likens=True),
    Way("LIKE by format", f"""\"{_ALL}name LIKE '%{{}}%' AND city = '{{}}'".format(name, city)""",
        lambda person, name, city: like(person.name, f"%{name}%") and person.city == city, likens=True),
    Way("LIKE, twice", f"""f"{_ALL}name LIKE '%{{name}}%' OR city LIKE '{{name}}%'\"""",
        lambda person, name: like(person.name, f"%{name}%") or like(person.city, f"{name}%"), likens=True),
    Way("a number", f"""f"{_ALL}id = {{number}}\"""", numbered),
    Way("a number, spaced", f"""f"{_ALL}id = {{ number }}\"""", numbered),
    Way("a number in quotes", f"""f"{_ALL}id = '{{number}}'\"""", numbered),
    Way("a number for text", f"""f"{_ALL}note = '{{number}}'\"""", lambda person, number: person.note == str(number)),
    Way("digits", f"""f"{_ALL}id = {{digits}}\"""", lambda person, digits: str(person.id) == digits),
    Way("a comparison", f"""f"{_ALL}age > {{number}}\"""", lambda person, number: person.age > number),
    Way("several holes", f"""f"{_ALL}name = '{{name}}' AND id = {{number}} AND city = '{{city}}'\"""",
        lambda person, name, number, city: person.name == name and person.id == number and person.city == city),
    Way("one value twice", f"""f"{_ALL}name = '{{name}}' OR city = '{{name}}'\"""", either),
    Way("IN", f"""f"{_ALL}name IN ('{{name}}', '{{city}}')\"""", one_of),
    Way("a parameter before", f"""f"{_ALL}city = ⟨city⟩ AND name = '{{name}}'\"""", both),
    Way("a parameter behind", f"""f"{_ALL}name = '{{name}}' AND city = ⟨city⟩\"""", both),
    Way("parameters around", f"""f"{_ALL}city = ⟨city⟩ AND name = '{{name}}' AND age > ⟨number⟩\"""",
        lambda person, name, city, number: person.name == name and person.city == city and person.age > number),
    Way("+ and a parameter", f"""\"{_ALL}city = ⟨city⟩ AND name = '" + name + "'\"""", both),
    Way("braces", f"""f"{_ALL}note = '{{{{x}}}}' AND name = '{{name}}'\"""",
        lambda person, name: person.note == "{x}" and person.name == name),
    Way("a percent sign", f"""f"{_ALL}note LIKE '10%' AND name = '{{name}}'\"""",
        lambda person, name: like(person.note, "10%") and person.name == name),
    Way("marks in a literal", f"""f"{_ALL}note <> '{_MARKS}' AND name = '{{name}}'\"""",
        lambda person, name: person.note != _MARKS and person.name == name),
    Way("a time in a literal", f"""f"{_ALL}note = '12:30' AND name = '{{name}}'\"""",
        lambda person, name: person.note == "12:30" and person.name == name),
    Way("a quote in a literal", f"""f"{_ALL}note = 'it''s' AND name = '{{name}}'\"""",
        lambda person, name: person.note == "it's" and person.name == name),
    Way("a part of a literal", f"""f"{_ALL}note = 'Dear {{name}}'\"""", lambda person, name: person.note == f"Dear {name}"),
    Way("side by side", f"""f"{_ALL}name = '{{name}}{{city}}'\"""", lambda person, name, city: person.name == name + city),
    Way("!s", f"""f"{_ALL}name = '{{name!s}}'\"""", named),
    Way("!r", f"""f"{_ALL}name = {{name!r}}\"""", named),
    Way("a format spec", f"""f"{_ALL}name = '{{name:s}}'\"""", named),
    Way("an element", f"""f'''{_ALL}name = '{{form["name"]}}' '''""", named,
        holds=("form: dict[str, str]", lambda name: {"form": {"name": name}})),
    Way("an attribute", f"""f"{_ALL}name = '{{person.name}}' AND city = '{{person.city}}'\"""", both,
        holds=("person", lambda name, city: {"person": Person(0, name, city, 0, "")})),
    Way("a call", f"""f"{_ALL}name = '{{name.strip()}}'\"""", lambda person, name: person.name == name.strip()),
    Way("a constant too", """f"SELECT {columns} FROM people WHERE name = '{name}'\"""", named, before='columns = "id, name"'),
    Way("LIMIT", f"""f"{_ALL}name = 'Ann' LIMIT {{number}}\"""", lambda person, number: person.name == "Ann" and number > 0),
    Way("UNION", f"""f"{_ALL}name = '{{name}}' UNION ALL {_ALL}id = -7\"""", named),
    Way("a subquery", f"""f"{_ALL}id IN (SELECT id FROM people WHERE name = '{{name}}') AND city = '{{city}}'\"""", both),
    Way("a comment", f"""f"{_ALL}name = '{{name}}' /* isn't it? 100% */ AND age > 0\"""", named),
    Way("text beyond ASCII", f"""f"{_ALL}note <> 'žluťoučký 🐎' AND name = '{{name}}'\"""", named),
    Way("join", """" ".join(["SELECT id, name FROM people", f"WHERE name = '{name}'"])""", named),
    Way("replace", f"""\"{_ALL}name = ':who'".replace(":who", name)""", named),
)  # fmt: skip

_ADDED = Person(77, "", "", 30, "new")

CHANGES = (
    Way("INSERT", """f"INSERT INTO people (id, name, city, age, note) VALUES (77, '{name}', '{city}', {number}, 'new')\"""",
        becomes=lambda people, name, city, number: [*people, _ADDED._replace(name=name, city=city, age=number)]),
    Way("INSERT by %", """\"INSERT INTO people (id, name, city, age, note) VALUES (77, '%s', '%s', 30, 'new')" % (name, city)""",
        becomes=lambda people, name, city: [*people, _ADDED._replace(name=name, city=city)]),
    Way("UPDATE", """f"UPDATE people SET city = '{city}' WHERE name = '{name}'\"""",
        becomes=lambda people, name, city: [each._replace(city=city) if each.name == name else each for each in people]),
    Way("UPDATE by +", """\"UPDATE people SET note = '" + city + "' WHERE id = " + str(number)""",
        becomes=lambda people, city, number: [each._replace(note=city) if each.id == number else each for each in people]),
    Way("DELETE", """f"DELETE FROM people WHERE name = '{name}'\"""",
        becomes=lambda people, name: [each for each in people if each.name != name]),
    Way("DELETE by format", """\"DELETE FROM people WHERE id = {} AND city = '{}'".format(number, city)""",
        becomes=lambda people, number, city: [each for each in people if (each.id, each.city) != (number, city)]),
)  # fmt: skip

PARTS = (
    Way("f-string", """f"name = '{name}'\"""", named),
    Way("% and one value", """\"name = '%s'" % name""", named),
    Way("% and a tuple", """\"name = '%s' AND city = '%s'" % (name, city)""", both),
    Way("% and a dictionary", """\"name = '%(who)s' OR city = '%(who)s'" % {"who": name}""", either),
    Way("format", """\"name = '{}' AND city = '{}'".format(name, city)""", both),
    Way("format by name", """\"name = '{who}'".format(who=name)""", named),
    Way("+", """\"name = '" + name + "'\"""", named),
    Way("LIKE", """f"name LIKE '%{name}%'\"""", contains, likens=True),
    Way("LIKE by %", """\"name LIKE '%%%s%%'" % name""", contains, likens=True),
    Way("a number", """f"id = {number}\"""", numbered),
    Way("several holes", """f"name = '{name}' AND age > {number}\"""", lambda person, name, number: person.name == name and person.age > number),
    Way("one value twice", """f"name = '{name}' OR city = '{name}'\"""", either),
    Way("a parameter before", """f"city = ⟨city⟩ AND name = '{name}'\"""", both),
    Way("a percent sign", """f"note LIKE '10%' AND name = '{name}'\"""",
        lambda person, name: like(person.note, "10%") and person.name == name),
    Way("braces", """f"note = '{{x}}' AND name = '{name}'\"""", lambda person, name: person.note == "{x}" and person.name == name),
)  # fmt: skip

#: Statements with placeholders that do not work: quoted, of another style (`‹name›`), without what they need.
SLIPS = (
    Way("a quoted placeholder", f"""\"{_ALL}name = '⟨name⟩'\"""", named),
    Way("one of two is quoted", f"""\"{_ALL}name = '⟨name⟩' AND city = ⟨city⟩\"""", both),
    Way("a quoted placeholder in LIKE", f"""\"{_ALL}name LIKE '%⟨name⟩%'\"""", contains, likens=True),
    Way("a quoted placeholder over lines", '''"""
    SELECT id, name FROM people
    WHERE name = '⟨name⟩' AND age > ⟨number⟩
    """''', lambda person, name, number: person.name == name and person.age > number),
    Way("another style", f"""\"{_ALL}name = ‹name›\"""", named),
    Way("another style, twice", f"""\"{_ALL}name = ‹name› AND city = ‹city›\"""", both),
    Way("another style, in a variable", "query", named, before=f"""query = "{_ALL}name = ‹name›\""""),
    Way("one value and no tuple", f"""\"{_ALL}name = ⟨name⟩\"""", named, passes=", ({})"),
    Way("one value and no tuple, in a variable", "query", named, before=f"""query = "{_ALL}name = ⟨name⟩\"""", passes=", name"),
    Way("format in vain", f"""\"{_ALL}name = ⟨name⟩".format(name)""", named, passes=""),
)  # fmt: skip

#: The ways that also stand for all others where a library is much like another one.
FEW = frozenset({
    "f-string", "f-string over lines", "% and one value", "% and a tuple", "% and a dictionary", "format", "format by name",
    "+", "+=", "a local variable", "implicit concatenation", "LIKE, contains", "a number", "digits", "several holes",
    "one value twice", "a parameter before", "a parameter behind", "braces", "a percent sign", "marks in a literal",
    "a part of a literal", "INSERT", "UPDATE", "a quoted placeholder", "another style", "one value and no tuple",
})  # fmt: skip
