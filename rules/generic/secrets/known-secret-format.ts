// Made-up keys that show the shapes.
// ruleid: generic-known-secret-format
export const uploadKeyId = "AKIA3EFR4EDT2SYWB3WK";
// ruleid: generic-known-secret-format
export const payments = "sk_live_NhFdnXsiVpzz63FfkCzJr4i0B3Jr";
// ruleid: generic-known-secret-format
// old token: ghp_TAwR4y9ojfljoQoaF1LlqsajAIxNKu8iS2G8
// ruleid: generic-known-secret-format
const key = "-----BEGIN PRIVATE KEY-----\nNPRVdD53X83RZJzzzzgEOzdmenCkhvMdgaKjIg8xNbe3nNyjOq9wMxEhh2FDEEtf\njgVvVqE1SkHbn88HxjSI6bWHtP3fS2qHx6kwXoIIXGvOoNZYW2mZp0zVZomHFwUb\n-----END PRIVATE KEY-----";
// ok: generic-known-secret-format
export const sample = "AKIAIOSFODNN7EXAMPLE";
// ok: generic-known-secret-format
export const masked = "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
// ok: generic-known-secret-format
export const header = "-----BEGIN PRIVATE KEY-----";
// ok: generic-known-secret-format
export const sandbox = "sk_test_YTWmE4lBYOvfZ8UzDzV8fUkkibjL";
