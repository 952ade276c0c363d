/** How much the validators of a subnet differ, from the weights that stand on the chain. */

export interface ValidatorRow {
  readonly uid: number
  /** ss58. */
  readonly hotkey: string
  /** Rao. */
  readonly stake: bigint
  readonly weights: readonly (readonly [uid: number, weight: number])[]
}

export interface ValidatorAgreement {
  readonly uid: number
  readonly hotkey: string
  /** Of the stake of all who set weights. */
  readonly stakeShare: number
  /** To the mean of the others by stake; undefined for the only one. */
  readonly fromOthers: number | undefined
  readonly nearest: { readonly uid: number; readonly distance: number } | undefined
}

export interface Agreement {
  readonly validators: readonly ValidatorAgreement[]
  /** In the order of `validators`. */
  readonly distances: readonly (readonly number[])[]
  /** Of two validators drawn by stake; 0 when there are not two. */
  readonly mean: number
  /** Uids whose rows are the same to the last digit, which two that judge for themselves hardly ever are. */
  readonly identical: readonly (readonly number[])[]
}

/**
 * Distances are half the sum of differences of weights that add up to 1: the share of the incentive that the two would pay to others. 0 is the
 * same row, 1 nothing in common. Validators without weights are left out.
 */
export function agreementOf(rows: readonly ValidatorRow[]): Agreement {
  const known = rows
    .map((row) => ({ ...row, shares: sharesOf(row.weights) }))
    .filter(({ shares }) => shares.size > 0)
  const distances = known.map((a) => known.map((b) => (a === b ? 0 : distance(a.shares, b.shares))))
  const stakes = known.map(({ stake }) => Number(stake))
  const total = stakes.reduce((sum, stake) => sum + stake, 0)
  return {
    validators: known.map(({ uid, hotkey }, i) => ({
      uid,
      hotkey,
      stakeShare: total === 0 ? 0 : (stakes[i] ?? 0) / total,
      fromOthers: fromOthers(known, stakes, i),
      nearest: nearestOf(known, distances[i] ?? [], i),
    })),
    distances,
    mean: meanOf(distances, stakes),
    identical: groupsOf(known),
  }
}

type Shares = ReadonlyMap<number, number>
interface Known extends ValidatorRow {
  readonly shares: Shares
}

function sharesOf(weights: ValidatorRow["weights"]): Shares {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0)
  return new Map(weights.filter(([, weight]) => weight > 0).map(([uid, weight]) => [uid, weight / sum]))
}

function distance(a: Shares, b: Shares): number {
  let sum = 0
  for (const uid of new Set([...a.keys(), ...b.keys()]))
    sum += Math.abs((a.get(uid) ?? 0) - (b.get(uid) ?? 0))
  return sum / 2
}

function fromOthers(known: readonly Known[], stakes: readonly number[], self: number): number | undefined {
  const mean = new Map<number, number>()
  const total = stakes.reduce((sum, stake, i) => (i === self ? sum : sum + stake), 0)
  if (known.length < 2 || total === 0) return undefined
  for (const [i, { shares }] of known.entries()) {
    if (i === self) continue
    for (const [uid, share] of shares)
      mean.set(uid, (mean.get(uid) ?? 0) + (share * (stakes[i] ?? 0)) / total)
  }
  return distance(known[self]?.shares ?? new Map(), mean)
}

function nearestOf(
  known: readonly Known[],
  distances: readonly number[],
  self: number,
): ValidatorAgreement["nearest"] {
  let nearest: ValidatorAgreement["nearest"]
  for (const [i, { uid }] of known.entries()) {
    const apart = distances[i] ?? 0
    if (i !== self && (nearest === undefined || apart < nearest.distance)) nearest = { uid, distance: apart }
  }
  return nearest
}

function meanOf(distances: Agreement["distances"], stakes: readonly number[]): number {
  let sum = 0
  let total = 0
  for (const [i, row] of distances.entries()) {
    for (const [j, apart] of row.entries()) {
      if (i === j) continue
      const weight = (stakes[i] ?? 0) * (stakes[j] ?? 0)
      sum += weight * apart
      total += weight
    }
  }
  return total === 0 ? 0 : sum / total
}

/** A row of one weight says too little to call its like a copy. */
const leastCopied = 2

function groupsOf(known: readonly Known[]): number[][] {
  const groups = new Map<string, number[]>()
  for (const { uid, weights } of known) {
    const row = weights.filter(([, weight]) => weight > 0).toSorted(([a], [b]) => a - b)
    if (row.length < leastCopied) continue
    const text = row.join(";")
    groups.set(text, [...(groups.get(text) ?? []), uid])
  }
  return [...groups.values()].filter(({ length }) => length > 1)
}
