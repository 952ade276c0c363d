/**
 * Secret URIs, as `subkey`, polkadot.js and bittensor-wallet read them: `[<phrase> | 0x<seed>][//hard | /soft]…[///password]`.
 * Reference: substrate primitives/core/src/crypto.rs. Without a phrase the published development phrase stands in, so `//Alice` works.
 */
import { concatBytes, utf8 } from "../bytes.ts"
import { blake2b256 } from "../hash.ts"
import { fromHex, isHex } from "../hex.ts"
import { deriveKeypair, type Junction, type Keypair, keypairFromSeed } from "./sign.ts"
import type { SignatureScheme } from "./verify.ts"
import { wasmBytes, wasmMnemonic, wasmTest } from "./wasmCrypto.ts"

/** Everybody knows it: for tests and local networks only. */
export const devPhrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
/** Its mini secret, which otherwise costs 2048 rounds of PBKDF2 for each of the keys that a local network derives. */
const devSeed = "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e"
/** The pairs that all development keys are derived from. */
const devRoots = new Map<SignatureScheme, Keypair>()

export interface SecretUri {
  /** A BIP39 phrase, or `0x` and the 64 digits of a seed. */
  readonly phrase: string
  readonly junctions: readonly Junction[]
  readonly password: string
}

const uriForm = /^([\p{L}\p{N}_ ]+)?((?:\/\/?[^/]+)*)(?:\/\/\/(.*))?$/u
const maxUriLength = 4096

/** Throws RangeError when the text has not the form of a secret URI. */
export function parseSecretUri(text: string): SecretUri {
  const parts = text.length > maxUriLength ? null : uriForm.exec(text)
  if (parts === null) throw new RangeError("not a secret URI")
  const [, phrase = devPhrase, path = "", password = ""] = parts
  const junctions = (path.match(/\/\/?[^/]+/g) ?? []).map(parseJunction)
  return { phrase, junctions, password }
}

/** Key pair of a secret URI. Throws RangeError on a bad form, phrase or seed, and on soft junctions of other schemes than sr25519. */
export function keypairFromUri(uri: string, scheme: SignatureScheme = "sr25519"): Keypair {
  const { phrase, junctions, password } = parseSecretUri(uri)
  if (phrase === devPhrase && password === "") return junctions.reduce(deriveKeypair, devRoot(scheme))
  const seed = phrase.startsWith("0x") ? seedFromHex(phrase) : seedFromMnemonic(phrase, password)
  return junctions.reduce(deriveKeypair, keypairFromSeed(scheme, seed))
}

function devRoot(scheme: SignatureScheme): Keypair {
  const known = devRoots.get(scheme) ?? keypairFromSeed(scheme, fromHex(devSeed))
  devRoots.set(scheme, known)
  const { publicKey, secretKey } = known
  // Its owner may wipe what they were given.
  return { ...known, publicKey: publicKey.slice(), secretKey: secretKey.slice() }
}

/** Substrate's mini secret: PBKDF2 over the phrase's *entropy*, where plain BIP39 takes its text. */
export function seedFromMnemonic(phrase: string, password = ""): Uint8Array {
  if (!isMnemonic(phrase)) throw new RangeError("not a BIP39 phrase")
  return wasmBytes("ext_bip39_to_mini_secret", utf8(phrase), utf8(password))
}

/** Whether the words are English BIP39 words with a right checksum. */
export function isMnemonic(phrase: string): boolean {
  try {
    return wasmTest("ext_bip39_validate", utf8(phrase))
  } catch {
    return false
  }
}

/** A new phrase drawn from 32 bytes of entropy, which must come from the system's secure source. */
export function mnemonicFromEntropy(entropy: Uint8Array, words: 12 | 15 | 18 | 21 | 24 = 12): string {
  return wasmMnemonic(entropy, words)
}

function seedFromHex(text: string): Uint8Array {
  if (!isHex(text) || text.length !== 66) throw new RangeError("a hex seed has 32 bytes")
  return fromHex(text)
}

const maxU64 = 0xffff_ffff_ffff_ffffn

/** Numbers up to u64 are 8 bytes little-endian, everything else is a SCALE string; both are padded with zeros, or hashed, to 32 bytes. */
function parseJunction(part: string): Junction {
  const hard = part.startsWith("//")
  const code = part.slice(hard ? 2 : 1)
  const number = /^\+?[0-9]+$/.test(code) ? BigInt(code.replace("+", "")) : undefined
  const encoded = number !== undefined && number <= maxU64 ? u64Bytes(number) : scaleText(code)
  const chainCode = encoded.length > 32 ? blake2b256(encoded) : new Uint8Array(32)
  if (encoded.length <= 32) chainCode.set(encoded)
  return { hard, chainCode }
}

function u64Bytes(value: bigint): Uint8Array {
  const out = new Uint8Array(8)
  new DataView(out.buffer).setBigUint64(0, value, true)
  return out
}

/** The URI's bounded length keeps this in the one- and two-byte forms of a compact length. */
function scaleText(text: string): Uint8Array {
  const bytes = utf8(text)
  if (bytes.length < 64) return concatBytes(Uint8Array.of(bytes.length << 2), bytes)
  const length = bytes.length * 4 + 1
  return concatBytes(Uint8Array.of(length & 0xff, length >> 8), bytes)
}
