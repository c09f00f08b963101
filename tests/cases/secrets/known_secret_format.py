# path: tests/test_upload.py
"""Shapes in every role, in comments and in strings.  ghp_Zq8TnW4xKe7RbVd2LsYf9HuJm3CpGa6To1Xi"""  # want "GitHub"

AWS = "AKIAQ90ZK8TWNX1RBJDM"  # want "AWS access key"
TEMPORARY = "ASIAB08XN1WQ9TKVZR5M"  # want "temporary AWS access key"
SPLIT = "sk_" + "live_9sQ2mVt7XbLkR4cYw8Zd"
STRIPE_WHOLE = b"rk_live_9sQ2mVt7XbLkR4cYw8Zd"  # want "Stripe restricted live key"
STRIPE_TEST = "sk_test_9sQ2mVt7XbLkR4cYw8Zd"  # want "Stripe test key"
GITLAB = "glpat-9sQ2mVt7XbLkR4cYw8Zd"  # want "GitLab token"
SLACK = "xoxb-2938475610-9sQ2mVt7XbLkR4cYw8Zd"  # want "Slack token"
GOOGLE = "AIzaSyD9sQ2mVt7XbLkR4cYw8ZdP1nHf6Gj3KoU"  # want "Google API key"
SENDGRID = "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"  # want "SendGrid key"
TWILIO = "SK9f8e7d6c5b4a39281706f5e4d3c2b1a0"  # want "Twilio key"
NPM = "npm_9sQ2mVt7XbLkR4cYw8ZdP1nHf6Gj3KoUxYtE"  # want "npm token"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXBsZSJ9.q9sQ2mVt7XbLkR4cYw8ZdP1nHf6Gj3KoUxYtEr5"  # want "JSON Web Token"
# want:+1 "private key"
KEY = """-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIJ8xQ2mVt7XbLkR4cYw8ZdP1nHf6Gj3KoUxYtEr5pWqzoAoGCCqGSM49
AwEHoUQDQgAE9sQ2mVt7XbLkR4cYw8ZdP1nHf6Gj3KoUxYtEr5pWqz8xQ2mVt7Xb
-----END EC PRIVATE KEY-----"""


def padded():
    number = 1
    number += 1
    # left over: AKIAW81PV9LHD0QZTXNC   # want "AWS access key"
    return number


PUBLISHED = "AKIAIOSFODNN7EXAMPLE"
MASKED = "AKIAXXXXXXXXXXXXXXXX"
SEQUENCE = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
REPEATED = "glpat-aaaaaaaaaaaaaaaaaaaa"
SAMPLE_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
NOT_A_TOKEN = "eyJhbGciOiJIUzI1NiJ9"
HEAD = "-----BEGIN PRIVATE KEY-----"
DOTS = "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----"
WORD = "TASKmanager_npm_packages = hf_models"
PART_OF_WORD = "XAKIAQ90ZK8TWNX1RBJDMX"

# Samples: the key that jwt.io shows, and one that is too small to protect anything.
JWT_IO = """-----BEGIN RSA PRIVATE KEY-----
MIIEogIBAAKCAQEAnzyis1ZjfNB0bBgKFMSvvkTtwlvBsaJq7S5wA+kzeVOVpVWw
kWdVha4s38XM/pa/yr47av7+z3VTmvDRyAHcaT92whREFpLv9cj5lTeJSibyr/Mr
-----END RSA PRIVATE KEY-----"""
SMALL = """-----BEGIN RSA PRIVATE KEY-----
MIIBOwIBAAJBAJ8xQ2mVt7XbLkR4cYw8ZdP1nHf6Gj3KoUxYtEr5pWqzoAoGCCqG
SM49AwEHoUQDQgAE9sQ2mVt7XbLkR4cYw8ZdP1nHf6Gj3KoUxYtEr5pWqz8xQ2mV
-----END RSA PRIVATE KEY-----"""
