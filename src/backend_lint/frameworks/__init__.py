"""The only place that knows other people's libraries: databases, routes, requests, passwords, responses."""
