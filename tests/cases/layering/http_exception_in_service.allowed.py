# path: app/services/users.py
# option: service-errors = "http-allowed"
from fastapi import HTTPException


def find(user_id):
    raise HTTPException(status_code=404)
