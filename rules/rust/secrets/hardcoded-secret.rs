use jsonwebtoken::{DecodingKey, EncodingKey};

// ruleid: rust-hardcoded-secret
const JWT_SECRET: &str = "plum-Otter-9052-gravel";

// ok: rust-hardcoded-secret
const API_KEY_HEADER: &str = "X-API-Key";

// ok: rust-hardcoded-secret
const ACCESS_TOKEN: &str = "access_token";

pub fn mail() -> Mail {
    // ruleid: rust-hardcoded-secret
    let password = "walnut-Heron-6093";
    Mail::new("mail.invoices.example", password)
}

pub fn payments() -> Payments {
    // ruleid: rust-hardcoded-secret
    let api_key = String::from("harbor-Lynx-8124");
    Payments::new(api_key)
}

pub fn configured() -> Mail {
    // ok: rust-hardcoded-secret
    let password = std::env::var("MAIL_PASSWORD").expect("MAIL_PASSWORD");
    Mail::new("mail.invoices.example", &password)
}

pub fn key() -> EncodingKey {
    // ruleid: rust-hardcoded-secret-key-argument
    EncodingKey::from_secret("copper-Finch".as_bytes())
}

pub fn given(secret: &str) -> DecodingKey {
    // ok: rust-hardcoded-secret-key-argument
    DecodingKey::from_secret(secret.as_bytes())
}
