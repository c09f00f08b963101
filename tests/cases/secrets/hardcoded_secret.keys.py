"""A constant that is only used to look something up is the name of a field."""

AUTH_TOKEN = "x-auth-4711"
SIGNING_SECRET = "sign-4712"  # want "SIGNING_SECRET"


def read(data):
    return data[AUTH_TOKEN], data.get(AUTH_TOKEN), AUTH_TOKEN in data, sign(SIGNING_SECRET)
