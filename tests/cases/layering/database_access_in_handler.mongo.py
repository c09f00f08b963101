# path: app/routes/wishes.py
# A file that imports a library of MongoDB: its methods are those of collections.
from bson import ObjectId
from fastapi import APIRouter

from app.wishes import wishes

router = APIRouter()


@router.get("/{wish_id}")
async def one(wish_id: str):
    return await wishes.find_one(by_id(ObjectId(wish_id)))  # want "(`wishes.find_one()`)"
