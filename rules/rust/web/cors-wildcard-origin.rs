use actix_cors::Cors;
use axum::http::HeaderValue;
use tower_http::cors::{Any, CorsLayer};

pub fn actix() -> Cors {
    // ruleid: rust-cors-wildcard-origin
    Cors::permissive()
}

pub fn axum() -> CorsLayer {
    // ruleid: rust-cors-wildcard-origin
    CorsLayer::new().allow_origin(Any)
}

pub fn all() -> Cors {
    // ruleid: rust-cors-wildcard-origin
    Cors::default().allow_any_origin()
}

pub fn known() -> CorsLayer {
    // ok: rust-cors-wildcard-origin
    CorsLayer::new().allow_origin(HeaderValue::from_static("https://app.invoices.example"))
}

pub fn listed() -> Cors {
    // ok: rust-cors-wildcard-origin
    Cors::default().allowed_origin("https://app.invoices.example")
}

pub fn methods() -> CorsLayer {
    // ok: rust-cors-wildcard-origin
    CorsLayer::new().allow_methods(Any)
}
