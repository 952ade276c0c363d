/**
 * Rules by which a chain may differ from 461 where 461 has no constant for it. A chain spec sets them beside its constants, under keys of a
 * pallet "Thesis" that does not exist, so that no metadata shows them. Without a key the chain does what 461 does.
 */
import type { Pallet } from "@taonet/frame/pallet"
import type { ConstantOverrides } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"

/** TAO by block number: `reward` rao in each block, halved every `halvingBlocks` blocks; with the last halving it ends. */
export interface EmissionSchedule {
  readonly reward: bigint
  readonly halvingBlocks: number
  readonly halvings: number
}

/** What a proof of work must be. */
export interface WorkRules {
  /** Number of latest blocks to which a proof may be bound. */
  readonly recentBlocks: number
}

/** Who makes blocks in a seat: a key that authors (sr25519) and one that votes (ed25519). */
export interface ProducerKeys {
  readonly author: Hex
  readonly voter: Hex
}

/** Block producers are elected by stake. */
export interface ProducerRules {
  /** At the end of every so many blocks. */
  readonly electionBlocks: number
  /** Producers at most; of Aura's 32. */
  readonly seats: number
  /** Where fewer are elected, founders take seats up to this number; where nobody is, all founders have theirs. */
  readonly minimum: number
  /** Rao that a candidate needs on root, its nominators' included. */
  readonly minStake: bigint
  /** The producers of the genesis, in the order in which they take seats. */
  readonly founders: readonly ProducerKeys[]
}

interface ThesisRules {
  /** TAO is minted by this schedule, and not by what is issued already. */
  readonly "Thesis.EmissionSchedule": EmissionSchedule
  /** `register` asks for a proof of work, and no price. */
  readonly "Thesis.Work": WorkRules
  /** TAO goes to subnets by the weights that root's members set, and comes out as as much alpha. */
  readonly "Thesis.RootWeights": true
  /** `SubnetMechanism` of subnets that are created: 0, stable. */
  readonly "Thesis.NewSubnetMechanism": number
  /** `Aura.Authorities` and `Grandpa.Authorities` follow the stake on root. */
  readonly "Thesis.Producers": ProducerRules
  /** Calls that cost no fee, as `Pallet.call`. */
  readonly "Thesis.FreeCalls": readonly string[]
}

type Entries = { readonly [K in keyof ThesisRules]: readonly [K, ThesisRules[K]] }[keyof ThesisRules]

/** Entries for the constants of a chain spec. */
export const thesisRules = (...rules: readonly Entries[]): readonly Entries[] => rules

/** The rule on this chain; undefined on one that does as 461 does. */
export const thesisRule = <K extends keyof ThesisRules>(
  { constants }: { readonly constants: ConstantOverrides },
  key: K,
): ThesisRules[K] | undefined => constants.get(key) as ThesisRules[K] | undefined

/** The pallets with the fee rules of a chain: a fee is asked before a call's state is known, so this is no matter of the call's body. */
export function withFreeCalls(pallets: readonly Pallet[], constants: ConstantOverrides): readonly Pallet[] {
  const free = thesisRule({ constants }, "Thesis.FreeCalls") ?? []
  if (free.length === 0) return pallets
  return pallets.map((pallet) => {
    const names = free
      .filter((path) => path.startsWith(`${pallet.schema.name}.`))
      .map((path) => path.slice(pallet.schema.name.length + 1))
    if (names.length === 0) return pallet
    const rules = names.map((name) => {
      const known = pallet.info?.[name]
      return [
        name,
        (
          args: never,
          base: Parameters<NonNullable<typeof known>>[1],
          dispatcher: Parameters<NonNullable<typeof known>>[2],
        ) => ({
          ...(known ? known(args, base, dispatcher) : base),
          pays: "No" as const,
        }),
      ] as const
    })
    return { ...pallet, info: { ...pallet.info, ...Object.fromEntries(rules) } }
  })
}
