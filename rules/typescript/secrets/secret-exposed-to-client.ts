// ruleid: typescript-secret-exposed-to-client
export const stripe = process.env.NEXT_PUBLIC_STRIPE_SECRET_KEY;
// ruleid: typescript-secret-exposed-to-client
export const service = process.env["NEXT_PUBLIC_SUPABASE_SERVICE_ROLE_KEY"];
// ruleid: typescript-secret-exposed-to-client
export const admin = import.meta.env.VITE_ADMIN_PASSWORD;
// ok: typescript-secret-exposed-to-client
export const published = process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY;
// ok: typescript-secret-exposed-to-client
export const anonymous = process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY;
// ok: typescript-secret-exposed-to-client
export const server = process.env.STRIPE_SECRET_KEY;
