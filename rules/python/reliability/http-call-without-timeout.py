import urllib.request

import httpx
import requests

URL = "https://stock.shop.internal/items"


def stock(item):
    # ruleid: python-http-call-without-timeout
    return requests.get(f"{URL}/{item}").json()


def reserve(item, options):
    # ruleid: python-http-call-without-timeout
    requests.post(URL, json={"item": item}, timeout=None)
    # ok: python-http-call-without-timeout
    requests.post(URL, json={"item": item}, timeout=5)
    # ok: python-http-call-without-timeout
    requests.post(URL, json={"item": item}, **options)


def several(items):
    session = requests.Session()
    for item in items:
        # ruleid: python-http-call-without-timeout
        session.get(f"{URL}/{item}")
        # ok: python-http-call-without-timeout
        session.get(f"{URL}/{item}", timeout=(3, 10))


def prices():
    # ruleid: python-http-call-without-timeout
    with urllib.request.urlopen(URL) as answer:
        return answer.read()


def client():
    # ruleid: python-http-call-without-timeout
    unlimited = httpx.Client(timeout=None)
    # ok: python-http-call-without-timeout
    usual = httpx.Client()
    return unlimited, usual
