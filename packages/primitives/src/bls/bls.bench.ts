import { bls12_381 } from "@noble/curves/bls12-381.js"
import { bench, describe } from "vitest"
import { aes256GcmOpen, aes256GcmSeal } from "./aes256Gcm.ts"
import { decodeG2, hashRound } from "./curve.ts"
import { beaconPublicKey, createPulseVerifier, signRound } from "./pulse.ts"
import { openTimelock, readSignature, readTimelock, sealEntropyLength, sealTimelock } from "./timelock.ts"

/* `npx vitest bench --run packages/primitives/src/bls` */

const secret = new Uint8Array(32).fill(7)
const publicKey = beaconPublicKey(secret)
const verify = createPulseVerifier()
/** More rounds than the verifier remembers. */
const pulses = Array.from({ length: 300 }, (_, i) => signRound(secret, BigInt(i)))
const entropy = new Uint8Array(sealEntropyLength).fill(3)
const sealed = sealTimelock(new Uint8Array(600), { publicKey, round: 5n, entropy })
let next = 0

describe("a pulse", () => {
  bench("verified, with the key kept", () => {
    const round = next++ % pulses.length
    verify(publicKey, BigInt(round), pulses[round]!)
  })
  const point = decodeG2(publicKey)!
  bench("verified by noble alone, with the key decoded", () => {
    const round = next++ % pulses.length
    bls12_381.shortSignatures.verify(pulses[round]!, hashRound(BigInt(round)), point)
  })
  bench("signed", () => {
    signRound(secret, BigInt(next++))
  })
})

describe("a timelocked message of 600 bytes", () => {
  bench("sealed", () => {
    sealTimelock(new Uint8Array(600), { publicKey, round: BigInt(next++), entropy })
  })
  bench("opened", () => {
    openTimelock(readTimelock(sealed)!.ciphertext, readSignature(pulses[5]!)!)
  })
})

describe("AES-256-GCM of 5000 bytes", () => {
  const [key, nonce, plain] = [new Uint8Array(32), new Uint8Array(12), new Uint8Array(5000)]
  const text = aes256GcmSeal(key, nonce, plain)
  bench("opened", () => {
    aes256GcmOpen(key, nonce, text)
  })
})
