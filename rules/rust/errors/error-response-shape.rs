use actix_web::HttpResponse;
use axum::{http::StatusCode, response::IntoResponse, Json};
use serde_json::json;

pub async fn show(id: i64) -> HttpResponse {
    match find(id).await {
        // ok: rust-error-response-shape
        Some(invoice) => HttpResponse::Ok().json(invoice),
        // ruleid: rust-error-response-shape
        None => HttpResponse::NotFound().body("no such invoice"),
    }
}

pub async fn create(input: Input) -> HttpResponse {
    if input.lines.is_empty() {
        // ruleid: rust-error-response-shape
        return HttpResponse::BadRequest().json(json!({"error": "no lines"}));
    }
    // ok: rust-error-response-shape
    HttpResponse::Conflict().json(json!({"error": {"code": "INVOICE_EXISTS", "message": "exists already"}}))
}

pub async fn remove(id: i64) -> impl IntoResponse {
    if id < 0 {
        // ruleid: rust-error-response-shape-axum
        return (StatusCode::BAD_REQUEST, Json(json!({"message": "no such id"}))).into_response();
    }
    // ok: rust-error-response-shape-axum
    (StatusCode::CONFLICT, Json(json!({"error": {"code": "PAID", "message": "paid already"}}))).into_response()
}

pub async fn pay(id: i64) -> Result<StatusCode, (StatusCode, String)> {
    // ruleid: rust-error-response-shape-axum
    charge(id).await.map_err(|_| (StatusCode::UNPROCESSABLE_ENTITY, "not payable".to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn list() -> (StatusCode, Json<Vec<Invoice>>) {
    // ok: rust-error-response-shape-axum
    (StatusCode::OK, Json(page().await))
}
