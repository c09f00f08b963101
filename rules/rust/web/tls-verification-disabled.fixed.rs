use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode};

pub fn client() -> reqwest::Result<reqwest::Client> {
    // ruleid: rust-tls-verification-disabled
    reqwest::Client::builder().danger_accept_invalid_certs(false).build()
}

pub fn other_host() -> reqwest::ClientBuilder {
    // ruleid: rust-tls-verification-disabled
    reqwest::ClientBuilder::new().danger_accept_invalid_hostnames(false)
}

pub fn connector() -> SslConnector {
    let mut builder = SslConnector::builder(SslMethod::tls()).unwrap();
    // ruleid: rust-tls-verification-disabled-openssl
    builder.set_verify(SslVerifyMode::PEER);
    builder.build()
}

pub fn private(certificate: reqwest::Certificate) -> reqwest::ClientBuilder {
    // ok: rust-tls-verification-disabled
    reqwest::Client::builder().add_root_certificate(certificate)
}

pub fn configured(skip: bool) -> reqwest::ClientBuilder {
    // ok: rust-tls-verification-disabled
    reqwest::Client::builder().danger_accept_invalid_certs(skip)
}

pub fn verified() -> reqwest::ClientBuilder {
    // ok: rust-tls-verification-disabled
    reqwest::Client::builder().danger_accept_invalid_certs(false)
}
