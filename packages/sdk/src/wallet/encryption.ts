/**
 * Encrypted keyfiles. Today's begin with `$NACL`: the key is argon2i of the password with one salt for everybody, the rest is NaCl's secret
 * box, its nonce in front. Older ones are Ansible vaults and can be read. Those still older (Fernet, `gAAAAA…`) can not.
 */
import { ctr } from "@noble/ciphers/aes.js"
import { xsalsa20poly1305 } from "@noble/ciphers/salsa.js"
import { hmac } from "@noble/hashes/hmac.js"
import { pbkdf2 } from "@noble/hashes/pbkdf2.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { concatBytes, equalBytes, utf8, utf8Decode } from "@taonet/primitives/bytes"
import { fromHex, isHex } from "@taonet/primitives/hex"
import { argon2i } from "hash-wasm"
import { KeyfileError, WrongPasswordError } from "./errors.ts"

const naclMark = utf8("$NACL")
const ansibleMark = utf8("$ANSIBLE_VAULT")
const fernetMark = utf8("gAAAAA")
const nonceLength = 24
/** libsodium's limits for sensitive data: eight passes over 512 MiB. */
const sensitive = { iterations: 8, memorySize: 524_288 }
const salt = fromHex("0x137183dff15a09bc9c90b5518739e9b1")

export type Encryption = "none" | "nacl" | "ansible" | "fernet"

export function encryptionOf(bytes: Uint8Array): Encryption {
  const starts = (mark: Uint8Array): boolean => equalBytes(bytes.subarray(0, mark.length), mark)
  if (starts(naclMark)) return "nacl"
  if (starts(ansibleMark)) return "ansible"
  return starts(fernetMark) ? "fernet" : "none"
}

/** A password's key, the same for all keyfiles. Takes seconds and half a gibibyte: keep it when several files share a password. */
export const keyfileKey = (password: string): Promise<Uint8Array> =>
  argon2i({
    password: utf8(password),
    salt,
    ...sensitive,
    parallelism: 1,
    hashLength: 32,
    outputType: "binary",
  })

/** Encrypts with a `keyfileKey`. The 24 bytes of the nonce come from the system's secure source, never twice the same. */
export function sealKeyfile(plain: Uint8Array, key: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (nonce.length !== nonceLength) throw new RangeError(`a nonce has ${nonceLength} bytes`)
  return concatBytes(naclMark, nonce, xsalsa20poly1305(key, nonce).encrypt(plain))
}

/** Opens what `sealKeyfile` or bittensor-wallet sealed. Throws WrongPasswordError, also when the file was tampered with. */
export function unsealKeyfile(sealed: Uint8Array, key: Uint8Array): Uint8Array {
  const nonceEnd = naclMark.length + nonceLength
  try {
    const nonce = sealed.subarray(naclMark.length, nonceEnd)
    return xsalsa20poly1305(key, nonce).decrypt(sealed.subarray(nonceEnd))
  } catch {
    throw new WrongPasswordError()
  }
}

/** The keyfile in the clear, whichever way it was encrypted. Throws WrongPasswordError, KeyfileError. */
export async function decryptKeyfile(bytes: Uint8Array, password: string): Promise<Uint8Array> {
  switch (encryptionOf(bytes)) {
    case "nacl":
      return unsealKeyfile(bytes, await keyfileKey(password))
    case "ansible":
      return openVault(bytes, password)
    case "fernet":
      throw new KeyfileError("the keyfile is of 2021's format; re-create it from its phrase")
    case "none":
      return bytes
  }
}

/** Ansible Vault 1.1: hex of three lines of hex (salt, MAC, text), PBKDF2 for the keys, AES-256-CTR, PKCS#7 padding. */
function openVault(bytes: Uint8Array, password: string): Uint8Array {
  const [, ...lines] = utf8Decode(bytes).trim().split(/\r?\n/)
  const [vaultSalt, mac, text] = utf8Decode(vaultHex(lines.join("")))
    .split("\n")
    .map(vaultHex)
  if (!vaultSalt || !mac || !text) throw new KeyfileError("the keyfile is a broken Ansible vault")
  const keys = pbkdf2(sha256, utf8(password), vaultSalt, { c: 10_000, dkLen: 80 })
  if (!equalBytes(hmac(sha256, keys.subarray(32, 64), text), mac)) throw new WrongPasswordError()
  const padded = ctr(keys.subarray(0, 32), keys.subarray(64)).decrypt(text)
  return padded.subarray(0, padded.length - (padded.at(-1) ?? 0))
}

function vaultHex(text: string): Uint8Array {
  const hex = `0x${text.trim().toLowerCase()}`
  if (!isHex(hex)) throw new KeyfileError("the keyfile is a broken Ansible vault")
  return fromHex(hex)
}
