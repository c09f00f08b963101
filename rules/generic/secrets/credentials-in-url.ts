// ruleid: generic-credentials-in-url
export const reports = "postgresql://reports:Lm3-velvet-Otter@replica.tickets-internal.net/tickets";
// ruleid: generic-credentials-in-url
export const broker = "amqps://orders:granite55@mq.tickets-internal.net:5671/";
// ruleid: generic-credentials-in-url
export const store = `mongodb+srv://shop:walnut-6093@cluster0.k4x9.mongodb.net/shop`;
// ruleid: generic-credentials-in-url-beside
export const beside = "redis://:granite77velvet@cache:6379/0";

// ok: generic-credentials-in-url
export const usage = "postgresql://user:password@db.tickets-internal.net:5432/name";
// ok: generic-credentials-in-url
export const filled = `postgresql://app:${process.env.DB_PASSWORD}@db.tickets-internal.net/app`;
// ok: generic-credentials-in-url
export const local = "postgresql://postgres:postgres@localhost:5432/app";
// ok: generic-credentials-in-url
export const shown = "postgresql://app:***@db.tickets-internal.net/app";
// ok: generic-credentials-in-url
export const documented = "https://reports:walnut-6093@example.com/feed";
// ok: generic-credentials-in-url
export const remote = "git@github.com:owner/name.git";
// ok: generic-credentials-in-url-beside
export const compose = "postgresql://postgres:postgres@db:5432/app";
// ok: generic-credentials-in-url-beside
export const nothing = "redis://cache:6379/0";
