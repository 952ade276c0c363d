import { pulseRandomness, signRound } from "@taonet/primitives/bls/pulse"
import { type Keypair, sign } from "@taonet/primitives/crypto/sign"
import { encode } from "@taonet/primitives/scale/index"
import { encodeBare } from "../../executive/extrinsic.ts"
import { calls } from "./schema.ts"
import { type Pulse, PulsesPayload } from "./types.ts"

export interface PulseSender {
  /** Any sr25519 pair: who sends a pulse does not matter. */
  readonly pair: Keypair
  /** A block that is not later than the one in which the pulse is checked. */
  readonly blockNumber: number
}

/** The unsigned transaction that brings a pulse on chain. */
export function pulseTransaction(pulse: Pulse, { pair, blockNumber }: PulseSender): Uint8Array {
  const pulses_payload: PulsesPayload = {
    block_number: blockNumber,
    pulses: [pulse],
    public: { type: "Sr25519", value: pair.publicKey },
  }
  const value = sign(pair, encode(PulsesPayload, pulses_payload))
  return encodeBare(calls.write_pulse.make({ pulses_payload, signature: { type: "Sr25519", value } }))
}

/** A round's pulse by the holder of a beacon's secret (32 bytes). */
export function makePulse(secret: Uint8Array, round: bigint): Pulse {
  const signature = signRound(secret, round)
  return { round, randomness: pulseRandomness(signature), signature }
}
