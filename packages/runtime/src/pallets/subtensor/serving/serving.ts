import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64, U32_MAX, U128_MAX } from "@taonet/primitives/integers"
import { isRegistered } from "../neurons/uids.ts"
import { errors, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import type { NeuronCertificate } from "../types.ts"

/** What a neuron says about where it listens; `ip` is the address as a number. */
export interface Endpoint {
  readonly ip: bigint
  readonly ip_type: number
  readonly port: number
}

const LOOPBACK_4 = 0x7f00_0001n
const LOOPBACK_6 = 1n
const PUBLIC_KEY_MAX = 64

/** Checks of serve_axon and serve_axon_tls in order; the pool runs them too. Zero is allowed as an address. */
export function validateAxon(state: State, netuid: number, hotkey: Hex, endpoint: Endpoint): void {
  ensure(isRegistered(state, netuid, hotkey), errors.HotKeyNotRegisteredInNetwork)
  ensureAddress(endpoint, { zeroAllowed: true })
  ensureRateLimit(state, netuid, storage.Axons.get(state, netuid, hotkey)?.block)
  ensure(endpoint.port !== 0, errors.InvalidPort)
}

/** Checks of serve_prometheus, which come in another order; the pool runs them too. */
export function validatePrometheus(state: State, netuid: number, hotkey: Hex, endpoint: Endpoint): void {
  ensureAddress(endpoint, { zeroAllowed: false })
  ensure(isRegistered(state, netuid, hotkey), errors.HotKeyNotRegisteredInNetwork)
  ensureRateLimit(state, netuid, storage.Prometheus.get(state, netuid, hotkey)?.block)
  ensure(endpoint.port !== 0, errors.InvalidPort)
}

/** Reads a certificate: algorithm, then at most 64 bytes of key. Anything else is none, and no error. */
export function certificateOf(bytes: Uint8Array): NeuronCertificate | undefined {
  const [algorithm] = bytes
  if (algorithm === undefined || bytes.length > 1 + PUBLIC_KEY_MAX) return undefined
  return { algorithm, public_key: bytes.slice(1) }
}

/** Private ranges pass; the loopback and the broadcast address do not. */
function ensureAddress({ ip, ip_type }: Endpoint, { zeroAllowed }: { zeroAllowed: boolean }): void {
  ensure(ip_type === 4 || ip_type === 6, errors.InvalidIpType)
  ensure(zeroAllowed || ip !== 0n, errors.InvalidIpAddress)
  const allowed =
    ip_type === 4 ? ip < BigInt(U32_MAX) && ip !== LOOPBACK_4 : ip !== U128_MAX && ip !== LOOPBACK_6
  ensure(allowed, errors.InvalidIpAddress)
}

/** An endpoint of block 0, as in the genesis, counts as never served. */
function ensureRateLimit(state: State, netuid: number, servedAt: bigint | undefined): void {
  const limit = storage.ServingRateLimit.get(state, netuid)
  const passes = limit === 0n || !servedAt || saturatingSubU64(currentBlock(state), servedAt) >= limit
  ensure(passes, errors.ServingRateLimitExceeded)
}
