import session from "express-session";
import { RedisStore } from "connect-redis";
import { config, redis } from "./config";

const memory = { secret: config.sessionSecret, resave: false };
// ruleid: typescript-local-state-for-sessions-or-files
export const plain = session({ secret: config.sessionSecret, resave: false, saveUninitialized: false });
// ruleid: typescript-local-state-for-sessions-or-files
export const named = session({ name: "sid", secret: config.sessionSecret, cookie: { secure: true } });
// ruleid: typescript-local-state-for-sessions-or-files
export const fromVariable = session(memory);
// ok: typescript-local-state-for-sessions-or-files
export const shared = session({ secret: config.sessionSecret, store: new RedisStore({ client: redis }) });
// ok: typescript-local-state-for-sessions-or-files
export const configured = session({ ...config.session, secret: config.sessionSecret });
// ok: typescript-local-state-for-sessions-or-files
export const user = session({ userId: "u1" });
