import type { Hex } from "@taonet/primitives/hex"
import { expectTypeOf, test } from "vitest"
import type { WriteClient } from "./index.ts"

/** Never run: the compiler is the test. */
export async function typed(client: WriteClient, account: Hex): Promise<void> {
  expectTypeOf(await client.getStorage("SubtensorModule.Tempo", [1])).toEqualTypeOf<number>()
  expectTypeOf(await client.getStorage("SubtensorModule.Uids", [1, account])).toEqualTypeOf<
    number | undefined
  >()
  expectTypeOf(
    await client.callRuntimeApi("SwapRuntimeApi.current_alpha_price", { netuid: 1 }),
  ).toEqualTypeOf<bigint>()
  await client.watchEvents({ names: ["Balances.Transfer", "SubtensorModule.NetworkRemoved"] }, (event) => {
    if (event.name === "Balances.Transfer") expectTypeOf(event.value.amount).toEqualTypeOf<bigint>()
    else expectTypeOf(event.value).toEqualTypeOf<number>()
  })
  // @ts-expect-error there is no such item
  await client.getStorage("System.Nothing", [])
  // @ts-expect-error the item has one key
  await client.getStorage("SubtensorModule.Tempo", [])
  // @ts-expect-error the key is a number
  await client.getStorage("SubtensorModule.Tempo", ["1"])
  // @ts-expect-error there is no such call
  await client.submitCall("Balances.take_all", {})
  // @ts-expect-error an argument is missing
  await client.submitCall("SubtensorModule.start_call", {})
  // @ts-expect-error amounts are bigints
  await client.transfer({ to: account, amount: 1 })
  // @ts-expect-error there is no such method
  await client.callRuntimeApi("SwapRuntimeApi.price", { netuid: 1 })
}

test("names, keys, arguments and results have the types of the runtime's tables (checked by the compiler)", () => {
  expectTypeOf(typed).returns.resolves.toBeVoid()
})
