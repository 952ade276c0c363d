//! sr25519 as Substrate uses it: schnorrkel under the context "substrate". What is no key or no signature never panics: it does not verify.

use napi::bindgen_prelude::{Error, Result, Uint8Array};
use napi_derive::napi;
use schnorrkel::{signing_context, verify_batch, Keypair, PublicKey, SecretKey, Signature};

const CONTEXT: &[u8] = b"substrate";

/// Whether `signature` (64 bytes) by `public_key` (32 bytes) covers `message`.
#[napi]
pub fn sr25519_verify(public_key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match (
        PublicKey::from_bytes(public_key),
        Signature::from_bytes(signature),
    ) {
        (Ok(key), Ok(signature)) => key.verify_simple(CONTEXT, message, &signature).is_ok(),
        _ => false,
    }
}

/// Whether all signatures hold, each as above; the three lists are of one length. It takes two thirds of the time of checking each.
#[napi]
pub fn sr25519_verify_all(
    public_keys: Vec<&[u8]>,
    messages: Vec<&[u8]>,
    signatures: Vec<&[u8]>,
) -> bool {
    if public_keys.len() != messages.len() || messages.len() != signatures.len() {
        return false;
    }
    let keys: std::result::Result<Vec<_>, _> =
        public_keys.into_iter().map(PublicKey::from_bytes).collect();
    let signed: std::result::Result<Vec<_>, _> =
        signatures.into_iter().map(Signature::from_bytes).collect();
    let (Ok(keys), Ok(signed)) = (keys, signed) else {
        return false;
    };
    let context = signing_context(CONTEXT);
    let transcripts = messages.into_iter().map(|message| context.bytes(message));
    verify_batch(transcripts, &signed, &keys, false).is_ok()
}

/// 64 bytes. The secret key is in the form of Substrate's keyfiles, an expanded ed25519 key (64 bytes).
#[napi]
pub fn sr25519_sign(public_key: &[u8], secret_key: &[u8], message: &[u8]) -> Result<Uint8Array> {
    let no_key = |_| Error::from_reason("no sr25519 key");
    let secret = SecretKey::from_ed25519_bytes(secret_key).map_err(no_key)?;
    let public = PublicKey::from_bytes(public_key).map_err(no_key)?;
    let signature = Keypair { secret, public }.sign_simple(CONTEXT, message);
    Ok(Uint8Array::new(signature.to_bytes().to_vec()))
}
