import asyncio
import subprocess
import time

import bcrypt
import httpx
import requests


async def wait_for_stock(product):
    while not product.in_stock():
        # ruleid: python-blocking-call-in-async
        time.sleep(5)
    # ok: python-blocking-call-in-async
    await asyncio.sleep(5)


async def rates():
    # ruleid: python-blocking-call-in-async
    return requests.get("https://rates.shop.internal/today", timeout=5).json()


async def rates_in_thread():
    # ok: python-blocking-call-in-async
    answer = await asyncio.to_thread(requests.get, "https://rates.shop.internal/today", timeout=5)
    return answer.json()


async def rates_asynchronously():
    async with httpx.AsyncClient() as client:
        # ok: python-blocking-call-in-async
        return (await client.get("https://rates.shop.internal/today")).json()


async def register(users, email, password):
    # ruleid: python-blocking-call-in-async
    digest = bcrypt.hashpw(password.encode(), bcrypt.gensalt(12))
    return await users.add(email, digest)


async def convert(loop, path):
    # ok: python-blocking-call-in-async
    return await loop.run_in_executor(None, lambda: subprocess.run(["convert", path], check=True))


def poll(product):
    # ok: python-blocking-call-in-async
    time.sleep(5)
