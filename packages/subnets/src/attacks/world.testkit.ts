/**
 * A small economy: a development chain with the real runtime, validators who score with the text subnet's own scorer, and miners whose answers
 * are scripted. Only the wire and the language model are left out, so that ten epochs take a second.
 */
import { createDevChain, type DevChain, readScenario } from "@taonet/dev"
import { AxonError } from "@taonet/neuron/axon/types"
import { systemClock } from "@taonet/neuron/clock"
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { Dendrite, DendriteResponse } from "@taonet/neuron/dendrite/types"
import { createScores, type Scores, weightsOf } from "@taonet/neuron/loops/scores"
import { type Random, seededRandom } from "@taonet/neuron/random"
import { encodeAddress } from "@taonet/primitives/ss58"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { commitHash } from "@taonet/runtime/pallets/subtensor/weights/commitQueue"
import { readMap } from "@taonet/sdk/client"
import { fakeAuditor } from "../text/testKit.ts"
import { textScorer } from "../text/validator.ts"

export const netuid = 2
const tempo = 20
const questionsPerRound = 6

/** What a miner is asked: by whom, in which epoch. */
export interface Asked {
  readonly question: string
  /** Name of the validator, or of the miner that pretends to be a client. */
  readonly caller: string
  readonly epoch: number
}

export interface Said {
  readonly text: string
  /** As the validator's clock would have it. */
  readonly elapsedMs: number
}

export interface MinerPlan {
  readonly name: string
  /** Throws AxonError to refuse. `network` asks other miners. */
  readonly answer: (asked: Asked, network: Network) => Said
}

export type Row = readonly (readonly [uid: number, weight: number])[]

export interface ValidatorPlan {
  readonly name: string
  /** TAO that buys its alpha. */
  readonly stake: number
  /** Its weights for this epoch; undefined sets none. Default: scores every miner and sets what follows. */
  readonly weigh?: (world: World, epoch: number, self: string) => Promise<Row | undefined>
}

export interface Plan {
  readonly validators: readonly ValidatorPlan[]
  readonly miners: readonly MinerPlan[]
  readonly epochs: number
  /** Epochs from a commit of weights to its reveal; without it weights are set in the clear. */
  readonly revealAfter?: number
  /** "facts" asks what can be looked up; default "model". */
  readonly mix?: "model" | "facts"
  /** How validators mark miners, where it is not by the text subnet's scorer; made anew for each play. */
  readonly marking?: () => Marking
}

/** In [0, 1], what one validator thinks of one miner's answers. */
export type Marking = (
  miner: { readonly uid: number; readonly hotkey: string; readonly name: string },
  asked: { readonly caller: string; readonly epoch: number; readonly random: Random },
) => Promise<number>

export interface Network {
  /** Asks a miner as anybody can. Throws AxonError. */
  ask(miner: string, asked: Asked): Said
  /** Rao of a name's stake on the subnet. */
  stakeOf(name: string): bigint
}

export interface World extends Network {
  readonly chain: DevChain
  uidOf(name: string): number
  /** The row that stands on the chain, which everybody can read. */
  rowOf(name: string): Promise<Row>
  /** Scores all miners as the honest do, and gives the weights that follow. */
  judge(validator: string, epoch: number): Promise<Row | undefined>
}

/** Alpha that each name earned over the epochs. */
export type Income = Readonly<Record<string, number>>

const owner = "Alice"

export async function play(plan: Plan): Promise<Income> {
  const names = [...plan.validators, ...plan.miners].map(({ name }) => name)
  await using chain = await createDevChain({ scenario: readScenario(scenarioOf(plan)), blockTime: "manual" })
  const stakes = new Map<string, bigint>()
  const world = worldOf(chain, plan, stakes)
  const hidden = new Map<string, (Row | undefined)[]>()
  const before = await alphaOf(chain, names)
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    for (const [name, alpha] of await alphaOf(chain, names)) stakes.set(name, alpha)
    for (const { name, weigh = honest } of plan.validators) {
      const { revealAfter } = plan
      const commits = hidden.get(name) ?? []
      if (revealAfter !== undefined) await reveal(chain, name, commits[epoch - revealAfter])
      const row = await weigh(world, epoch, name)
      hidden.set(name, [...commits, row])
      if (row === undefined) continue
      if (revealAfter === undefined) await set(chain, name, row)
      else await commit(chain, name, row)
    }
    await chain.mineToEpoch(netuid)
  }
  const after = await alphaOf(chain, names)
  return Object.fromEntries(
    names.map((name) => [name, Number((after.get(name) ?? 0n) - (before.get(name) ?? 0n)) / 1e9]),
  )
}

const honest: NonNullable<ValidatorPlan["weigh"]> = (world, epoch, self) => world.judge(self, epoch)

function scenarioOf({ validators, miners, revealAfter }: Plan): string {
  const hiding = `commit_reveal_weights_enabled: ${revealAfter !== undefined}, commit_reveal_weights_interval: ${revealAfter ?? 1}`
  const seeded = validators.map(
    ({ name, stake }) => `      - { name: ${name}, stake: ${stake}, weights: even }`,
  )
  return [
    "subnets:",
    `  - netuid: ${netuid}`,
    `    owner: ${owner}`,
    "    pool: 100_000",
    `    hyperparameters: { tempo: ${tempo}, ${hiding}, weights_set_rate_limit: 0 }`,
    "    validators:",
    ...seeded,
    "    miners:",
    ...miners.map(({ name }) => `      - { name: ${name} }`),
    "history: { epochs: 1 }",
  ].join("\n")
}

async function alphaOf(chain: DevChain, names: readonly string[]): Promise<Map<string, bigint>> {
  const found = new Map<string, bigint>()
  for (const name of names)
    found.set(name, await readMap(chain.client, storage.TotalHotkeyAlpha, [chain.hotkey(name), netuid]))
  return found
}

function worldOf(chain: DevChain, plan: Plan, stakes: ReadonlyMap<string, bigint>): World {
  const names = [owner, ...plan.validators.map(({ name }) => name), ...plan.miners.map(({ name }) => name)]
  const memories = new Map<string, { scores: Scores; random: Random }>()
  const uidOf = (name: string): number => names.indexOf(name)
  const network: Network = {
    stakeOf: (name) => stakes.get(name) ?? 0n,
    ask(name, asked) {
      const miner = plan.miners.find((one) => one.name === name)
      if (miner === undefined) throw new AxonError(404, "NoSuchMiner", name)
      return miner.answer(asked, network)
    },
  }
  const mark = plan.marking?.() ?? textMarking(network, plan.mix)
  return {
    ...network,
    chain,
    uidOf,
    rowOf: (name) => readMap(chain.client, storage.Weights, [netuid, uidOf(name)]),
    async judge(validator, epoch) {
      const memory = memories.get(validator) ?? {
        scores: createScores(0.3),
        random: seededRandom(`the secret of ${validator}`),
      }
      memories.set(validator, memory)
      const miners = plan.miners.map(({ name }) => ({
        uid: uidOf(name),
        hotkey: encodeAddress(chain.hotkey(name)),
        name,
      }))
      const { random } = memory
      for (const miner of miners)
        memory.scores.record(miner.hotkey, await mark(miner, { caller: validator, epoch, random }))
      const found = weightsOf(memory.scores, miners, 2)
      return found?.uids.map((uid, i) => [uid, found.weights[i] ?? 0] as const)
    },
  }
}

function textMarking(network: Network, mix: Plan["mix"] = "model"): Marking {
  const score = textScorer({ auditor: fakeAuditor(), mix, challengesPerRound: questionsPerRound })
  return async ({ uid, hotkey, name }, { random, ...asked }) => {
    const dendrite = scriptedDendrite(network, { ...asked, miner: name })
    const signal = new AbortController().signal
    const context = { dendrite, random, clock: systemClock, signal }
    return (await score({ uid, hotkey, ip: "10.0.0.1", port: 1 }, context)).score
  }
}

/** The wire between a validator and one miner, by a function call. */
function scriptedDendrite(
  network: Network,
  { miner, caller, epoch }: { readonly miner: string; readonly caller: string; readonly epoch: number },
): Pick<Dendrite, "request" | "stream"> {
  return {
    async request(_target, { body }) {
      const { messages } = body as { messages: readonly { content: string }[] }
      const said = answered(network, miner, { question: messages.at(-1)?.content ?? "", caller, epoch })
      const message = { role: "assistant", content: said.text }
      const completion = { choices: [{ message, finish_reason: "stop" }] }
      const response: DendriteResponse = {
        status: 200,
        headers: {},
        body: new Uint8Array(),
        json: () => completion,
        evidence: undefined,
        elapsedMs: said.elapsedMs,
      }
      return response
    },
    stream: () => Promise.reject(new Error("nothing streams here")),
  }
}

function answered(network: Network, miner: string, asked: Asked): Said {
  try {
    return network.ask(miner, asked)
  } catch (error) {
    if (error instanceof AxonError)
      throw new DendriteError("HttpStatus", error.message, { status: error.status })
    throw error
  }
}

const rowsOf = (row: Row) => ({ uids: row.map(([uid]) => uid), values: row.map(([, weight]) => weight) })

async function set(chain: DevChain, name: string, row: Row): Promise<void> {
  const { uids, values } = rowsOf(row)
  await call(chain, name, { set_weights: { netuid, dests: uids, weights: values, version_key: 0 } })
}

const salt = [1, 2, 3]

async function commit(chain: DevChain, name: string, row: Row): Promise<void> {
  const hash = commitHash(chain.hotkey(name), netuid, { ...rowsOf(row), salt, versionKey: 0n })
  await call(chain, name, { commit_weights: { netuid, commit_hash: hash } })
}

/** What was committed an epoch ago. */
async function reveal(chain: DevChain, name: string, row: Row | undefined): Promise<void> {
  if (row === undefined) return
  await call(chain, name, { reveal_weights: { netuid, ...rowsOf(row), salt, version_key: 0 } })
}

async function call(chain: DevChain, name: string, inner: Readonly<Record<string, unknown>>): Promise<void> {
  const { ok, error } = await chain.call(chain.hotkey(name), { SubtensorModule: inner })
  if (!ok) throw new Error(`${name}: ${JSON.stringify(inner).slice(0, 200)}: ${error}`)
}
