from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask, request

KNOWN = {"https://shop.example.com"}
site = Flask(__name__)
api = FastAPI()
# ruleid: python-cors-origin-reflected
api.add_middleware(CORSMiddleware, allow_origin_regex=".*", allow_methods=["*"])
# ruleid: python-cors-origin-reflected
api.add_middleware(CORSMiddleware, allow_origin_regex="https://.*shop.com")
# ok: python-cors-origin-reflected
api.add_middleware(CORSMiddleware, allow_origin_regex=r"https://[a-z]+\.shop\.com")


@site.after_request
def allow_everyone(response):
    # ruleid: python-cors-origin-reflected
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin", "*")
    return response


@site.after_request
def allow_known(response):
    origin = request.headers.get("Origin")
    if origin in KNOWN:
        # ok: python-cors-origin-reflected
        response.headers["Access-Control-Allow-Origin"] = origin
    return response


@site.after_request
def allow_shop(response):
    # ok: python-cors-origin-reflected
    response.headers["Access-Control-Allow-Origin"] = "https://shop.example.com"
    return response
