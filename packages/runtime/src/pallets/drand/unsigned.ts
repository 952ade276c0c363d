import type { UnsignedRule } from "@taonet/frame/pallet"
import type { InvalidTransaction, TransactionValidity } from "@taonet/frame/runtime"
import type { ArgsOf } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { MultiSigner } from "@taonet/frame/types/sp_runtime"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { sr25519Verify } from "@taonet/primitives/crypto/verify"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import { minBigint, U64_MAX } from "@taonet/primitives/integers"
import { bytes, type Codec, encode, str, tuple, u32, u64 } from "@taonet/primitives/scale/index"
import { blockNumber } from "../system/account.ts"
import { isOffline } from "./beacon.ts"
import { checkPulse, follows, neverStored } from "./pulses.ts"
import { type calls, constants, storage } from "./schema.ts"
import { BeaconConfigurationPayload, PulsesPayload } from "./types.ts"

/*
 * Pulses come without signer and fee. Whoever sends one signs its payload with any sr25519 key, which proves nothing but keeps the bytes
 * together; that the pulse is the beacon's is checked when it runs.
 */

/** How far ahead of the last stored round a pulse may wait in the pool: what a node fetches at once to catch up. */
export const aheadMax = 50n

const tagPrefix = encode(str, "DrandOffchainWorker")

type WritePulse = ArgsOf<typeof calls.write_pulse>
type SetBeaconConfig = ArgsOf<typeof calls.set_beacon_config>

/**
 * The rule for both calls that may come unsigned. Source: behaviour/coinbase.md section 9. Our pool also turns forged pulses away, which a
 * block would include without effect: they cost nothing, so they would hold the place of real ones and fill blocks.
 */
export const validateUnsigned: UnsignedRule = (state, call, source) => {
  const { type, value } = call.value
  if (type === "write_pulse") {
    const verdict = validatePulse(state, value as WritePulse)
    const forged = verdict.ok && source !== "InBlock" && !isGenuine(state, value as WritePulse)
    return forged ? refused("BadProof") : verdict
  }
  if (type === "set_beacon_config") return validateConfig(state, value as SetBeaconConfig)
  return refused("Call")
}

function validatePulse(
  state: State,
  { pulses_payload: payload, signature }: WritePulse,
): TransactionValidity {
  const refusal = checkPayload(state, PulsesPayload, payload, signature)
  if (refusal) return refused(refusal)
  const [pulse, ...others] = payload.pulses
  if (!pulse || others.length > 0) return refused("Call")
  if (storage.NextUnsignedAt.get(state) > blockNumber(state)) return refused("Stale")
  const { round } = pulse
  if (!mayCome(state, round)) return refused("Stale")
  return {
    ok: true,
    value: {
      priority: minBigint(constants.UnsignedPriority.get(state) + U64_MAX - round, U64_MAX),
      requires: [],
      provides: [tag(concatBytes(utf8("drand"), encode(u64, round)))],
      longevity: 3n,
      propagate: false,
    },
  }
}

const isGenuine = (state: State, { pulses_payload }: WritePulse): boolean =>
  pulses_payload.pulses.every((pulse) => checkPulse(storage.BeaconConfig.get(state), pulse) === "valid")

/** A round that is stored already never comes again. One far ahead would only cost its check, since it could not follow. */
function mayCome(state: State, round: bigint): boolean {
  const config = storage.BeaconConfig.get(state)
  if (isOffline(config)) return follows(state, config, round)
  const last = storage.LastStoredRound.get(state)
  return round > last && (neverStored(state) || round <= last + aheadMax)
}

const configTag = tuple(u32, bytes)

/** A beacon's configuration passes here without signer, but only root may set it. */
function validateConfig(
  state: State,
  { config_payload: payload, signature }: SetBeaconConfig,
): TransactionValidity {
  const refusal = checkPayload(state, BeaconConfigurationPayload, payload, signature)
  if (refusal) return refused(refusal)
  const nextUnsigned = storage.NextUnsignedAt.get(state)
  if (nextUnsigned > payload.block_number) return refused("Stale")
  return {
    ok: true,
    value: {
      priority: constants.UnsignedPriority.get(state),
      requires: [],
      provides: [tag(encode(configTag, [nextUnsigned, encode(MultiSigner, payload.public)]))],
      longevity: 1n,
      propagate: true,
    },
  }
}

interface SignedPayload {
  readonly block_number: number
  readonly public: MultiSigner
}

/** Whether the sender signed the payload, and for a block that is not still to come. */
function checkPayload<P extends SignedPayload>(
  state: State,
  codec: Codec<P>,
  payload: P,
  signature: WritePulse["signature"],
): Refusal | undefined {
  if (!signature) return "BadSigner"
  const { public: signer } = payload
  const sr25519 = signature.type === "Sr25519" && signer.type === "Sr25519"
  if (!sr25519 || !sr25519Verify(signature.value, encode(codec, payload), signer.value)) return "BadProof"
  return payload.block_number > blockNumber(state) ? "Future" : undefined
}

type Refusal = Exclude<InvalidTransaction["type"], "Custom">

function refused(type: Refusal): TransactionValidity {
  return { ok: false, error: { type: "Invalid", value: { type } } }
}

const tag = (content: Uint8Array) => toHex(concatBytes(tagPrefix, blake2b256(content)))
