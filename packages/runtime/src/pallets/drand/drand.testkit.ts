/** For tests of pulses and timelocks: a beacon whose secret everybody knows. Never imported by product code. */
import { readFileSync } from "node:fs"
import { beaconPublicKey } from "@taonet/primitives/bls/pulse"
import { sealEntropyLength, sealTimelock } from "@taonet/primitives/bls/timelock"
import { fromHex } from "@taonet/primitives/hex"
import { keyOf, type TransactionChain } from "../../executive/transactions.testkit.ts"
import type { ChainSpec } from "../../specs/chainSpec.ts"
import { local } from "../../specs/local.ts"
import { offlineBeacon } from "./beacon.ts"
import { makePulse, pulseTransaction } from "./transaction.ts"
import type { BeaconConfiguration, Pulse } from "./types.ts"

export const secret = new Uint8Array(32).fill(9)
export const publicKey = beaconPublicKey(secret)

/** Starts with the chains of the test kits, whose clock starts at 0: round 1 is out at once, and one more each second. */
export const ownBeacon: BeaconConfiguration = { ...offlineBeacon(publicKey), genesis_time: 0, period: 1 }

export const withBeacon = (drand: BeaconConfiguration, spec: ChainSpec = local): ChainSpec => ({
  ...spec,
  genesis: { ...spec.genesis, drand },
})

export const pulseOf = (round: number | bigint): Pulse => makePulse(secret, BigInt(round))

/** A pulse as its transaction, said to be made for block 1. */
export const bare = (pulse: Pulse, blockNumber = 1): Uint8Array =>
  pulseTransaction(pulse, { pair: keyOf("//Drand"), blockNumber })

/** Includes pulses in the open block; answers how each went. */
export const write = (chain: TransactionChain, ...pulses: readonly Pulse[]) =>
  pulses.map((pulse) => chain.apply(bare(pulse)))

export const seal = (plain: Uint8Array, round: number | bigint): Uint8Array =>
  sealTimelock(plain, { publicKey, round: BigInt(round), entropy: new Uint8Array(sealEntropyLength).fill(5) })

interface Recorded {
  readonly pulses: readonly {
    readonly round: number
    readonly signature: string
    readonly randomness: string
  }[]
  readonly ciphertexts: readonly {
    readonly name: string
    readonly plaintext: string
    readonly envelope: string
  }[]
}

const recorded = JSON.parse(
  readFileSync(new URL("../../../../../vectors/drand/quicknet.json", import.meta.url), "utf8"),
) as Recorded

/** Rounds 1000 to 1002 of quicknet. */
export const quicknetPulses: readonly Pulse[] = recorded.pulses.map(({ round, signature, randomness }) => ({
  round: BigInt(round),
  signature: fromHex(signature),
  randomness: fromHex(randomness),
}))

/** What the reference's client encrypted to round 1000 of quicknet: its envelope, with what is inside. */
export const clientMessages = recorded.ciphertexts.map(({ name, plaintext, envelope }) => ({
  name,
  plain: fromHex(plaintext),
  envelope: fromHex(envelope),
}))
