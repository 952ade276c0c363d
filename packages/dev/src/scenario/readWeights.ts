import type { Located } from "./located.ts"
import type { WeightsPlan } from "./plan.ts"
import type { ReadNeuron } from "./readNeurons.ts"
import type { Shape } from "./shape.ts"

const copyFields = ["copy", "behind"] as const
const judgeFields = ["judge", "noise"] as const
const maxBehind = 100
const mostWeight = 65_535

/**
 * `even`, `judged`, `{ judge: quality, noise: 10 }`, `{ copy: validator1, behind: 1 }`, or weights by name or uid.
 * `neurons` are those of the subnet, by uid.
 */
export function readWeights(shape: Shape, node: Located, neurons: readonly ReadNeuron[]): WeightsPlan {
  if (node.kind === "scalar") {
    const word = shape.oneOf(node, ["even", "judged"])
    if (word === "judged") return { at: node, type: "judged", noise: 0 }
    const rows = neurons.filter(({ isValidator }) => !isValidator).map(({ uid }) => [uid, 1] as const)
    return { at: node, type: "given", rows }
  }
  if (node.kind === "map" && node.entries.has("copy")) return readCopy(shape, node, neurons)
  if (node.kind === "map" && node.entries.has("judge")) {
    const fields = shape.fields(node, judgeFields)
    shape.oneOf(fields.need("judge"), ["quality"])
    const noise = fields.get("noise")
    return { at: node, type: "judged", noise: noise === undefined ? 0 : shape.whole(noise, 0, 100) }
  }
  if (node.kind !== "map")
    throw shape.error(node, "even, judged, or a map of weights by name or uid is needed")
  const rows = [...node.entries].map(
    ([who, weight]) => [uidOf(shape, weight, who, neurons), shape.whole(weight, 0, mostWeight)] as const,
  )
  return { at: node, type: "given", rows }
}

function readCopy(shape: Shape, node: Located, neurons: readonly ReadNeuron[]): WeightsPlan {
  const fields = shape.fields(node, copyFields)
  const copy = fields.need("copy")
  const behind = fields.get("behind")
  return {
    at: node,
    type: "copied",
    of: uidOf(shape, copy, shape.text(copy), neurons),
    behind: behind === undefined ? 1 : shape.whole(behind, 1, maxBehind),
  }
}

/** A neuron by its name or uid. */
export function uidOf(shape: Shape, at: Located, who: string, neurons: readonly ReadNeuron[]): number {
  const named = neurons.find(({ name }) => name === who)
  if (named !== undefined) return named.uid
  const uid = /^\d+$/.test(who) ? Number(who) : undefined
  if (uid === undefined) {
    const names = neurons.map(({ name }) => name)
    const some = names.length > 8 ? `${names.slice(0, 8).join(", ")} … ${names.at(-1)}` : names.join(", ")
    throw shape.error(at, `no neuron of this subnet is named "${who}"; there are ${some}`)
  }
  if (uid >= neurons.length)
    throw shape.error(at, `this subnet has uids 0 to ${neurons.length - 1}, not ${uid}`)
  return uid
}
