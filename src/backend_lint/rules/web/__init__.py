"""Web security: CORS, cookies, headers, uploads, redirects (BKD8xx)."""
