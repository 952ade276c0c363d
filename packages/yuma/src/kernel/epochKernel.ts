import { usesPreviousConsensus } from "../liquidAlpha.ts"
import type { EpochInput, EpochOutput } from "../types.ts"
import { createKernelMemory, type KernelMemory } from "./memory.ts"
import { ENTRIES_MAX, entries, packInput } from "./pack.ts"
import { createPermitPicker } from "./permits.ts"
import { unpackOutput } from "./unpack.ts"

/**
 * The epoch in WebAssembly, on buffers that are kept from one epoch to the next. `load`, then `run` as often as wanted, then `output`.
 * It gives what bigint arithmetic gives, or nothing: see `run`.
 */
export interface EpochKernel {
  /** Copies in an input that `checkInput` accepts. Throws EpochInputError for a bad row. */
  load(input: EpochInput): void
  /**
   * Computes the epoch of the loaded input, and allocates nothing of its size. False for an input that the kernel does not do, none of
   * which a chain can hold: a uid twice in a row, stakes of 2^62 rao in all, a moving average above one million, more than ENTRIES_MAX
   * entries; and one that a chain could but clients do not make:
   * a row out of order under liquid alpha with a bonds penalty in between.
   */
  run(): boolean
  /** The result of the last `run` that returned true. */
  output(): EpochOutput
}

export function createEpochKernel(): EpochKernel {
  const memory = createKernelMemory()
  const pickPermits = createPermitPicker(memory)
  let loaded: EpochInput | undefined
  let active: boolean[] = []
  let permits: boolean[] = []
  return {
    load(input) {
      loaded = undefined
      if (!fits(input)) return
      active = packInput(memory, input)
      permits = new Array<boolean>(input.n).fill(false)
      loaded = input
    },
    run() {
      if (loaded === undefined) return false
      memory.stages.stakeShares()
      pickPermits(loaded, permits)
      return computeEpoch(memory, loaded)
    },
    output() {
      if (loaded === undefined) throw new Error("epochKernel: nothing was run")
      return unpackOutput(memory, loaded.n, active, permits)
    },
  }
}

const fits = (input: EpochInput): boolean =>
  input.bondsMovingAverage <= 1_000_000n &&
  entries(input.weights) <= ENTRIES_MAX &&
  entries(input.bonds) <= ENTRIES_MAX

function computeEpoch({ stages, flag }: KernelMemory, input: EpochInput): boolean {
  stages.activeShares()
  stages.countWeights()
  stages.consensusWeights()
  stages.clipWeights()
  stages.carryBonds()
  if (flag("unusual")) return false
  if (!input.yuma3On) {
    stages.yuma2()
    stages.yuma2Dividends()
  } else {
    if (input.liquidAlphaOn && flag("anyConsensus")) {
      if (flag("unsorted") && input.bondsPenalty > 0 && input.bondsPenalty < 0xffff) return false
      if (usesPreviousConsensus(input)) stages.previousLiquidConsensus()
      else stages.currentLiquidConsensus()
      stages.liquidBonds()
    } else {
      stages.yuma3()
    }
    stages.yuma3Dividends()
  }
  stages.splitEmission()
  stages.roundShares()
  return true
}
