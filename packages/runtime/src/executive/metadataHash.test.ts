import { readFileSync } from "node:fs"
import { fromHex } from "@taonet/primitives/hex"
import { expect, test } from "vitest"
import { calls as balances } from "../pallets/balances/schema.ts"
import { createTransactionChain, keyOf } from "./transactions.testkit.ts"

const recorded = JSON.parse(
  readFileSync(new URL("../../../../vectors/metadata/metadata-hash-461.json", import.meta.url), "utf8"),
) as { hash: string }

test("a signature may promise the metadata that the real chain has, as hardware wallets do", () => {
  const chain = createTransactionChain()
  chain.nextBlock()
  const call = balances.transfer_keep_alive.make({
    dest: { type: "Id", value: keyOf("//Bob").account },
    value: 1_000n,
  })
  const metadataHash = fromHex(recorded.hash)
  expect(chain.apply(chain.signed(keyOf("//Alice"), call, { mode: "Enabled", metadataHash }))).toEqual({
    ok: true,
    dispatched: true,
  })
})
