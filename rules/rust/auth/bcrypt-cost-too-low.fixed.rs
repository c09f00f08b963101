use bcrypt::{hash, verify, BcryptError, DEFAULT_COST};

pub fn digest(password: &str) -> Result<String, BcryptError> {
    // ruleid: rust-bcrypt-cost-too-low
    bcrypt::hash(password, 12)
}

pub fn imported(password: &str) -> Result<String, BcryptError> {
    // ruleid: rust-bcrypt-cost-too-low
    hash(password, 12)
}

pub fn salted(password: &str, salt: [u8; 16]) -> Result<bcrypt::HashParts, BcryptError> {
    // ruleid: rust-bcrypt-cost-too-low
    bcrypt::hash_with_salt(password, 12, salt)
}

pub fn named(password: &str) -> Result<String, BcryptError> {
    let rounds = 8;
    // ruleid: rust-bcrypt-cost-too-low-name
    bcrypt::hash(password, rounds)
}

pub fn strong(password: &str) -> Result<String, BcryptError> {
    // ok: rust-bcrypt-cost-too-low
    bcrypt::hash(password, 12)
}

pub fn standard(password: &str) -> Result<String, BcryptError> {
    // ok: rust-bcrypt-cost-too-low
    hash(password, DEFAULT_COST)
}

pub fn check(password: &str, digest: &str) -> Result<bool, BcryptError> {
    // ok: rust-bcrypt-cost-too-low
    verify(password, digest)
}
