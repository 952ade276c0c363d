import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { createTransactionChain, keyOf } from "@taonet/runtime/executive/transactions.testkit"
import { calls as balances } from "@taonet/runtime/pallets/balances/schema"
import { calls as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { calls as system } from "@taonet/runtime/pallets/system/schema"
import { calls as utility } from "@taonet/runtime/pallets/utility/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import fc from "fast-check"
import { mutated } from "./arbitraries.ts"
import corpus from "./corpus/extrinsics.json" with { type: "json" }
import type { Target } from "./target.ts"

/** Any bytes as a transaction: the runtime takes or refuses them, and neither breaks nor leaves books that do not add up. */
export const extrinsics: Target = async ({ seed, runs }) => {
  const chain = createTransactionChain()
  chain.nextBlock()
  const good = goodOnes(chain)
  const check = (bytes: Uint8Array): void => {
    const validity = chain.validate(bytes)
    const result = chain.apply(bytes)
    if (!validity.ok && result.ok && result.dispatched)
      throw new Error(`refused, and yet applied: ${toHex(bytes)}`)
    // Ends the block, and looks at the books.
    if (result.ok) chain.nextBlock()
  }
  for (const hex of corpus) check(fromHex(hex as Hex))
  const any = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    ...good.map(mutated),
    // With a length that is right, so that more of it is looked at.
    fc
      .uint8Array({ minLength: 1, maxLength: 60 })
      .map((rest) => Uint8Array.of((rest.length + 1) << 2, 0x05, ...rest)),
  )
  fc.assert(fc.property(any, check), { seed, numRuns: runs })
}

function goodOnes(chain: ReturnType<typeof createTransactionChain>): Uint8Array[] {
  const transfer = balances.transfer_keep_alive.make({
    dest: { type: "Id", value: devAccounts.Bob },
    value: 1_000_000n,
  })
  const stake = subtensor.add_stake.make({ hotkey: devAccounts.Bob, netuid: 1, amount_staked: 1_000_000n })
  const remark = system.remark.make({ remark: new Uint8Array(8) })
  const calls = [transfer, stake, remark, utility.batch.make({ calls: [transfer, remark] })]
  return calls.map((call) => chain.signed(keyOf("//Alice"), call))
}
