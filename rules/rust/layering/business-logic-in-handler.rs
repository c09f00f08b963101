use axum::{extract::State, http::StatusCode, Json};
use sqlx::PgPool;

// ruleid: rust-business-logic-in-handler-password
pub async fn register(State(pool): State<PgPool>, Json(input): Json<SignUp>) -> Result<StatusCode, ApiError> {
    let digest = bcrypt::hash(&input.password, 12)?;
    sqlx::query("INSERT INTO users (email, digest) VALUES ($1, $2)").bind(&input.email).bind(digest).execute(&pool).await?;
    Ok(StatusCode::CREATED)
}

// ruleid: rust-business-logic-in-handler-transaction
pub async fn transfer(State(pool): State<PgPool>, Json(input): Json<Transfer>) -> Result<StatusCode, ApiError> {
    let mut tx = pool.begin().await?;
    accounts::withdraw(&mut tx, input.from, input.cents).await?;
    accounts::deposit(&mut tx, input.to, input.cents).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

// ruleid: rust-business-logic-in-handler-computation
pub async fn order(State(shop): State<Shop>, Json(input): Json<Order>) -> Result<Json<i64>, ApiError> {
    let mut total = 0;
    for line in input.lines {
        let product = shop.product(line.product).await?;
        total += product.price * line.quantity;
    }
    Ok(Json(total))
}

// ok: rust-business-logic-in-handler-password
pub async fn sign_up(State(users): State<Users>, Json(input): Json<SignUp>) -> Result<StatusCode, ApiError> {
    users.register(input).await?;
    Ok(StatusCode::CREATED)
}

// ok: rust-business-logic-in-handler-transaction
pub async fn move_money(State(accounts): State<Accounts>, Json(input): Json<Transfer>) -> Result<StatusCode, ApiError> {
    accounts.transfer(input).await?;
    Ok(StatusCode::NO_CONTENT)
}

// ok: rust-business-logic-in-handler-computation
pub fn total(lines: &[Line]) -> i64 {
    lines.iter().map(|line| line.price * line.quantity).sum()
}
