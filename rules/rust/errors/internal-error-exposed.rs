use actix_web::HttpResponse;
use axum::http::StatusCode;
use serde_json::json;

pub async fn list() -> HttpResponse {
    match page().await {
        Ok(invoices) => HttpResponse::Ok().json(invoices),
        // ruleid: rust-internal-error-exposed
        Err(e) => HttpResponse::InternalServerError().body(e.to_string()),
    }
}

pub async fn show(id: i64) -> Result<Json<Invoice>, (StatusCode, String)> {
    // ruleid: rust-internal-error-exposed
    let invoice = find(id).await.map_err(|err| (StatusCode::INTERNAL_SERVER_ERROR, err.to_string()))?;
    Ok(Json(invoice))
}

pub async fn total() -> HttpResponse {
    match sum().await {
        Ok(total) => HttpResponse::Ok().json(total),
        // ruleid: rust-internal-error-exposed
        Err(error) => HttpResponse::InternalServerError().json(json!({"error": format!("not counted: {error}")})),
    }
}

pub async fn remove(id: i64) -> HttpResponse {
    match delete(id).await {
        Ok(()) => HttpResponse::NoContent().finish(),
        Err(error) => {
            tracing::error!(%error, "invoice not removed");
            // ok: rust-internal-error-exposed
            HttpResponse::InternalServerError().json(json!({"error": {"code": "INTERNAL", "message": "not removed"}}))
        }
    }
}

pub async fn pay(id: i64) -> Result<StatusCode, (StatusCode, String)> {
    // ok: rust-internal-error-exposed
    charge(id).await.map_err(|_| (StatusCode::INTERNAL_SERVER_ERROR, "not charged".to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn parse(text: &str) -> HttpResponse {
    match read(text) {
        Ok(()) => HttpResponse::NoContent().finish(),
        // ok: rust-internal-error-exposed
        Err(e) => HttpResponse::BadRequest().body(e.to_string()),
    }
}
