use md5::{Digest, Md5};
use rsa::RsaPrivateKey;
use sha1::Sha1;
use sha2::Sha256;

pub fn key(rng: &mut OsRng) -> rsa::Result<RsaPrivateKey> {
    // ruleid: rust-weak-cryptography
    RsaPrivateKey::new(rng, 1024)
}

pub fn client() -> reqwest::ClientBuilder {
    // ruleid: rust-weak-cryptography-protocol
    reqwest::Client::builder().min_tls_version(reqwest::tls::Version::TLS_1_0)
}

pub fn reset_token(email: &str) -> String {
    // ruleid: rust-weak-cryptography-signature
    let digest = md5::compute(email);
    format!("{digest:x}")
}

pub fn hash_password(password: &str) -> Vec<u8> {
    // ruleid: rust-weak-cryptography-signature
    Sha1::digest(password).to_vec()
}

pub fn strong_key(rng: &mut OsRng) -> rsa::Result<RsaPrivateKey> {
    // ok: rust-weak-cryptography
    RsaPrivateKey::new(rng, 3072)
}

pub fn file_checksum(content: &[u8]) -> Vec<u8> {
    // ok: rust-weak-cryptography-signature
    Md5::digest(content).to_vec()
}

pub fn signature(body: &[u8]) -> Vec<u8> {
    // ok: rust-weak-cryptography-signature
    Sha256::digest(body).to_vec()
}
