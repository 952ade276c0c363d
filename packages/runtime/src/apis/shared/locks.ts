import type { State } from "@taonet/frame/state"
import { I64F64, U64F64 } from "@taonet/primitives/fixed/formats"
import { exp } from "@taonet/primitives/fixed/transcendental"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../../pallets/subtensor/storage.ts"
import { currentBlock } from "../../pallets/subtensor/subnets/currentBlock.ts"
import type { LockState } from "../../pallets/subtensor/types.ts"

/** What decides how a lock changes with time. */
export interface LockKind {
  /** Keeps its mass; otherwise it fades with UnlockRate. */
  readonly perpetual: boolean
  /** For the subnet owner's hotkey: conviction is the mass, without growing into it. */
  readonly ofOwner: boolean
}

/** Rao (and conviction) below which a lock counts as gone. */
const DUST = 100n
/** Exponents are cut here: e^-40 moves nothing. */
const LARGEST_EXPONENT = I64F64.fromInt(40n)

/** A lock as it stands at this block. Conviction (U64F64 bits) approaches the mass with time constant MaturityRate. */
export function rollLock(state: State, lock: LockState, { perpetual, ofOwner }: LockKind): LockState {
  const block = currentBlock(state)
  const aged = block > lock.last_update ? age(state, lock, block, perpetual) : lock
  const rolled = ofOwner ? { ...aged, conviction: U64F64.fromInt(aged.locked_mass) } : aged
  const isDust = rolled.locked_mass < DUST && rolled.conviction < U64F64.fromInt(DUST)
  return isDust ? { ...rolled, locked_mass: 0n, conviction: 0n } : rolled
}

function age(state: State, lock: LockState, block: bigint, perpetual: boolean): LockState {
  const blocks = block - lock.last_update
  const unlockRate = storage.UnlockRate.get(state)
  const maturityRate = storage.MaturityRate.get(state)
  const keptMass = decay(blocks, unlockRate)
  const keptConviction = decay(blocks, maturityRate)
  const growth = perpetual
    ? U64F64.sub(U64F64.ONE, keptConviction)
    : decayingGrowth(blocks, unlockRate, maturityRate, keptMass, keptConviction)
  const mass = U64F64.fromInt(lock.locked_mass)
  return {
    locked_mass: perpetual ? lock.locked_mass : U64F64.toU64(U64F64.mul(keptMass, mass)),
    conviction: U64F64.add(U64F64.mul(keptConviction, lock.conviction), U64F64.mul(mass, growth)),
    last_update: block,
  }
}

/** Conviction per mass that a fading lock gains: what matures of it before it fades. */
function decayingGrowth(
  blocks: bigint,
  unlockRate: bigint,
  maturityRate: bigint,
  keptMass: bigint,
  keptConviction: bigint,
): bigint {
  if (unlockRate === maturityRate)
    return U64F64.mul(U64F64.safeDiv(U64F64.fromInt(blocks), U64F64.fromInt(maturityRate)), keptConviction)
  if (unlockRate === 0n || maturityRate === 0n) return 0n
  const difference = I64F64.sub(
    I64F64.saturatingFrom(U64F64, keptMass),
    I64F64.saturatingFrom(U64F64, keptConviction),
  )
  const grown = I64F64.mul(I64F64.fromInt(unlockRate), difference)
  const gamma = I64F64.checkedDiv(grown, I64F64.fromInt(unlockRate - maturityRate)) ?? 0n
  return U64F64.saturatingFrom(I64F64, gamma)
}

/** e^(−blocks/rate), U64F64 bits. */
function decay(blocks: bigint, rate: bigint): bigint {
  if (rate === 0n) return 0n
  const exponent = I64F64.checkedDiv(I64F64.fromInt(blocks), I64F64.fromInt(rate)) ?? LARGEST_EXPONENT
  return U64F64.saturatingFrom(I64F64, exp(I64F64, -I64F64.min(exponent, LARGEST_EXPONENT)) ?? 0n)
}

/** The lock of a coldkey on a subnet at this block; it has at most one. */
export function coldkeyLock(state: State, coldkey: Hex, netuid: number): LockState | undefined {
  for (const [[, , hotkey], lock] of storage.Lock.entries(state, coldkey, netuid)) {
    const perpetual = storage.DecayingLock.get(state, coldkey, netuid) === false
    const ofOwner = hotkey === storage.SubnetOwnerHotkey.get(state, netuid)
    return rollLock(state, lock, { perpetual, ofOwner })
  }
  return undefined
}

/** Conviction of all locks for each hotkey of a subnet that has any, U64F64 bits. The owner's locks are kept apart from the others. */
export function convictions(state: State, netuid: number): Map<Hex, bigint> {
  const sums = new Map<Hex, bigint>()
  const count = (hotkey: Hex, lock: LockState, kind: LockKind): void => {
    sums.set(hotkey, U64F64.add(sums.get(hotkey) ?? 0n, rollLock(state, lock, kind).conviction))
  }
  for (const [[, hotkey], lock] of storage.HotkeyLock.entries(state, netuid))
    count(hotkey, lock, { perpetual: true, ofOwner: false })
  for (const [[, hotkey], lock] of storage.DecayingHotkeyLock.entries(state, netuid))
    count(hotkey, lock, { perpetual: false, ofOwner: false })
  const owner = storage.SubnetOwnerHotkey.get(state, netuid)
  const perpetual = storage.OwnerLock.get(state, netuid)
  if (perpetual) count(owner, perpetual, { perpetual: true, ofOwner: true })
  const decaying = storage.DecayingOwnerLock.get(state, netuid)
  if (decaying) count(owner, decaying, { perpetual: false, ofOwner: true })
  return sums
}
