# path: app/auth/service.py
from fastapi import HTTPException, Request


class AuthService:
    def login(self, request: Request):
        raise HTTPException(401)
