/** Each attack beside an honest participant with the same means. */
import { cacher, echo, guarded, insider, relay, worker } from "./miners.testkit.ts"
import type { Income, MinerPlan, Plan, Row, ValidatorPlan, World } from "./world.testkit.ts"

export interface Attack {
  readonly name: string
  readonly plan: Plan
  /** Names whose incomes are added up. */
  readonly attackers: readonly string[]
  /** Honest ones with the same stake and the same quality of work. */
  readonly honest: readonly string[]
  /** False where the mechanism does not stop it: shown, and said in docs/ATTACKS.md. */
  readonly stopped: boolean
}

export const epochs = 10
/** Quality that changes hands every second epoch, which is what a copier of weights does not see in time. */
const rotating = (turn: number) => (epoch: number) => [1, 0.6, 0.2][(Math.floor(epoch / 2) + turn) % 3] ?? 0
const rotatingMiners = ["m1", "m2", "m3"].map((name, turn) => worker(name, rotating(turn)))
const steadyMiners = [worker("m1", 1), worker("m2", 0.7)]

export const validator = (name: string, stake: number, weigh?: ValidatorPlan["weigh"]): ValidatorPlan =>
  weigh === undefined ? { name, stake } : { name, stake, weigh }
export const judges = [validator("v1", 1000), validator("v2", 1000)]

/** Takes the row that stands on the chain for somebody else. */
const copyOf =
  (victim: string) =>
  async (world: World): Promise<Row | undefined> => {
    const row = await world.rowOf(victim)
    return row.length === 0 ? undefined : row
  }

/** All weight on one. */
export const onlyFor =
  (crony: string) =>
  async (world: World): Promise<Row> => [[world.uidOf(crony), 65_535]]

const copier = (revealAfter: number | undefined, miners: readonly MinerPlan[]): Plan => ({
  validators: [...judges, validator("twin", 500), validator("copier", 500, copyOf("v1"))],
  miners,
  epochs,
  ...(revealAfter !== undefined && { revealAfter }),
})

const relaying = (victim: MinerPlan): Plan => ({
  validators: judges,
  miners: [victim, worker("twin", 1), relay("relay", victim.name, 0.3)],
  epochs,
})

/** The crook, and where it fits a twin with as much stake, beside judges with 2000 TAO. */
const collusion = (stake: number, twin: boolean): Plan => ({
  validators: [
    ...judges,
    validator("crook", stake, onlyFor("crony")),
    ...(twin ? [validator("twin", stake)] : []),
  ],
  miners: [...steadyMiners, worker("poor", 0.3), worker("crony", 0.3)],
  epochs,
})

const lazy = (mix: "model" | "facts"): Plan => ({
  validators: judges,
  miners: [worker("m1", 1), worker("twin", 1), cacher("cacher")],
  epochs,
  mix,
})

/** The leaking validator scores like all others and puts its own weight behind what it sees. */
const leak: Plan = {
  validators: [...judges, validator("leaky", 900)],
  miners: [worker("m1", 1), worker("twin", 1), insider("insider", "leaky", 0.3)],
  epochs,
}

const stakers = ["v1", "v2"]
const aWholeTao = 1_000_000_000n

export const attacks: readonly Attack[] = [
  {
    name: "copies weights, revealed after 2 epochs, miners change",
    plan: copier(2, rotatingMiners),
    attackers: ["copier"],
    honest: ["twin"],
    stopped: true,
  },
  {
    name: "copies weights, revealed after 1 epoch, miners change",
    plan: copier(1, rotatingMiners),
    attackers: ["copier"],
    honest: ["twin"],
    stopped: true,
  },
  {
    name: "copies weights in the clear, miners change",
    plan: copier(undefined, rotatingMiners),
    attackers: ["copier"],
    honest: ["twin"],
    stopped: false,
  },
  {
    name: "copies weights, revealed after 2 epochs, nothing changes",
    plan: copier(2, steadyMiners),
    attackers: ["copier"],
    honest: ["twin"],
    stopped: false,
  },
  {
    name: "relays to a miner that answers only stake",
    plan: relaying(guarded(worker("victim", 1), stakers, aWholeTao)),
    attackers: ["relay"],
    honest: ["twin"],
    stopped: true,
  },
  {
    name: "relays to a miner that answers anybody",
    plan: relaying(worker("victim", 1)),
    attackers: ["relay"],
    honest: ["twin"],
    stopped: false,
  },
  {
    name: "validator with 30 % of the stake pays its own miner",
    plan: collusion(1500, true),
    attackers: ["crook", "crony"],
    honest: ["twin", "poor"],
    stopped: true,
  },
  {
    name: "validator with 60 % of the stake pays its own miner",
    plan: collusion(3000, false),
    attackers: ["crony"],
    honest: ["poor"],
    stopped: false,
  },
  {
    name: "answers from a cache",
    plan: lazy("model"),
    attackers: ["cacher"],
    honest: ["twin"],
    stopped: true,
  },
  {
    name: "answers from a cache where only facts are asked",
    plan: lazy("facts"),
    attackers: ["cacher"],
    honest: ["twin"],
    stopped: false,
  },
  {
    name: "says the question over again",
    plan: { validators: judges, miners: [worker("m1", 1), worker("twin", 1), echo("echo")], epochs },
    attackers: ["echo"],
    honest: ["twin"],
    stopped: true,
  },
  {
    name: "a validator leaks its questions to a miner",
    plan: leak,
    attackers: ["insider"],
    honest: ["twin"],
    stopped: true,
  },
]

export const total = (income: Income, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (income[name] ?? 0), 0)
