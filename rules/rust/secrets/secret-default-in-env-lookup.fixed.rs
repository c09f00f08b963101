use std::env;

pub fn settings() -> Settings {
    Settings {
        // ruleid: rust-secret-default-in-env-lookup-environment
        jwt_secret: env::var("JWT_SECRET").expect("JWT_SECRET is not set"),
        // ruleid: rust-secret-default-in-env-lookup-environment
        password: std::env::var("DB_PASSWORD").expect("DB_PASSWORD is not set"),
        // ruleid: rust-secret-default-in-env-lookup-environment
        api_key: env::var("PAYMENTS_API_KEY").expect("PAYMENTS_API_KEY is not set"),
        // ruleid: rust-secret-default-in-env-lookup
        signing_key: option_env!("SIGNING_KEY").unwrap_or("plum-Otter"),
        // ok: rust-secret-default-in-env-lookup
        host: env::var("DB_HOST").unwrap_or("localhost".to_string()),
        // ok: rust-secret-default-in-env-lookup
        token: env::var("MAIL_TOKEN").expect("MAIL_TOKEN is not set"),
        // ok: rust-secret-default-in-env-lookup
        session_key: env::var("SESSION_KEY").unwrap_or_default(),
    }
}
