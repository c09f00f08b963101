"""A URL contains a verb that the HTTP method already says.

`GET /getUsers` says it twice, and `POST /users/delete` says two different things. Caches, retries and permissions
look at the method.

Silent for actions that no method stands for (`/orders/{id}/cancel`, `/search`, `/login`, `/export`), and for words
that only begin like a verb (`/settings`, `/address`).

Source: 002:18 "proper resource naming and HTTP semantics"; 003:77-81 "GET: List (plural) or retrieve (with ID)";
000:76-80 "List (200, with pagination)".
"""

from backend_lint.rule import Rule

rule = Rule(__name__, "BKD608", severity="warning", hint="Name the resource, and let the method say what is done.")
