use std::time::Duration;

pub async fn today() -> Result<String, reqwest::Error> {
    // ruleid: rust-http-call-without-timeout
    reqwest::get("https://rates.example/today").await?.text().await
}

pub fn client() -> reqwest::Client {
    // ruleid: rust-http-call-without-timeout
    reqwest::Client::new()
}

pub fn built() -> reqwest::Result<reqwest::Client> {
    // ruleid: rust-http-call-without-timeout
    reqwest::Client::builder().build()
}

pub fn limited() -> reqwest::Result<reqwest::Client> {
    // ok: rust-http-call-without-timeout
    reqwest::Client::builder().timeout(Duration::from_secs(5)).build()
}

pub async fn cancelled() -> Result<reqwest::Response, Error> {
    // ok: rust-http-call-without-timeout
    Ok(tokio::time::timeout(Duration::from_secs(5), reqwest::get("https://rates.example/today")).await??)
}

pub async fn shared(client: &reqwest::Client) -> reqwest::Result<reqwest::Response> {
    // ok: rust-http-call-without-timeout
    client.get("https://rates.example/today").send().await
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn answers() {
        // ok: rust-http-call-without-timeout
        let client = reqwest::Client::new();
        assert!(super::shared(&client).await.is_ok());
    }
}
