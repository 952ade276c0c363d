import { describe, expect, it } from "vitest"
import golden from "../../../../vectors/golden-runtime-calls.json" with { type: "json" }
import { apiImplementations } from "./implementations.ts"
import { account, createApiChain } from "./shared/apiChain.testkit.ts"

/** Methods of the APIs here that have no logic yet: they answer as unknown. Later work empties the list. */
const withoutLogic = [
  // Makes keys in the node's keystore.
  "SessionKeys_generate_session_keys",
]

/** One set of arguments that suits every method. */
const args = {
  ...{ netuid: 1, mecid: 0, subid: 0, uid: 0, metagraph_indexes: Array.from({ length: 80 }, (_, i) => i) },
  ...{ coldkey: account(0), hotkey: account(0), coldkey_account: account(0), hotkey_account: account(0) },
  ...{ coldkey_accounts: [account(0)], netuids: undefined, delegate_account: account(0) },
  ...{ delegatee_account: account(0), origin: undefined, destination: [account(0), 1], amount: 1000n },
  ...{ origin_coldkey_account: account(0), destination_coldkey_account: account(0) },
  ...{ tao: 10n ** 9n, alpha: 10n ** 9n, start_after: undefined, limit: 10, proxy_types: undefined },
  ...{ encoded: new Uint8Array(64), key_hash: new Uint8Array(16) },
}
/** Methods whose arguments say nothing to them. */
const forNodes = /equivocation|ownership|offchain_worker/

describe("runtime APIs", () => {
  it("lack only the methods listed", () => {
    const missing = apiImplementations.flatMap(({ api, handlers }) =>
      Object.keys(api.methods)
        .filter((name) => !(name in handlers))
        .map((name) => `${api.name}_${name}`),
    )
    expect(missing).toEqual(withoutLogic)
  })

  it.each(
    apiImplementations.flatMap(({ api, handlers }) =>
      Object.keys(handlers)
        .filter((name) => !forNodes.test(name))
        .map((name) => `${api.name}_${name}`),
    ),
  )("%s answers in its declared type", (method) => {
    const chain = createApiChain(1)
    for (const netuid of [0, 1, 7]) expect(() => chain.ask(method, { ...args, netuid })).not.toThrow()
  })

  it.each(golden.calls.filter(({ api }) => api !== "AccountNonceApi"))(
    "$api.$method equals the recorded answer",
    ({ api, method, args, output }) => {
      expect(createApiChain(67).raw(`${api}_${method}`, args)).toBe(output)
    },
  )
})
