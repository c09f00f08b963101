"""What the parts of a thin handler are called: guards, settings, negotiation, pages, clocks, logs, pages of HTML."""

from __future__ import annotations

import re

from backend_lint.semantics.regexes import regex

#: Handlers that are a business of their own: probes, metrics, OAuth and webhook callbacks, files.
EXEMPT_NAME = regex(
    r"(^|_)(health|healthz|health_?check|healthcheck|ready|readyz|readiness|live|livez|liveness|ping"
    r"|metrics|heartbeat|oauth\w*|sso|saml\d?|oidc"
    r"|callback|webhooks?|authorize|download|robots|favicon|sitemap)(_|$)"
)
EXEMPT_PATH = regex(
    r"/(health\w*|ready\w*|live(z|ness)?|ping|metrics|[\w-]*callback|oauth\w*|sso|saml\d?|oidc|authorize"
    r"|webhooks?)(/|\"|'|$)"
)
FILE_RESPONSE = regex(r"(File|Streaming|StreamingHttp)Response$|^(send_file|send_from_directory|Stream)$")

METHOD = regex(r"\brequest\.method\b|\bmethod ?==")
#: What a response is of when it is a file: `HttpResponse(content_type="application/pdf")`.
FILE_TYPE = regex(
    r"^(application/(pdf|zip|gzip|octet-stream|x-\w+|ms-?excel|vnd\.\S+|rtf)|text/(csv|calendar|tab-separated-values)"
    r"|image/\S+|audio/\S+|video/\S+)"
)
TYPE_KEYWORDS = frozenset({"content_type", "mimetype", "media_type"})

VALID = regex(r"\bis_valid\(|\bvalidate(_on_submit)?\(|\bhas_changed\(|\bform\b|\.errors\b")
SETTINGS = regex(
    r"\b\w*(settings|config|feature\w*|flags?|DEBUG|is_enabled|enabled|waffle|environment)\b|\bsettings\.",
    re.I,
)
NEGOTIATION = regex(
    r"\b(headers|accept\w*|content_type|mimetype|is_ajax|is_json|htmx|is_htmx|HX|etag|if_none_match"
    r"|if_modified_since|(as_|output_|export_|response_)?format_?|fmt|cors"
    r"|content_encoding|user_agent|referer|HTTP_\w+|wants_json|next_url|redirect_\w+"
    r"|url_has_allowed_host_and_scheme)\b", re.I
)  # fmt: skip
AUTH = regex(
    r"permission|allowed|authori[sz]|authenticat|is_admin|is_superuser|is_staff|is_anonymous|has_perm"
    r"|current_user|\bcan_\w+|\b\w*role"
    r"|owner|\bscope|auth_subject|is_member|has_access|\baccess|verify_|csrf|privilege|user_id", re.I
)  # fmt: skip
#: Every part of a test that only asks who asks.
ALLOWED = regex(
    r"(is_admin|is_superuser|is_super_user|is_staff|is_anonymous|is_authenticated|has_perms?|has_permission|has_scope|has_role"
    r"|has_access|can_\w+|\w+_allowed|is_allowed|check_permissions?)$"
)
REFUSAL = regex(
    r"40[134]|Unauthorized|Forbidden|PermissionDenied|NotPermitted|NotAuthenticated|Unauthenticated"
    r"|NotFound|DoesNotExist|Http404|not.found|redirect",
    re.I,
)
PAGE = regex(
    r"^(pagination|paging|paginator|page|pages|page_\w+|\w*_page|limit|offset|per_page|page_?size|size"
    r"|skip|count|total|total_count|num_pages|start|end|cursor|length|first|last|max_\w+|\w*_limit|len|int"
    r"|max|min|ceil|math)$",
    re.I,
)
#: At least one of these must be there: `total` alone may be money.
PAGING = regex(r"pagina|paging|page|limit|offset|per_page|size|skip|cursor|\w+_page", re.I)
CARRIERS = frozenset({"request", "self", "args", "query_params", "params"})
CLOCK = regex(r"^(start\w*|\w*_start|began|t0|t1|elapsed|duration\w*|perf_counter|monotonic|time)$")
LOGGING = regex(
    r"^(logger|logging|log|_?logger|LOG|app_log|statsd|metrics|sentry_sdk|span|tracer|warnings|capture_\w+"
    r"|messages|flash|add_toast|toast|print|posthog|analytics|record_event|newrelic|add_message|set_tag|set_attribute)$"
)
ERROR_STEPS = regex(
    r"rollback|flash|toast|add_error|capture|messages\.|logg?(er|ing)?\b|print\(|close\(|send_error|abort|fail"
    r"|write|finish|sleep"
)

RESOURCE = regex(
    r"atomic|begin|transaction|lock|session|connect|open|suppress|cursor|acquire|raises|timeout|timer"
    r"|start_\w{0,60}span",
    re.I,
)

#: What makes an answer of an entity.
SERIALIZING = regex(
    r"[sS]eriali[sz]er|\.(model_validate|from_orm|model_dump|to_dict)\(|[sS]chema(\(.{0,200}\))?\.dump\("
)
#: Calls in an error's handling that only tell of it, by last name.
TELLS = regex(r"error|exception|toast|message|warn|send$", re.I)
#: Names for where an answer leads to.
PLACE = regex(r"^(url|uri|href|next|query_string|\w+_(url|uri|href))$|^redirect", re.I)
#: Parts of a request whose keys say which button, tab or format was asked for.
ASKED = regex(r"^(GET|POST|args|form|query_params|url_vars|values)$")
#: Calls that collect what a loop goes over.
COLLECTING = frozenset({
    "append", "extend", "add", "add_error", "setdefault", "pop", "write", "send", "send_text", "setlist",
})  # fmt: skip

REQUEST = regex(r"\b(request|req)\.\w+|\bself\.get_(query_|body_)?arguments?\(")
STORES = regex(r"\.(save|delete|commit|execute|query|create|update|objects|session)\b")

#: Objects that are no entities: assigning to their attributes is the handler's own work.
NOT_ENTITIES = regex(
    r"^(self|cls|response|resp|res|request|req|form|serializer|g|session|context|ctx|app|state|config"
    r"|settings|model|span|table|field|params|data|kwargs|filters?)$"
)
#: Every this many statements over the limit are a point.
STATEMENTS_PER_POINT = 5
SERVICE = regex(r"(service|usecase|use_case|crud|repository|repositorie|repo|interactor|flow)s?$", re.I)
SERVICE_MODULE = regex(r"(^|[._])(services?|usecases?|use_cases|crud|repositor(y|ies)|flows?)$")
#: Distinct service calls that a thin handler may make.
FREE_SERVICES = 2

#: Branches that compare the same thing and only delegate: from this many on they are a table of handlers.
DISPATCH = 3
KINDS = frozenset({"type", "kind", "event", "event_type", "action", "name", "command", "op"})
