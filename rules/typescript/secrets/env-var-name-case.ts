// ruleid: typescript-env-var-name-case
export const url = process.env.databaseUrl;
// ruleid: typescript-env-var-name-case
export const bucket = process.env["upload_bucket"];
// ruleid: typescript-env-var-name-case
export const key = process.env.Payments_Key;
// ok: typescript-env-var-name-case
export const good = process.env.DATABASE_URL;
// ok: typescript-env-var-name-case
export const proxy = process.env.http_proxy;
// ok: typescript-env-var-name-case
export const version = process.env.npm_package_version;
