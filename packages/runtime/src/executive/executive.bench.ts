import { bench, describe } from "vitest"
import { calls as balances } from "../pallets/balances/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { local } from "../specs/local.ts"
import { createTransactionChain, keyOf } from "./transactions.testkit.ts"

/* One core, one extrinsic at a time, memory store. `npx vitest bench --run packages/runtime/src/executive` */

const { Alice, Bob } = devAccounts
const transfer = balances.transfer_keep_alive.make({ dest: { type: "Id", value: Bob }, value: 1000n })

/** Applies transfers of rising nonce; every so many a new block begins and the nonces start again. */
function transfers(signatureVerified: boolean, count: number): () => void {
  const chain = createTransactionChain(local, { checked: false })
  chain.nextBlock()
  const signed = Array.from({ length: count }, (_, nonce) =>
    chain.signed(keyOf("//Alice"), transfer, { nonce }),
  )
  let next = 0
  return () => {
    if (next === count) {
      chain.nextBlock()
      system.Account.mutate(chain.state, Alice, (info) => ({ ...info, nonce: 0 }))
      next = 0
    }
    const bytes = signed[next++]
    if (!bytes || !chain.apply(bytes, signatureVerified).ok) throw new Error("the transfer was not included")
  }
}

describe("applyExtrinsic", () => {
  bench("transfer, signature known to be good", transfers(true, 4000))
  bench("transfer, signature verified here", transfers(false, 1000))
})

describe("validateTransaction", () => {
  const chain = createTransactionChain(local, { checked: false })
  chain.nextBlock()
  const bytes = chain.signed(keyOf("//Alice"), transfer)
  const refused = chain.signed(keyOf("//Nobody"), transfer)
  bench("signature known to be good", () => void chain.validate(bytes, { signatureVerified: true }))
  bench("signature verified here", () => void chain.validate(bytes))
  bench("refused: cannot pay", () => void chain.validate(refused, { signatureVerified: true }))
})

describe("blocks", () => {
  const chain = createTransactionChain(local, { checked: false })
  bench("empty, two subnets", () => chain.nextBlock())
})
