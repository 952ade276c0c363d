import type { State } from "@taonet/frame/state"
import { I64F64, U64F64 } from "@taonet/primitives/fixed/formats"
import { exp } from "@taonet/primitives/fixed/transcendental"
import { maxBigint, saturatingAddU64, saturatingSubU64 } from "@taonet/primitives/integers"
import { storage } from "../storage.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import type { LockState } from "../types.ts"

/*
 * A lock is alpha that its coldkey cannot take out of a subnet. It counts as conviction for a hotkey, which grows towards the locked
 * mass; the hotkey with the most conviction can become the subnet's owner. What is stored is the lock as of its last update.
 */

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

export const emptyLock = (state: State): LockState => ({
  locked_mass: 0n,
  conviction: 0n,
  last_update: currentBlock(state),
})

export const isDust = (lock: LockState): boolean =>
  lock.locked_mass < DUST && lock.conviction < U64F64.fromInt(DUST)

export const hasNothing = (lock: LockState): boolean => lock.locked_mass === 0n && lock.conviction === 0n

export const mergeLocks = (a: LockState, b: LockState): LockState => ({
  locked_mass: saturatingAddU64(a.locked_mass, b.locked_mass),
  conviction: U64F64.add(a.conviction, b.conviction),
  last_update: maxBigint(a.last_update, b.last_update),
})

/** The lock without the mass and conviction of another. */
export const reduceLock = (
  lock: LockState,
  by: Pick<LockState, "locked_mass" | "conviction">,
): LockState => ({
  ...lock,
  locked_mass: saturatingSubU64(lock.locked_mass, by.locked_mass),
  conviction: U64F64.sub(lock.conviction, by.conviction),
})

/** A lock as it stands at this block. Conviction (U64F64 bits) approaches the mass with time constant MaturityRate. */
export function rollLock(state: State, lock: LockState, { perpetual, ofOwner }: LockKind): LockState {
  const block = currentBlock(state)
  const aged = block > lock.last_update ? age(state, lock, block, perpetual) : lock
  const rolled = ofOwner ? { ...aged, conviction: U64F64.fromInt(aged.locked_mass) } : aged
  return isDust(rolled) ? { ...rolled, locked_mass: 0n, conviction: 0n } : rolled
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
