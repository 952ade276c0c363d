/** Transactions whose signatures are checked somewhere else: the answers are those of a check on the spot. */

import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import {
  createTransactionChain,
  keyOf,
  type SigningOptions,
  signTransaction,
} from "@taonet/runtime/executive/transactions.testkit"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import type { Statement } from "@taonet/signatures/statement"
import { afterEach, beforeEach, expect, it } from "vitest"
import type { Node } from "../node.ts"
import { startLocalNode } from "../testKit.ts"
import type { TransactionStatus } from "./entry.ts"
import { PoolError, refusalText } from "./errors.ts"

let node: Node
/** Questions that wait for their answer. */
let asked: { readonly statement: Statement; readonly answer: (holds: boolean) => void }[]

beforeEach(async () => {
  asked = []
  const verifier = {
    verify: (statement: Statement) =>
      new Promise<boolean>((answer) => {
        asked.push({ statement, answer })
      }),
    pending: 0,
    close: async () => {},
  }
  node = await startLocalNode({ blockTimeMs: "manual", pool: { verifier } })
})
afterEach(() => node.close())

const { state } = createTransactionChain()
function transfer(nonce: number, options: SigningOptions = {}): Uint8Array {
  const dest = { type: "Id", value: devAccounts.Eve } as const
  const call = balances.transfer_keep_alive.make({ dest, value: 1_000_000n })
  const genesisHash = node.chain.genesisHash
  return signTransaction(state, keyOf("//Alice"), call, { nonce, genesisHash, ...options })
}
async function outcome(admitted: Promise<unknown>): Promise<unknown> {
  try {
    await admitted
    return "taken"
  } catch (error) {
    if (error instanceof PoolError) return refusalText(error.refusal)
    throw error
  }
}
const invalid = (data: string): unknown => ({ code: 1010, message: "Invalid Transaction", data })
const answerAll = (holds: boolean): void => {
  for (const { answer } of asked.splice(0)) answer(holds)
}

it("asks once for each, and takes none before the answer", async () => {
  const extrinsic = transfer(0)
  const admitted = outcome(node.pool.admit(extrinsic))
  expect(asked).toHaveLength(1)
  expect(toHex(asked[0]!.statement.account)).toBe(devAccounts.Alice)
  expect(node.pool.readyCount).toBe(0)
  answerAll(true)
  expect(await admitted).toBe("taken")
  expect(node.pool.readyCount).toBe(1)
  // Neither the block nor what follows it asks again.
  expect((await node.engine.produce()).extrinsics.map((one) => toHex(blake2b256(one)))).toContain(
    toHex(blake2b256(extrinsic)),
  )
  expect(asked).toEqual([])
})

it("says first that the signature is bad, whatever else is wrong, and bans it", async () => {
  const fresh = transfer(0)
  const bad = outcome(node.pool.admit(fresh))
  answerAll(false)
  expect(await bad).toEqual(invalid("Transaction has a bad signature"))
  expect(await outcome(node.pool.admit(fresh))).toMatchObject({ code: 1012 })
  const poor = outcome(node.pool.admit(transfer(0, { tip: 10n ** 18n })))
  answerAll(false)
  expect(await poor).toEqual(invalid("Transaction has a bad signature"))
  const poorButSigned = outcome(node.pool.admit(transfer(0, { tip: 10n ** 18n + 1n })))
  answerAll(true)
  expect(await poorButSigned).toEqual(invalid("Inability to pay some fees (e.g. account balance too low)"))
})

it("takes one that comes twice at once only once", async () => {
  const extrinsic = transfer(0)
  const both = [outcome(node.pool.admit(extrinsic)), outcome(node.pool.admit(extrinsic))]
  answerAll(true)
  expect(await Promise.all(both)).toEqual(["taken", expect.objectContaining({ code: 1013 })])
})

it("keeps the order of a sender's transactions", async () => {
  const statuses: TransactionStatus[] = []
  const all = [0, 1, 2, 3].map((nonce) =>
    outcome(node.pool.admit(transfer(nonce), (status) => statuses.push(status))),
  )
  answerAll(true)
  expect(await Promise.all(all)).toEqual(["taken", "taken", "taken", "taken"])
  expect(statuses).toEqual(["ready", "ready", "ready", "ready"])
})

it("looks again when a block came meanwhile, and not at the signature", async () => {
  const late = outcome(node.pool.admit(transfer(0)))
  const next = outcome(node.pool.admit(transfer(1)))
  node.pool.submit(transfer(0, { tip: 5n }))
  await node.engine.produce()
  answerAll(true)
  expect(await late).toEqual(invalid("Transaction is outdated"))
  expect(await next).toBe("taken")
  expect([node.pool.readyCount, node.pool.futureCount, asked.length]).toEqual([1, 0, 0])
})

it("ends what was watched by a client that has gone meanwhile", async () => {
  const gone = node.request("author_submitAndWatchExtrinsic", [toHex(transfer(0))])
  expect(asked).toHaveLength(1)
  await node.close()
  answerAll(true)
  await gone
  expect(node.pool.ready()[0]?.watchers.size).toBe(0)
})
