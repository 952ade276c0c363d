/** Blocks without end, in memory that must not grow. */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { devAuthor } from "@taonet/node/author"
import { systemClock } from "@taonet/node/clock"
import { type Node, startNode } from "@taonet/node/node"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"

export interface SoakOptions {
  readonly blocks: number
  /** How often the heap is looked at. */
  readonly samples: number
  /** Blocks and states that the node keeps: until it has so many its memory has to grow. */
  readonly keep: number
  /** Another chain than a plain one in memory. */
  readonly open?: () => Promise<Node>
  /** Told of every sample. */
  report?(sample: Sample): void
}

export interface Sample {
  readonly block: number
  /** After a full collection. */
  readonly heapBytes: number
  readonly elapsedMs: number
}

/** Empty blocks, one after another. */
export async function soak(options: SoakOptions): Promise<readonly Sample[]> {
  const { blocks, samples, keep, report, open = () => openPlain(keep) } = options
  const collect = collector()
  const start = performance.now()
  const node = await open()
  try {
    const taken: Sample[] = []
    for (let index = 1; index <= samples; index++) {
      await growTo(node, Math.round((blocks * index) / samples))
      collect()
      const heapBytes = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
      const sample = {
        block: node.chain.head().header.number,
        heapBytes,
        elapsedMs: performance.now() - start,
      }
      taken.push(sample)
      report?.(sample)
    }
    return taken
  } finally {
    await node.close()
  }
}

function openPlain(keep: number): Promise<Node> {
  return startNode({
    runtime: createRuntime(local),
    author: devAuthor(),
    blockTimeMs: "manual",
    clock: steadyClock(),
    historyDepth: keep,
    keepBlocks: keep,
  })
}

/** How many bytes a block leaves behind, from the samples of the second half. */
export function growthPerBlock(samples: readonly Sample[]): number {
  const late = samples.slice(samples.length >> 1)
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const x = mean(late.map(({ block }) => block))
  const y = mean(late.map(({ heapBytes }) => heapBytes))
  const above = late.reduce((sum, { block, heapBytes }) => sum + (block - x) * (heapBytes - y), 0)
  const below = late.reduce((sum, { block }) => sum + (block - x) ** 2, 0)
  return below === 0 ? 0 : above / below
}

/** The engine's own full collection, whether or not it was started with one. */
function collector(): () => void {
  setFlagsFromString("--expose-gc")
  return runInNewContext("gc") as () => void
}

async function growTo(node: Node, number: number): Promise<void> {
  const chunk = 500
  for (let at = node.chain.head().header.number; at < number; at = node.chain.head().header.number)
    await node.engine.produce(Math.min(chunk, number - at))
}

/** Slots only rise: with a clock that stands, each block takes the next. */
function steadyClock(): typeof systemClock {
  const now = Date.now()
  return { ...systemClock, unixMs: () => now }
}
