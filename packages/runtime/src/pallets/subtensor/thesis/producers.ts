/**
 * Block producers by stake (rule `Thesis.Producers`): who holds the most on root, and stands, gets a seat. What 461 has no storage for is not
 * stored: the seats are `Aura.Authorities` (whose turn a slot is) and, in the same order, `Grandpa.Authorities` (who votes, with how much).
 */
import type { State } from "@taonet/frame/state"
import { equalBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { type ProducerKeys, type ProducerRules, thesisRule } from "../../../specs/thesisRules.ts"
import { changeAuthorities } from "../../aura/authorities.ts"
import { storage as aura } from "../../aura/schema.ts"
import { scheduleAuthorityChange } from "../../grandpa/authorityChange.ts"
import { storage as grandpa } from "../../grandpa/schema.ts"
import { storage as mevShield } from "../../mevShield/schema.ts"
import { neuronsOf } from "../neurons/uids.ts"
import { totalHotkeyAlpha } from "../staking/stake.ts"
import { ROOT_NETUID } from "../subnets/subnets.ts"
import { votingKey } from "./candidacy.ts"

export interface Seat extends ProducerKeys {
  /** Weight of the vote: rao of stake. */
  readonly power: bigint
}

/** In the last block of a period: new seats, if the election changes any. Headers and events tell of it as Aura and Grandpa have it. */
export function electProducers(state: State, block: number): void {
  const rules = thesisRule(state, "Thesis.Producers")
  if (!rules || block % rules.electionBlocks !== 0) return
  const seats = elected(state, rules)
  if (seats.length === 0) return
  const authors = seats.map(({ author }) => fromHex(author))
  const before = aura.Authorities.get(state)
  const same = before.length === authors.length && before.every((key, i) => equalBytes(key, authors[i]!))
  if (!same) {
    changeAuthorities(state, authors)
    for (const key of before)
      if (!authors.some((author) => equalBytes(author, key))) mevShield.AuthorKeys.delete(state, key)
  }
  changeVoters(state, seats)
}

/**
 * The seats that the state calls for, in the order of the authors' keys, so that stakes that move take nobody's turn. Candidates come in by
 * stake, equals by key; while there are none, all founders stay. A founder in a seat that nobody won votes with as much as the least of those who did: the first to be elected cannot
 * stop the chain alone.
 */
export function elected(state: State, rules: ProducerRules): readonly Seat[] {
  const seats: Seat[] = []
  const taken = new Set<Hex>()
  for (const { hotkey, stake } of candidates(state, rules)) {
    if (seats.length === rules.seats) break
    const voter = votingKey(state, hotkey)
    if (voter === undefined || taken.has(voter)) continue
    taken.add(voter).add(hotkey)
    seats.push({ author: hotkey, voter, power: stake })
  }
  const power = seats.at(-1)?.power ?? 1n
  const filled = seats.length === 0 ? rules.founders.length : rules.minimum
  for (const { author, voter } of rules.founders) {
    if (seats.length >= filled) break
    if (!taken.has(author) && !taken.has(voter)) seats.push({ author, voter, power })
  }
  return seats.sort((a, b) => (a.author < b.author ? -1 : 1))
}

/** Root's members with enough stake, most first. Root has 64 members at most. */
function candidates(state: State, { minStake }: ProducerRules): readonly { hotkey: Hex; stake: bigint }[] {
  return Array.from(neuronsOf(state, ROOT_NETUID), ({ hotkey }) => ({
    hotkey,
    stake: totalHotkeyAlpha(state, hotkey, ROOT_NETUID),
  }))
    .filter(({ stake }) => stake >= minStake)
    .sort((a, b) => (a.stake === b.stake ? (a.hotkey < b.hotkey ? -1 : 1) : a.stake > b.stake ? -1 : 1))
}

/** Without delay: Grandpa's own hook, which runs next, puts it into effect. What root may have asked for in this block gives way. */
function changeVoters(state: State, seats: readonly Seat[]): void {
  const voters = seats.map(({ voter, power }) => [fromHex(voter), power] as const)
  const before = grandpa.Authorities.get(state)
  const same =
    before.length === voters.length &&
    before.every(([key, power], i) => equalBytes(key, voters[i]![0]) && power === voters[i]![1])
  if (same) return
  grandpa.PendingChange.delete(state)
  scheduleAuthorityChange(state, voters, 0, undefined)
}
