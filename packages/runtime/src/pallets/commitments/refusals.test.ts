import { type Hex, toHex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { expectRefusal, testRefusals } from "../../refusals.testkit.ts"
import { local } from "../../specs/local.ts"
import { createTestChain, type TestChain } from "../../testKit.ts"
import { appendNeuron } from "../subtensor/neurons/neurons.ts"
import { calls, constants, storage } from "./schema.ts"
import type { Data } from "./types.ts"

const netuid = 1
const who: Hex = toHex(new Uint8Array(32).fill(11))
const stranger: Hex = toHex(new Uint8Array(32).fill(12))
const text = (length: number): Data => ({ type: "BigRaw", value: new Uint8Array(length) })
const commit = (fields: Data[], on = netuid) => calls.set_commitment.make({ netuid: on, info: { fields } })
const space = calls.set_max_space.make({ new_limit: 7 })

function open(own: readonly (readonly [string, unknown])[] = []): TestChain {
  const chain = createTestChain({ ...local, constants: new Map([...local.constants, ...own]) })
  appendNeuron(chain.state, netuid, who, 0n)
  chain.runBlocks(1)
  chain.takeEvents()
  return chain
}

test("a neuron publishes, and root sets how much", () => {
  const chain = open()
  expect(chain.call(who, commit([text(3)]))).toEqual({ ok: true, post: {} })
  expect(storage.CommitmentOf.get(chain.state, netuid, who)).toEqual({
    deposit: 0n,
    block: 1,
    info: { fields: [text(3)] },
  })
  expect(chain.takeEvents()).toEqual(["Commitments.Commitment"])
  expect(chain.call("root", space)).toEqual({ ok: true, post: {} })
  expect([storage.MaxSpace.get(chain.state), chain.takeEvents()]).toEqual([7, []])
})

describe("what is refused leaves the last commitment as it was", () => {
  const arrange = ({ call }: TestChain) => call(who, commit([text(3)]))
  const failed: Data = {
    type: "TimelockRevealFailed",
    value: { encrypted: text(1), reveal_round: 1n } as never,
  }
  testRefusals(open, [
    ...(["root", "none"] as const).map((caller) => ({
      error: "BadOrigin",
      when: `a commitment by ${caller}`,
      caller,
      call: commit([text(3)]),
      arrange,
    })),
    ...([who, "none"] as const).map((caller) => ({
      error: "BadOrigin",
      when: `the limit by ${caller === who ? "a neuron" : caller}`,
      caller,
      call: space,
    })),
    {
      error: "Commitments.AccountNotAllowedCommit",
      when: "no neuron",
      caller: stranger,
      call: commit([text(3)]),
      arrange,
    },
    {
      error: "Commitments.AccountNotAllowedCommit",
      when: "no such subnet",
      caller: who,
      call: commit([text(3)], 99),
    },
    {
      error: "Commitments.TooManyFieldsInCommitmentInfo",
      when: "four fields",
      caller: who,
      call: commit(Array<Data>(4).fill(text(1))),
      arrange,
    },
    {
      error: "Commitments.TimelockRevealFailedNotAllowed",
      when: "the chain's own mark",
      caller: who,
      call: commit([failed]),
      arrange,
    },
    {
      error: "Commitments.SpaceLimitExceeded",
      when: "more than the epoch's space",
      caller: who,
      call: ({ state }) => commit([text(storage.MaxSpace.get(state) - 100 + 1)]),
      arrange,
    },
  ])
})

test("a deposit, where the chain asks for one, is paid or nothing is published", () => {
  const chain = open([["Commitments.InitialDeposit", 1000n]])
  expect(constants.InitialDeposit.get(chain.state)).toBe(1000n)
  expectRefusal(chain, who, commit([text(3)]), "Balances.InsufficientBalance")
  expect(storage.CommitmentOf.has(chain.state, netuid, who)).toBe(false)
})
