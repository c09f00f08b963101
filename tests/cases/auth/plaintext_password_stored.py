# ruff: noqa
"""Passwords that reach a table as they were typed, and those that do not."""

import base64

from django.contrib.auth import get_user_model
from sqlalchemy import Column, String, insert
from sqlalchemy.orm import validates
from sqlalchemy_utils import PasswordType

from app.database import Base
from app.models import Account
from app.schemas import Login
from app.security import hash_password

User = get_user_model()


class Member(Base):
    email = Column(String)
    password = Column(String)


class Guarded(Base):
    password = Column(String)

    @validates("password")
    def hashed(self, key, value):
        return hash_password(value)


class Typed(Base):
    password = Column(PasswordType(schemes=["argon2"]))


class NewMember:
    email: str
    password: str


def members(session, data, form, request, password):
    session.add(Member(email=data.email, password=data.password))  # want "`password` is stored without hashing"
    session.add(Member(password=request.POST["password"]))  # want "`password` is stored without hashing"
    session.add(Member(password=base64.b64encode(data.password.encode()).decode()))  # want "with base64, which can be"
    session.execute(insert(Member).values(password=data.password))  # want "`password` is stored without hashing"
    Account(password=form.password.data)  # want "`password` is stored without hashing"
    User.objects.create(username="a", password=password)  # want "`password` is stored without hashing"
    User.objects.filter(pk=1).update(password=password)  # want "`password` is stored without hashing"
    session.add(Guarded(password=data.password))
    session.add(Typed(password=data.password))


def created(password):
    User.objects.create_user(username="a", password=password)


def columns(session, data):
    Account(password_hash=data.password)  # want "`password` is stored without hashing"
    Row(hashed_password=data.password)  # want "`password` is stored without hashing"
    Login(password=data.password)
    connect(password=data.password)


def hashed(data):
    return Account(password_hash=hash_password(data.password))


def hashed_first(data):
    password = hash_password(data.password)
    return Account(password=password)


def bytes_of_a_hash(hashed: HashedByValidator):
    return Account(password=bytes(hashed.password, "utf-8"))


def hashed_later(data):
    user = User(username=data.name, password=data.password)
    user.set_password(data.password)
    return user


def dumped(data: NewMember):
    return Member(**data.model_dump())  # want "`password` is stored without hashing"


def attributes(user, form, connection, member: Member):
    user.password = form.password.data  # want "`password` is stored without hashing"
    user.password_hash = form.password.data  # want "`password` is stored without hashing"
    member.password = form.new_password  # want "`new_password` is stored without hashing"
    connection.password = form.password.data
    user.password = hash_value(form.password.data)


def reset_guarded(new_password):
    user = Guarded.query.get(1)
    user.password = new_password
    other = Member.query.get(1)
    other.password = new_password  # want "`new_password` is stored without hashing"


def documents(users, body, found):
    users.insert_one({"email": body.email, "password": body.password})  # want "`password` is stored without hashing"
    users.update_one({"_id": 1}, {"$set": {"password": body.password}})  # want "`password` is stored without hashing"
    document = {"password": body.password}  # want "`password` is stored without hashing"
    users.insert_one(document)
    users.insert_one({"password": hash_value(body.password)})
    send({"password": body.password})


def statements(cursor, user, connection):
    cursor.execute(
        "INSERT INTO users (email, password) VALUES (%s, %s)",
        (user.email, user.password),  # want "`password` is stored without hashing"
    )
    cursor.execute("UPDATE users SET email = %s, password = %s", (user.email, user.password))  # want "`password`"
    cursor.execute("INSERT INTO users (password) VALUES (:pw)", {"pw": user.password})  # want "`password` is stored"
    connection.execute("INSERT INTO users (email, password) VALUES ($1, $2)", user.email, user.password)  # want "`pass"
    cursor.execute("INSERT INTO users (email, password) VALUES (%s, %s)", (user.email, digest_of(user.password)))
    cursor.execute("INSERT INTO users (email, note) VALUES (%s, %s)", (user.email, user.password))


def copies(serializer, form):
    stored = None
    if serializer.pk:
        stored = Account.objects.get(pk=serializer.pk)
    account = Account(name="mail")
    account.password = stored.password
    account.password = form.password  # want "`password` is stored without hashing"
