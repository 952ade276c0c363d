import { type Located, locate, type Place } from "./located.ts"
import type {
  Balance,
  CallPlan,
  HistoryPlan,
  Hyperparameter,
  RootPlan,
  Scenario,
  SubnetPlan,
} from "./plan.ts"
import { nameOf, type ReadNeuron, readNeurons, readOwner } from "./readNeurons.ts"
import { readWeights, uidOf } from "./readWeights.ts"
import { createShape, plain, type Shape } from "./shape.ts"

const topFields = [
  "keys",
  "startTime",
  "balances",
  "hyperparameters",
  "subnets",
  "root",
  "calls",
  "storage",
  "history",
] as const
const subnetFields = [
  "netuid",
  "count",
  "owner",
  "pool",
  "started",
  "emission",
  "hyperparameters",
  "validators",
  "miners",
] as const
const rootFields = ["name", "count", "coldkey", "stake", "lendsToOwners"] as const
const callFields = ["as", "call", "args"] as const
const historyFields = ["epochs", "netuid", "changes"] as const
const changeFields = ["epoch", "netuid", "validator", "weights"] as const

/** The genesis' own ordinary subnet. */
const genesisNetuid = 1
const maxSubnets = 1024
/** Seats of root. */
const maxRoot = 64
const maxEpochs = 100_000
const defaultStart = Date.UTC(2026, 0, 1)

interface ReadSubnet extends SubnetPlan {
  readonly read: readonly ReadNeuron[]
}

/** Reads a scenario (packages/dev/README.md says what may be in it). Throws ScenarioError, which names line and field. */
export function readScenario(text: string, file = "scenario"): Scenario {
  const shape = createShape(file)
  const fields = shape.fields(locate(text, file), topFields)
  const subnets = readSubnets(shape, fields.get("subnets"))
  const keys = fields.get("keys")
  const start = fields.get("startTime")
  const storage = fields.get("storage")
  return {
    file,
    keys: keys === undefined ? "derived" : shape.oneOf(keys, ["derived", "hashed"]),
    startMs: start === undefined ? defaultStart : readTime(shape, start),
    balances: readBalances(shape, fields.get("balances")),
    hyperparameters: readHyperparameters(shape, fields.get("hyperparameters")),
    subnets,
    root: shape.list(fields.get("root")).flatMap((node) => readRoot(shape, node, subnets)),
    calls: shape.list(fields.get("calls")).map((node) => readCall(shape, node)),
    storage: storage && { at: placeOf(storage), values: plain(storage) },
    history: readHistory(shape, fields.get("history"), subnets),
  }
}

const placeOf = ({ field, line }: Located): Place => ({ field, line })

function readTime(shape: Shape, node: Located): number {
  const ms = Date.parse(shape.text(node))
  if (Number.isNaN(ms) || ms < 0) throw shape.error(node, "a date as 2026-01-01T00:00:00Z is needed")
  return ms
}

function readBalances(shape: Shape, node: Located | undefined): Balance[] {
  if (node === undefined) return []
  if (node.kind !== "map") throw shape.error(node, "a map of TAO by name is needed")
  return [...node.entries].map(([name, amount]) => ({ at: placeOf(amount), name, rao: shape.tao(amount) }))
}

function readHyperparameters(shape: Shape, node: Located | undefined): Hyperparameter[] {
  if (node === undefined) return []
  if (node.kind !== "map") throw shape.error(node, "a map of values by name is needed")
  return [...node.entries].map(([name, value]) => ({ at: placeOf(value), name, value: plain(value) }))
}

function readSubnets(shape: Shape, node: Located | undefined): ReadSubnet[] {
  const subnets: ReadSubnet[] = []
  const taken = new Set<number>()
  let next = genesisNetuid + 1
  for (const one of shape.list(node)) {
    const fields = shape.fields(one, subnetFields)
    const netuidNode = fields.get("netuid")
    const count = fields.get("count")
    const times = count === undefined ? 1 : shape.whole(count, 1, maxSubnets)
    for (let i = 0; i < times; i++) {
      const netuid = netuidNode === undefined ? next : shape.whole(netuidNode, 1, maxSubnets)
      if (netuidNode !== undefined && (taken.has(netuid) || (netuid !== next && netuid !== genesisNetuid)))
        throw shape.error(
          netuidNode,
          `subnets get their numbers in order: the next is ${next}, not ${netuid}`,
        )
      if (netuid === next) next++
      taken.add(netuid)
      if (taken.size > maxSubnets) throw shape.error(one, `more than ${maxSubnets} subnets`)
      subnets.push(readSubnet(shape, one, netuid))
    }
  }
  return subnets
}

function readSubnet(shape: Shape, node: Located, netuid: number): ReadSubnet {
  const fields = shape.fields(node, subnetFields)
  const existing = netuid === genesisNetuid
  const ownerNode = fields.get("owner")
  if (existing && ownerNode !== undefined)
    throw shape.error(ownerNode, "subnet 1 is the genesis' own and has no owner")
  const pool = fields.get("pool")
  if (existing && pool !== undefined) throw shape.error(pool, "subnet 1 has its pool already")
  if (!existing && ownerNode === undefined) throw shape.error(node, "owner is missing")
  const read = [ownerNode === undefined ? nobody(node) : readOwner(shape, ownerNode)]
  for (const [kind, isValidator] of [
    ["validators", true],
    ["miners", false],
  ] as const)
    for (const one of shape.list(fields.get(kind)))
      read.push(...readNeurons(shape, one, { netuid, uid: read.length, isValidator }))
  refuseTwins(shape, read)
  const neurons = read.map(({ weightsNode, ...neuron }) => ({
    ...neuron,
    weights: weightsNode && readWeights(shape, weightsNode, read),
  }))
  const flag = (name: "started" | "emission"): boolean => {
    const found = fields.get(name)
    return found === undefined || shape.boolean(found)
  }
  return {
    at: placeOf(node),
    netuid,
    existing,
    pool: pool && shape.tao(pool),
    started: flag("started"),
    emission: flag("emission"),
    hyperparameters: readHyperparameters(shape, fields.get("hyperparameters")),
    neurons,
    read,
  }
}

/** Uid 0 of the genesis' subnet, whose key nobody has. */
const nobody = (at: Located): ReadNeuron => ({
  at,
  uid: 0,
  name: "genesis",
  coldkey: "genesis",
  isValidator: true,
  stake: 0n,
  axon: undefined,
  quality: 0,
  weightsNode: undefined,
})

function refuseTwins(shape: Shape, neurons: readonly ReadNeuron[]): void {
  const names = new Set<string>()
  for (const { name, at } of neurons) {
    if (names.has(name)) throw shape.error(at, `this subnet has a neuron "${name}" already`)
    names.add(name)
  }
}

function readRoot(shape: Shape, node: Located, subnets: readonly ReadSubnet[]): RootPlan[] {
  const fields = shape.fields(node, rootFields)
  const base = nameOf(shape, fields.need("name"))
  const countNode = fields.get("count")
  const count = countNode && shape.whole(countNode, 1, maxRoot)
  const coldkey = fields.get("coldkey")
  const stake = fields.get("stake")
  const lends = fields.get("lendsToOwners")
  return Array.from({ length: count ?? 1 }, (_, i) => {
    const name = count === undefined ? base : `${base}${i + 1}`
    const known = subnets.flatMap(({ neurons }) => neurons).find((neuron) => neuron.name === name)
    return {
      at: placeOf(node),
      name,
      coldkey: coldkey === undefined ? (known?.coldkey ?? base) : nameOf(shape, coldkey),
      stake: stake === undefined ? 0n : shape.tao(stake),
      lends: lends !== undefined && shape.boolean(lends),
    }
  })
}

function readCall(shape: Shape, node: Located): CallPlan {
  const fields = shape.fields(node, callFields)
  const as = fields.get("as")
  const callNode = fields.need("call")
  const [pallet = "", call, more] = shape.text(callNode).split(".")
  if (call === undefined || more !== undefined)
    throw shape.error(callNode, "a call as SubtensorModule.set_children is needed")
  const args = fields.get("args")
  return {
    at: placeOf(node),
    origin: as === undefined ? "root" : nameOf(shape, as),
    pallet,
    call,
    args: args === undefined ? {} : plain(args),
  }
}

function readHistory(shape: Shape, node: Located | undefined, subnets: readonly ReadSubnet[]): HistoryPlan {
  const [first] = subnets
  if (node === undefined) return { epochs: 0, netuid: first?.netuid, changes: [] }
  const fields = shape.fields(node, historyFields)
  const epochsNode = fields.need("epochs")
  const epochs = shape.whole(epochsNode, 0, maxEpochs)
  if (epochs > 0 && first === undefined)
    throw shape.error(epochsNode, "there is no subnet that could have epochs")
  const subnetOf = (at: Located | undefined): ReadSubnet | undefined => {
    if (at === undefined) return first
    const netuid = shape.whole(at, 0, maxSubnets)
    const found = subnets.find((one) => one.netuid === netuid)
    if (found === undefined)
      throw shape.error(
        at,
        `there is no subnet ${netuid}; there are ${subnets.map((one) => one.netuid).join(", ")}`,
      )
    return found
  }
  const changes = shape.list(fields.get("changes")).map((change) => {
    const own = shape.fields(change, changeFields)
    const subnet = subnetOf(own.get("netuid"))
    if (subnet === undefined) throw shape.error(change, "there is no subnet")
    const validator = own.need("validator")
    return {
      at: placeOf(change),
      epoch: shape.whole(own.need("epoch"), 1, Math.max(epochs, 1)),
      netuid: subnet.netuid,
      uid: uidOf(shape, validator, shape.text(validator), subnet.read),
      weights: readWeights(shape, own.need("weights"), subnet.read),
    }
  })
  return { epochs, netuid: subnetOf(fields.get("netuid"))?.netuid, changes }
}
