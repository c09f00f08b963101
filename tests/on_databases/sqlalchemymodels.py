"""SQLAlchemy's model of the table."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class _Models(DeclarativeBase):
    pass


class Person(_Models):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    city: Mapped[str]
    age: Mapped[int]
    note: Mapped[str]
