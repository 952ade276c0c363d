import { zero32 } from "@taonet/frame/zero"
import type { Hex } from "@taonet/primitives/hex"
import { U64_MAX } from "@taonet/primitives/integers"
import type { GenesisHyperparameters, SubtensorGenesis } from "../pallets/subtensor/genesis.ts"
import type { ChainSpec } from "./chainSpec.ts"
import { devAccounts, grandpaOne } from "./devAccounts.ts"
import { finneyConstants, type Operators } from "./finney.ts"
import { type ProducerKeys, type ProducerRules, thesisRules } from "./thesisRules.ts"

/** Tries that a registration takes on average at genesis: a few seconds of one core. Below the minimum it never falls. */
const difficulty = 200_000n
const minDifficulty = 50_000n
/** What the whole network earns in a hundred blocks. */
const hundredTao = 100_000_000_000n

/** The tokenomics of The Bittensor Thesis, as data: docs/THESIS.md says why each is so. */
export const thesisConstants: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...finneyConstants,
  ["SubtensorModule.InitialDifficulty", difficulty],
  ["SubtensorModule.InitialMinDifficulty", minDifficulty],
  ["SubtensorModule.InitialSubnetOwnerCut", 0],
  // 461 asks for 1000 TAO, of which as many as exist after a thousand blocks.
  ["SubtensorModule.InitialNetworkMinLockCost", hundredTao],
  // One token: TAO staked on root counts in every subnet as if it were staked there.
  ["SubtensorModule.InitialTaoWeight", U64_MAX],
  ...thesisRules(
    ["Thesis.EmissionSchedule", { reward: 1_000_000_000n, halvingBlocks: 10_500_000, halvings: 64 }],
    ["Thesis.Work", { recentBlocks: 128 }],
    ["Thesis.RootWeights", true],
    ["Thesis.NewSubnetMechanism", 0],
    ["Thesis.FreeCalls", ["SubtensorModule.register"]],
  ),
])

/** Of subnet 1, which nobody owns and so nobody tunes. */
const firstSubnet: GenesisHyperparameters = {
  difficulty,
  minDifficulty,
  maxRegistrationsPerBlock: 4,
  commitReveal: false,
  weightsSetRateLimit: 0n,
  servingRateLimit: 0n,
}

const genesis: SubtensorGenesis = {
  balancesIssuance: 0n,
  firstLockCost: hundredTao,
  subnets: [
    {
      netuid: 0,
      owner: zero32,
      maxAllowedUids: 64,
      maxAllowedValidators: 64,
      minAllowedWeights: 0,
      tempo: 100,
      targetRegistrationsPerInterval: 1,
      started: true,
    },
    {
      netuid: 1,
      owner: zero32,
      maxAllowedUids: 256,
      maxAllowedValidators: 64,
      minAllowedWeights: 0,
      tempo: 20,
      targetRegistrationsPerInterval: 4,
      started: true,
      hyperparameters: firstSubnet,
    },
  ],
}

/** Who makes blocks: docs/THESIS.md says why so many. */
const producerRules = (founders: readonly ProducerKeys[]): ProducerRules => ({
  electionBlocks: 100,
  seats: 21,
  minimum: 4,
  minStake: hundredTao,
  founders,
})

/** In the order in which an election leaves them, so that one which elects nobody changes nothing. */
function foundersOf({ authorities, grandpa }: Pick<Operators, "authorities" | "grandpa">): ProducerKeys[] {
  if (authorities.length === 0 || authorities.length !== grandpa.length)
    throw new RangeError("each founder has a key to author blocks and one to vote on them")
  return authorities
    .map((author, seat) => ({ author, voter: grandpa[seat] as Hex }))
    .sort((a, b) => (a.author < b.author ? -1 : 1))
}

/**
 * A network of these tokenomics: no TAO exists, and who wants some mines it. Sudo only where the operators want one. Throws RangeError unless
 * every author has a voter in its place.
 */
export function thesisWith(operators: Omit<Operators, "balances">): ChainSpec {
  const founders = foundersOf(operators)
  return {
    name: "Taonet Thesis",
    id: "taonet_thesis",
    chainType: "Live",
    properties: { tokenSymbol: "TAO", tokenDecimals: 9, ss58Format: 42 },
    constants: new Map([...thesisConstants, ...thesisRules(["Thesis.Producers", producerRules(founders)])]),
    genesis: {
      balances: [],
      sudo: operators.sudo,
      authorities: founders.map(({ author }) => author),
      grandpa: founders.map(({ voter }) => voter),
      subtensor: genesis,
    },
  }
}

/** With well-known keys as operators, and without sudo. */
export const thesis: ChainSpec = thesisWith({
  authorities: [devAccounts.One],
  grandpa: [grandpaOne],
})
