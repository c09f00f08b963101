import ssl

import aiohttp
import httpx
import requests

from shop.settings import settings


def stock(url):
    # ruleid: python-tls-verification-disabled-verify
    return requests.get(url, timeout=5, verify=False).json()


def stock_with_authority(url):
    # ok: python-tls-verification-disabled
    return requests.get(url, timeout=5, verify="/etc/ssl/shop-ca.pem").json()


def stock_as_configured(url):
    # ok: python-tls-verification-disabled
    return requests.get(url, timeout=5, verify=settings.verify_tls).json()


def client():
    # ruleid: python-tls-verification-disabled-verify
    open_client = httpx.AsyncClient(verify=False)
    # ok: python-tls-verification-disabled
    return open_client, httpx.AsyncClient()


def context():
    # ruleid: python-tls-verification-disabled
    unsafe = ssl._create_unverified_context()
    # ok: python-tls-verification-disabled
    return unsafe, ssl.create_default_context()


def connector():
    # ruleid: python-tls-verification-disabled
    return aiohttp.TCPConnector(ssl=False)


def schema(payload, checker):
    # ok: python-tls-verification-disabled
    return checker.decode(payload, verify=False)
