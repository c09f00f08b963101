"""A password that is stored as typed is everyone's who reads the table, a backup or a log.

A hash made by bcrypt or argon2 still answers whether a password is right, and gives nothing away.

Looked for: a value named as a password that nothing has hashed (a parameter, a field of a request, a form or a
DTO) in a password column of an ORM object, `objects.create`, `insert().values()`, a Mongo document or the
parameters of an INSERT or UPDATE; the same in base64 or Fernet, which can be undone.

Silent when the value comes out of a call that may hash it, when the same function hashes the object's password
(`set_password`), when it is copied from a row that a Django manager read, when a model of the file hashes on
assignment (a setter, `@validates`, `PasswordType`), for classes that carry data (`UserCreate`, `LoginRequest`)
or open connections, and in tests. A model of another file may hash on assignment: medium confidence, low beside
Flask, whose tutorials do so; a repository's parameter may be a hash already: low.

Source: 001:342 "Don't store passwords in plain text"; 003:216 "Never store plain text"; 003:329 "Don't store
passwords in plain text - Use bcrypt/argon2".

Bad:
    from sqlalchemy import Column, String
    from app.database import Base

    class User(Base):
        email = Column(String)
        password = Column(String)

    def register(session, data):
        session.add(User(email=data.email, password=data.password))  # want "`password` is stored without hashing"

    def register_imported(connection, row):
        connection.execute("INSERT INTO users (password) VALUES (%s)", (row["password"],))  # want "without hashing"

Good:
    from app.models import User
    from app.security import hash_password

    def register(session, data):
        session.add(User(email=data.email, password=hash_password(data.password)))

    def connect(settings):
        return Client(user=settings.user, password=settings.password)
"""

from collections.abc import Iterator

from backend_lint.rule import PASSWORD_WRITE_TRIGGERS, Context, Draft, PasswordWrites, Rule, cst

rule = Rule(
    __name__,
    "BKD403",
    severity="error",
    triggers=PASSWORD_WRITE_TRIGGERS,
    cwe=256,
    hint="Store a bcrypt or argon2 hash of it.",
)


@rule.on(cst.Module)
def unhashed_password(module: cst.Module, context: Context) -> Iterator[Draft]:
    for write in context.know(PasswordWrites).plain(repository="repository" in context.roles):
        how = f"with {write.undone}, which can be undone" if write.undone else "without hashing"
        yield context.finding(
            write.node,
            f"`{write.name}` is stored {how}",
            confidence=write.confidence,
            hint="Hash it with argon2 or bcrypt before it is stored.",
        )
