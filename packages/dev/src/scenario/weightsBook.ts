import type { NeuronPlan, SubnetPlan, WeightsChange, WeightsPlan } from "./plan.ts"

export type WeightRows = readonly (readonly [uid: number, weight: number])[]

/** Who has which weights in which epoch of a scenario's history; 0 is before the first. */
export interface WeightsBook {
  rowsAt(uid: number, epoch: number): WeightRows
  /** Validators whose weights in this epoch are others than in the one before. */
  movers(epoch: number): number[]
}

export function createWeightsBook(subnet: SubnetPlan, changes: readonly WeightsChange[] = []): WeightsBook {
  const { neurons, netuid } = subnet
  const own = changes.filter((change) => change.netuid === netuid)
  const known = new Map<string, WeightRows>()

  /** What the validator does from this epoch on. */
  function planAt(uid: number, epoch: number): WeightsPlan | undefined {
    const last = own.filter((change) => change.uid === uid && change.epoch <= epoch).at(-1)
    return last?.weights ?? neurons[uid]?.weights
  }

  function rowsAt(uid: number, epoch: number): WeightRows {
    const id = `${uid}/${epoch}`
    const before = known.get(id)
    if (before !== undefined) return before
    // Two that copy each other have nothing to copy.
    known.set(id, [])
    const rows = rowsOf(uid, Math.max(epoch, 0))
    known.set(id, rows)
    return rows
  }

  function rowsOf(uid: number, epoch: number): WeightRows {
    const plan = planAt(uid, epoch)
    if (plan === undefined) return []
    if (plan.type === "given") return plan.rows
    if (plan.type === "judged") return judged(neurons, uid, plan.noise)
    return rowsAt(plan.of, Math.max(epoch - plan.behind, 0))
  }

  const text = (rows: WeightRows): string => rows.join(";")
  return {
    rowsAt,
    movers: (epoch) =>
      neurons
        .map(({ uid }) => uid)
        .filter((uid) => text(rowsAt(uid, epoch)) !== text(rowsAt(uid, epoch - 1))),
  }
}

const fullWeight = 65_535
const scale = 10_000

/** Whole numbers only, so that every machine finds the same. */
function judged(neurons: readonly NeuronPlan[], judge: number, noise: number): WeightRows {
  const rows = neurons
    .filter(({ isValidator }) => !isValidator)
    .map(({ uid, quality }): [number, number] => {
      const error = (scattered(judge, uid) % (2 * scale + 1)) - scale
      const factor = scale * 100 + error * noise
      return [uid, Math.min(fullWeight, Math.floor((fullWeight * quality * factor) / (scale * 100 * 200)))]
    })
  return rows.filter(([, weight]) => weight > 0)
}

/** The same for the same two numbers, and without a pattern. */
function scattered(a: number, b: number): number {
  let bits = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d)
  bits = Math.imul(bits ^ (bits >>> 13), 0x297a2d39)
  return (bits ^ (bits >>> 16)) >>> 0
}
