# path: app/routes/users.py
import aiohttp
import requests
from flask import session
from fastapi import APIRouter, Depends
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import models
from app.db import AsyncSession, SessionDep
from app.users import UserRepository
from app.users.service import user_service

router = APIRouter()


@router.get("/passed-on")
def passed_on(db: Session = Depends(get_db)):
    return user_service.all(db)


@router.get("/alias")
def by_alias(s: SessionDep):
    return s.exec(select(User)).all()  # want "`by_alias` talks to the database directly (`s.exec()`)"


@router.post("/several")
async def several(new: UserIn, store: AsyncSession = Depends(get_db)):
    user = User(**new.model_dump())
    store.add(user)  # want "(`store.add()` and 2 more)"
    await store.commit()
    await store.refresh(user)


@router.post("/commit")
async def only_commit(new: UserIn, db: Session = Depends(get_db)):
    user_service.create(db, new)
    db.commit()  # want[strict] "`db.commit()`"


@router.get("/flask-sqlalchemy")
def flask_query():
    return models.User.query.filter_by(active=True).all()  # want "`models.User.query.filter_by()`"


@router.get("/db-session")
def db_session(user):
    models.db.session.add(user)  # want "`models.db.session.add()`"


@router.get("/mongo")
async def mongo(request):
    return await request.app.mongodb["users"].find_one({})  # want "find_one"


@router.post("/mongo/wish")
async def mongo_wish(wish: WishIn):
    made = {"name": wish.name}
    await wishes.insert_one(made)  # want "`wishes.insert_one()`"


@router.delete("/mongo/{wish_id}")
async def mongo_delete(wish_id: str):
    await db.wishes.delete_one(by_id(wish_id))  # want "`db.wishes.delete_one()`"


@router.get("/active-record")
async def active_record():
    return await models.User.get(id=1)  # want "`models.User.get()`"


@router.get("/helper")
def with_helper(db: Session = Depends(get_db)):
    return _find(db)


def _find(db):
    return db.query(User).first()  # want "`with_helper` talks to the database directly (`db.query()`)"


# No database.
@router.get("/others")
async def others(repo: UserRepository, client: aiohttp.ClientSession, http: requests.Session):
    session["seen"] = session.get("seen")
    await client.get("https://example.com")
    http.get("https://example.com")
    cache.get("x")
    await repo.find_one(1)
    users.delete(1)
    # Methods that collections have too, on objects of which nothing says so.
    mixins.update_one(data, item_id)
    mixins.delete_one(item_id)
    repos.labels.update_many(data)


@router.get("/health")
def health(db: Session = Depends(get_db)):
    db.execute(text("SELECT 1"))


def get_user(user_id: int, db: Session = Depends(get_db)):
    return db.get(User, user_id)


@router.get("/me")
def me(user=Depends(get_user)):
    return user
