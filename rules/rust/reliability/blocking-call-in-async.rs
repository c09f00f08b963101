use std::time::Duration;

pub async fn retry() {
    // ruleid: rust-blocking-call-in-async
    std::thread::sleep(Duration::from_secs(1));
}

pub async fn template(name: &str) -> std::io::Result<String> {
    // ruleid: rust-blocking-call-in-async
    std::fs::read_to_string(format!("templates/{name}.html"))
}

pub async fn rates() -> Result<String, reqwest::Error> {
    // ruleid: rust-blocking-call-in-async
    reqwest::blocking::get("https://rates.example/today")?.text()
}

pub async fn wait() {
    // ok: rust-blocking-call-in-async
    tokio::time::sleep(Duration::from_secs(1)).await;
}

pub fn pause() {
    // ok: rust-blocking-call-in-async
    std::thread::sleep(Duration::from_secs(1));
}

pub async fn moved() -> std::io::Result<String> {
    // ok: rust-blocking-call-in-async
    tokio::task::spawn_blocking(|| std::fs::read_to_string("templates/invoice.html")).await?
}
