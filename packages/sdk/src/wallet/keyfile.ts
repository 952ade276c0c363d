/**
 * A key as btcli keeps it on disk: JSON with the fields below, in the clear, or encrypted as `encryption.ts` says. sr25519 private keys
 * stand there as schnorrkel writes them, whose scalar is an eighth of the one in our key pairs.
 */
import { equalBytes, utf8, utf8Decode } from "@taonet/primitives/bytes"
import { type Keypair, keypairFromSeed, sign } from "@taonet/primitives/crypto/sign"
import { keypairFromUri, parseSecretUri, seedFromMnemonic } from "@taonet/primitives/crypto/suri"
import { type SignatureScheme, verifySignature } from "@taonet/primitives/crypto/verify"
import { fromHex, type Hex, isHex, toHex } from "@taonet/primitives/hex"
import { decodeAddress, encodeAddress } from "@taonet/primitives/ss58"
import { KeyfileError } from "./errors.ts"

/** What everybody may know of a key. */
export interface PublicKey {
  readonly account: Hex
  readonly ss58: string
  readonly scheme: WalletScheme
}

/** A key with its secret. The phrase is there where the key is the phrase's own, without a path behind it. */
export interface WalletKey extends PublicKey {
  readonly keypair: Keypair
  readonly phrase?: string
  readonly seed?: Hex
}

/** What bittensor's keyfiles can hold. */
export type WalletScheme = Extract<SignatureScheme, "sr25519" | "ed25519">

const cryptoTypes: Readonly<Record<WalletScheme, number>> = { ed25519: 0, sr25519: 1 }

interface KeyfileFields {
  readonly accountId?: unknown
  readonly publicKey?: unknown
  readonly privateKey?: unknown
  readonly secretPhrase?: unknown
  readonly secretSeed?: unknown
  readonly ss58Address?: unknown
  readonly cryptoType?: unknown
}

/** The key of a secret URI: a phrase or seed, with derivation path and password. Throws RangeError when it is none. */
export function walletKeyFromUri(uri: string, scheme: WalletScheme = "sr25519"): WalletKey {
  const keypair = keypairFromUri(uri, scheme)
  const { phrase, junctions, password } = parseSecretUri(uri)
  const own = { ...publicKeyOf(keypair.account, scheme), keypair }
  // A path or password is not in the file: others would make another key of the phrase alone.
  if (junctions.length > 0) return own
  if (phrase.startsWith("0x")) return { ...own, seed: phrase as Hex }
  const seed = toHex(seedFromMnemonic(phrase, password))
  return password === "" ? { ...own, phrase, seed } : { ...own, seed }
}

export function publicKeyOf(account: Hex, scheme: WalletScheme = "sr25519"): PublicKey {
  return { account, ss58: encodeAddress(account), scheme }
}

/** The bytes of a keyfile with the secret in the clear. */
export function encodeKeyfile({ keypair, phrase, seed, ...known }: WalletKey): Uint8Array {
  return encode({
    ...publicFields(known),
    privateKey: toHex(keypair.scheme === "sr25519" ? toSchnorrkel(keypair.secretKey) : keypair.secretKey),
    ...(phrase !== undefined && { secretPhrase: phrase }),
    ...(seed !== undefined && { secretSeed: seed }),
  })
}

/** The bytes of `coldkeypub.txt` and its like. */
export const encodePublicKeyfile = (known: PublicKey): Uint8Array => encode(publicFields(known))

const encode = (fields: KeyfileFields): Uint8Array => utf8(JSON.stringify(fields))

const publicFields = ({ account, ss58, scheme }: PublicKey): KeyfileFields => ({
  accountId: account,
  publicKey: account,
  ss58Address: ss58,
  cryptoType: cryptoTypes[scheme],
})

/** Reads the public part of a keyfile that is not encrypted. Throws KeyfileError. */
export function decodePublicKeyfile(bytes: Uint8Array): PublicKey {
  return publicPart(parse(bytes))
}

/**
 * Reads a keyfile that is not encrypted. Some writers leave a field out or garble it (SDK 10 writes a seed's bytes as text), so any secret
 * that makes the file's own public key will do. Throws KeyfileError when none does.
 */
export function decodeKeyfile(bytes: Uint8Array): WalletKey {
  const fields = parse(bytes)
  const known = publicPart(fields)
  const seed = hexField(fields.secretSeed, 32)
  const phrase = typeof fields.secretPhrase === "string" ? fields.secretPhrase : undefined
  const fromPhrase = attempt(() => phrase && keypairFromSeed(known.scheme, seedFromMnemonic(phrase)), known)
  const fromSeed = attempt(() => seed && keypairFromSeed(known.scheme, fromHex(seed)), known)
  const keypair = fromPhrase ?? fromSeed ?? attempt(() => fromPrivateKey(fields, known), known)
  if (keypair === undefined) throw new KeyfileError("the keyfile holds no secret of its public key")
  return {
    ...known,
    keypair,
    ...(fromPhrase && phrase !== undefined && { phrase }),
    ...(fromSeed && seed !== undefined && { seed }),
  }
}

/** The pair, if there is one and it is this account's. */
function attempt(make: () => Keypair | "" | undefined, { account }: PublicKey): Keypair | undefined {
  try {
    const pair = make()
    return pair && pair.account === account ? pair : undefined
  } catch {
    return undefined
  }
}

/** A pair whose signature its public key confirms. */
function fromPrivateKey(fields: KeyfileFields, { account, scheme }: PublicKey): Keypair | undefined {
  if (scheme === "ed25519") {
    const secret = hexField(fields.privateKey, 32) ?? hexField(fields.privateKey, 64)
    return secret && keypairFromSeed(scheme, fromHex(secret).subarray(0, 32))
  }
  const secret = hexField(fields.privateKey, 64)
  if (secret === undefined) return undefined
  const publicKey = fromHex(account)
  const pair: Keypair = { scheme, publicKey, secretKey: fromSchnorrkel(fromHex(secret)), account }
  return verifySignature(scheme, sign(pair, publicKey), publicKey, publicKey) ? pair : undefined
}

function parse(bytes: Uint8Array): KeyfileFields {
  try {
    const value: unknown = JSON.parse(utf8Decode(bytes))
    if (typeof value === "object" && value !== null) return value
  } catch {
    // The parser's message would quote the file.
  }
  throw new KeyfileError("the keyfile is not JSON")
}

function publicPart(fields: KeyfileFields): PublicKey {
  const { cryptoType = cryptoTypes.sr25519 } = fields
  const scheme = (["sr25519", "ed25519"] as const).find((name) => cryptoTypes[name] === cryptoType)
  if (scheme === undefined) throw new KeyfileError("the keyfile's crypto type is neither sr25519 nor ed25519")
  const written = hexField(fields.publicKey, 32) ?? hexField(fields.accountId, 32)
  const address = addressField(fields.ss58Address)
  const account = written ?? address
  if (account === undefined) throw new KeyfileError("the keyfile names no public key")
  if (address !== undefined && address !== account)
    throw new KeyfileError("the keyfile's address and public key are not the same key's")
  return publicKeyOf(account, scheme)
}

function addressField(value: unknown): Hex | undefined {
  try {
    return typeof value === "string" ? decodeAddress(value) : undefined
  } catch {
    throw new KeyfileError("the keyfile's address is none")
  }
}

function hexField(value: unknown, length: number): Hex | undefined {
  if (typeof value !== "string") return undefined
  const text = value.toLowerCase().replace(/^(0x)?/, "0x")
  return isHex(text) && text.length === 2 + 2 * length ? (text as Hex) : undefined
}

const cofactorBits = 3n

const toSchnorrkel = (secretKey: Uint8Array): Uint8Array =>
  withScalar(secretKey, (scalar) => scalar >> cofactorBits)
const fromSchnorrkel = (secretKey: Uint8Array): Uint8Array =>
  withScalar(secretKey, (scalar) => BigInt.asUintN(256, scalar << cofactorBits))

/** Changes the little-endian number in the first half. */
function withScalar(secretKey: Uint8Array, change: (scalar: bigint) => bigint): Uint8Array {
  const out = secretKey.slice()
  const scalar = BigInt(toHex(secretKey.slice(0, 32).reverse()))
  out.set(fromHex(`0x${change(scalar).toString(16).padStart(64, "0")}`).reverse())
  return out
}

/** Whether both are the same key with the same secret. */
export const sameKey = (a: WalletKey, b: WalletKey): boolean =>
  a.account === b.account && equalBytes(a.keypair.secretKey, b.keypair.secretKey)
