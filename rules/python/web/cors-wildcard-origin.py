from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask
from flask_cors import CORS

from shop.settings import settings

api = FastAPI()
# ruleid: python-cors-wildcard-origin
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
# ok: python-cors-wildcard-origin
api.add_middleware(CORSMiddleware, allow_origins=settings.cors_origins, allow_credentials=True)

site = Flask(__name__)
# ruleid: python-cors-wildcard-origin
CORS(site)
# ok: python-cors-wildcard-origin
CORS(site, origins=["https://shop.example.com"])
# ruleid: python-cors-wildcard-origin
CORS_ALLOW_ALL_ORIGINS = True
# ok: python-cors-wildcard-origin
CORS_ALLOWED_ORIGINS = ["https://shop.example.com"]


@site.after_request
def allow(response):
    # ruleid: python-cors-wildcard-origin
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
