/**
 * Signatures by keys that are no secret: those of development chains, which anybody can derive. Whoever signs twice with one nonce gives the
 * key away, so secret keys need a new one for each message, and that is nearly all that a signature costs. A key that is known has nothing to
 * give away: it keeps one nonce. The signatures are as valid as any other's.
 */
import { keccakP } from "@noble/hashes/sha3.js"
import { concatBytes, utf8 } from "../bytes.ts"
import { blake2b256 } from "../hash.ts"
import { type Keypair, keypairFromSeed } from "./sign.ts"

/** Order of the group. */
const order = (1n << 252n) + 27742317777372353535851937790883648493n
/** schnorrkel marks its signatures, so that no Ed25519 signature passes for one. */
const schnorrkelMark = 0x80

/** What the parts of a transcript are called. */
const labels = {
  none: utf8(""),
  bytes: utf8("sign-bytes"),
  protocol: utf8("proto-name"),
  schnorr: utf8("Schnorr-sig"),
  publicKey: utf8("sign:pk"),
  nonce: utf8("sign:R"),
  challenge: utf8("sign:c"),
} as const

/** Never for a key that is meant to be secret: two signatures give it away. For sr25519 keys only, in the signing context `substrate`. */
export function openKeySigner(pair: Keypair): (message: Uint8Array) => Uint8Array {
  const secret = scalarOf(pair)
  const nonce = keypairFromSeed(
    "sr25519",
    blake2b256(concatBytes(utf8("nonce of an open key"), pair.publicKey)),
  )
  const nonceScalar = scalarOf(nonce)
  const begun = startTranscript()
  append(begun, labels.none, utf8("substrate"))
  return (message) => {
    const transcript: Transcript = { ...begun, state: begun.state.slice() }
    append(transcript, labels.bytes, message)
    append(transcript, labels.protocol, labels.schnorr)
    append(transcript, labels.publicKey, pair.publicKey)
    append(transcript, labels.nonce, nonce.publicKey)
    const challenge = littleEndian(challengeBytes(transcript, labels.challenge, 64)) % order
    const signature = new Uint8Array(64)
    signature.set(nonce.publicKey)
    let rest = (challenge * secret + nonceScalar) % order
    for (let i = 32; i < 64; i++, rest >>= 8n) signature[i] = Number(rest & 0xffn)
    signature[63]! |= schnorrkelMark
    return signature
  }
}

/** Key pairs hold schnorrkel's scalars in Ed25519's form: times the cofactor. */
const scalarOf = ({ secretKey }: Keypair): bigint => littleEndian(secretKey.subarray(0, 32)) >> 3n

function littleEndian(bytes: Uint8Array): bigint {
  let digits = ""
  for (const byte of bytes) digits = byte.toString(16).padStart(2, "0") + digits
  return BigInt(`0x${digits}`)
}

/** A transcript of merlin: STROBE-128 of what both sides know, from which challenges come. */
interface Transcript {
  /** 200 bytes. */
  readonly state: Uint8Array
  position: number
  begin: number
}

const rate = 166
const flags = { additional: 2, meta: 18, random: 7 } as const
/** Operations that take something out of the state begin with a fresh one. */
const fresh = 4

function startTranscript(): Transcript {
  const state = new Uint8Array(200)
  state.set([1, rate + 2, 1, 0, 1, 96])
  state.set(utf8("STROBEv1.0.2"), 6)
  permute(state)
  const transcript: Transcript = { state, position: 0, begin: 0 }
  operation(transcript, flags.meta)
  absorb(transcript, utf8("Merlin v1.0"))
  append(transcript, utf8("dom-sep"), utf8("SigningContext"))
  return transcript
}

function append(transcript: Transcript, label: Uint8Array, message: Uint8Array): void {
  announce(transcript, label, message.length)
  operation(transcript, flags.additional)
  absorb(transcript, message)
}

function challengeBytes(transcript: Transcript, label: Uint8Array, length: number): Uint8Array {
  announce(transcript, label, length)
  operation(transcript, flags.random)
  // A fresh state has more bytes than are ever asked for.
  return transcript.state.slice(0, length)
}

function announce(transcript: Transcript, label: Uint8Array, length: number): void {
  operation(transcript, flags.meta)
  absorb(transcript, label)
  absorb(transcript, Uint8Array.of(length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff, length >>> 24))
}

function operation(transcript: Transcript, flag: number): void {
  const before = transcript.begin
  transcript.begin = transcript.position + 1
  absorb(transcript, Uint8Array.of(before, flag))
  if ((flag & fresh) !== 0 && transcript.position !== 0) refresh(transcript)
}

function absorb(transcript: Transcript, bytes: Uint8Array): void {
  for (const byte of bytes) {
    transcript.state[transcript.position++]! ^= byte
    if (transcript.position === rate) refresh(transcript)
  }
}

function refresh(transcript: Transcript): void {
  const { state, position, begin } = transcript
  state[position]! ^= begin
  state[position + 1]! ^= 4
  state[rate + 1]! ^= 0x80
  permute(state)
  transcript.position = 0
  transcript.begin = 0
}

/** Keccak-f[1600] over lanes of little-endian words, whatever the machine's own order. */
function permute(state: Uint8Array): void {
  const view = new DataView(state.buffer, state.byteOffset)
  const words = new Uint32Array(50)
  for (let i = 0; i < 50; i++) words[i] = view.getUint32(4 * i, true)
  keccakP(words)
  for (let i = 0; i < 50; i++) view.setUint32(4 * i, words[i]!, true)
}
