import { compileWasm, startWasm, type WasmMemory } from "@taonet/primitives/hash/webAssembly"
import { assemble, type ElementType, elementBytes } from "./assembler.ts"
import { carryBonds, yuma2, yuma2Dividends, yuma3, yuma3Dividends } from "./bondStages.ts"
import { roundShares, splitEmission } from "./emissionStage.ts"
import {
  type ArrayName,
  arrayNames,
  arrays,
  arraysAddress,
  type Capacity,
  elementCount,
  pointerAddress,
  type ScalarName,
  scalarAddress,
  scalars,
} from "./layout.ts"
import { currentLiquidConsensus, liquidBonds, previousLiquidConsensus } from "./liquidStage.ts"
import { consensusWeights } from "./medianStage.ts"
import { activeShares, stakeShares } from "./stakeStages.ts"
import { clipWeights, countWeights } from "./weightStages.ts"

const stages = [
  stakeShares,
  activeShares,
  countWeights,
  consensusWeights,
  clipWeights,
  carryBonds,
  yuma2,
  yuma2Dividends,
  yuma3,
  currentLiquidConsensus,
  previousLiquidConsensus,
  liquidBonds,
  yuma3Dividends,
  splitEmission,
  roundShares,
]

/** The stages of an epoch, in the order in which they run; each is a pure function of what is in memory. */
export interface Stages {
  stakeShares(): void
  activeShares(): void
  countWeights(): void
  consensusWeights(): void
  clipWeights(): void
  carryBonds(): void
  yuma2(): void
  yuma2Dividends(): void
  yuma3(): void
  currentLiquidConsensus(): void
  previousLiquidConsensus(): void
  liquidBonds(): void
  yuma3Dividends(): void
  splitEmission(): void
  roundShares(): void
}

interface Exports extends Stages {
  readonly memory: WasmMemory & { grow(pages: number): number }
}

interface ViewOf {
  readonly u8: Uint8Array
  readonly u16: Uint16Array
  readonly i32: Int32Array
  readonly i64: BigUint64Array
  readonly f64: Float64Array
}
export type Views = { readonly [Name in ArrayName]: ViewOf[(typeof arrays)[Name]] }

export interface KernelMemory {
  readonly stages: Stages
  /** Valid until the next `reserve`. */
  readonly views: Views
  /** Makes room. What the arrays hold is lost. */
  reserve(needed: Capacity): void
  setScalar(name: ScalarName, value: number | bigint): void
  /** Of an i32 scalar. */
  flag(name: ScalarName): boolean
}

const pageBytes = 65_536

export function createKernelMemory(): KernelMemory {
  const exports = startWasm<Exports>(
    compileWasm(
      assemble(
        1,
        stages.map((stage) => stage()),
      ),
    ),
  )
  let capacity: Capacity = { uids: 0, weights: 0, bonds: 0 }
  let views = layOut(exports, capacity)
  let block = new DataView(exports.memory.buffer)
  return {
    stages: exports,
    get views() {
      return views
    },
    reserve(needed) {
      if (
        needed.uids <= capacity.uids &&
        needed.weights <= capacity.weights &&
        needed.bonds <= capacity.bonds
      )
        return
      capacity = {
        uids: roomFor(Math.max(needed.uids, capacity.uids)),
        weights: roomFor(Math.max(needed.weights, capacity.weights)),
        bonds: roomFor(Math.max(needed.bonds, capacity.bonds)),
      }
      views = layOut(exports, capacity)
      block = new DataView(exports.memory.buffer)
    },
    setScalar(name, value) {
      if (scalars[name] === "i64")
        block.setBigInt64(scalarAddress(name), BigInt.asIntN(64, BigInt(value)), true)
      else block.setInt32(scalarAddress(name), Number(value), true)
    },
    flag: (name) => block.getInt32(scalarAddress(name), true) !== 0,
  }
}

/** The next power of two, so that growing subnets do not grow the memory each time. */
function roomFor(needed: number): number {
  let room = 64
  while (room < needed) room *= 2
  return room
}

/** Places the arrays one after the other, writes where they are, and views them. */
function layOut({ memory }: Exports, capacity: Capacity): Views {
  let end = arraysAddress
  const places = arrayNames.map((name) => {
    const start = end
    const bytes = elementCount(name, capacity) * elementBytes(arrays[name])
    end = (start + bytes + 7) & ~7
    return start
  })
  const missing = end - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes))
  const pointers = new DataView(memory.buffer)
  const views = arrayNames.map((name, index) => {
    const start = places[index]!
    pointers.setInt32(pointerAddress(name), start, true)
    return [name, viewOf(arrays[name], memory.buffer, start, elementCount(name, capacity))] as const
  })
  return Object.fromEntries(views) as unknown as Views
}

function viewOf(
  element: ElementType,
  buffer: ArrayBuffer,
  start: number,
  length: number,
): ViewOf[ElementType] {
  if (element === "u8") return new Uint8Array(buffer, start, length)
  if (element === "u16") return new Uint16Array(buffer, start, length)
  if (element === "i32") return new Int32Array(buffer, start, length)
  if (element === "i64") return new BigUint64Array(buffer, start, length)
  return new Float64Array(buffer, start, length)
}
