from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask
from flask_cors import CORS

from shop.settings import settings

api = FastAPI()
# ruleid: python-cors-wildcard-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"])
# ruleid: python-cors-wildcard-with-credentials
api.add_middleware(CORSMiddleware, allow_credentials=True, allow_origins=["*"])
# ok: python-cors-wildcard-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=["*"])
# ok: python-cors-wildcard-with-credentials
api.add_middleware(CORSMiddleware, allow_origins=settings.cors_origins, allow_credentials=True)

site = Flask(__name__)
# ruleid: python-cors-wildcard-with-credentials
CORS(site, supports_credentials=True)
# ok: python-cors-wildcard-with-credentials
CORS(site, origins=["https://shop.example.com"], supports_credentials=True)
