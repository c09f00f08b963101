# path: services/vault.py
# ruff: noqa
"""Broken algorithms, and the same algorithms where nothing rests on them."""

import hashlib
import hmac
import os
import ssl

from Crypto.Cipher import AES, DES3
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from OpenSSL import SSL


def hashed(data, name):
    hashlib.md5(data)  # want "BKD406 MD5 is broken"
    hashlib.sha1(data).hexdigest()  # want "SHA-1 is broken"
    hashlib.new("MD5", data)  # want "MD5 is broken"
    hashes.Hash(hashes.SHA1())  # want "SHA-1 is broken"
    hashlib.new(name, data)
    hashlib.sha256(data)
    hashlib.md5(data, usedforsecurity=False)
    hmac.new(b"key", data, hashlib.sha1)
    PBKDF2HMAC(algorithm=hashes.SHA1(), length=32, salt=b"", iterations=1_300_000)
    padding.OAEP(mgf=padding.MGF1(algorithm=hashes.SHA1()), algorithm=hashes.SHA1(), label=None)


def purposes(body, row, cache, photo, user):
    etag = hashlib.md5(body).hexdigest()  # want "say that `etag` is no matter of security"
    cache.set(hashlib.md5(body).hexdigest(), row)  # want "say that `cache` is no matter of security"
    checksum = hashlib.sha1()  # want "say that `checksum` is no matter of security"
    checksum.update(photo)
    digest = hashlib.md5(user.email.encode()).hexdigest()  # want "is no matter of security"
    return etag, checksum.hexdigest(), f"https://gravatar.com/{digest}", gravatar_url(digest)


def file_hash(path):
    return hashlib.md5(path.read_bytes()).hexdigest()  # want "say that `file_hash` is no matter of security"


def ciphers(key, data):
    DES3.new(key, DES3.MODE_CBC, os.urandom(8))  # want "3DES is broken"
    AES.new(key, AES.MODE_ECB)  # want "ECB mode is broken"
    AES.new(key, AES.MODE_CBC, b"0123456789abcdef")  # want "CBC mode with a constant IV is broken"
    AES.new(key, AES.MODE_CBC, iv=b"\0" * 16)  # want "CBC mode with a constant IV is broken"
    AES.new(key, AES.MODE_CBC, os.urandom(16))
    AES.new(key, AES.MODE_GCM)
    algorithms.ARC4(key)  # want "RC4 is broken"
    algorithms.AES(key)
    modes.ECB()  # want "ECB mode is broken"
    modes.CTR(b"0123456789abcdef")  # want "CTR mode with a constant IV is broken"
    modes.CBC(data[:16])


def keys(size):
    rsa.generate_private_key(public_exponent=65537, key_size=1024)  # want "RSA-1024 is broken"
    rsa.generate_private_key(65537, 4096)
    rsa.generate_private_key(65537, size)
    RSA.generate(1024)  # want "RSA-1024 is broken"
    ec.generate_private_key(ec.SECP192R1())  # want "The curve SECP192R1 is broken"
    ec.generate_private_key(ec.SECP256R1())


def connections(context):
    ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # want "TLS 1.0 is broken"
    ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    SSL.Context(SSL.SSLv3_METHOD)  # want "SSL 3.0 is broken"
    context.minimum_version = ssl.TLSVersion.TLSv1_1  # want "TLS 1.1 is broken"
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context.version() in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)


def declared_where_it_can_be(text):
    try:
        return hashlib.md5(text, usedforsecurity=False).hexdigest()
    except TypeError:  # Python 3.8
        return hashlib.md5(text).hexdigest()


def declared_elsewhere(text):
    return hashlib.md5(text).hexdigest()  # want "MD5 is broken"


def sorted_events(events):
    return sorted(events, key=lambda event: hashlib.sha1(event.id).hexdigest())  # want "say that"
