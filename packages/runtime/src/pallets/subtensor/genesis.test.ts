import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { createState, type State } from "@taonet/frame/state"
import { bytesToKey, keyToBytes, utf8 } from "@taonet/primitives/bytes"
import { twox128 } from "@taonet/primitives/hash"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { describe, expect, it } from "vitest"
import "../../schemas.ts"
import { localnetGenesis, subtensorGenesis } from "./genesis.ts"
import { storage } from "./schema.ts"

const noDispatcher = {
  dispatch: () => {
    throw new Error("not used")
  },
  info: () => {
    throw new Error("not used")
  },
}

const newState = () => createState(createOverlay(createMemoryStore()), new Map(), noDispatcher)

/** What the state holds; removals of what was never there are not part of it. */
const written = (state: State): [string, Uint8Array][] =>
  [...state.changes()].flatMap(([key, value]) => (value ? [[key, value]] : []))

interface Line {
  readonly k: [number, string, unknown[], string][]
  readonly ch: [number, string][]
}

/** The genesis that the real pallet wrote, in production's variant. */
function recordedGenesis(): Map<string, string> {
  const file = new URL("../../../../../vectors/traces/tiny_reg_1.jsonl.gz", import.meta.url)
  const [, genesis] = gunzipSync(readFileSync(file)).toString("utf8").split("\n")
  const { k, ch } = JSON.parse(genesis ?? "") as Line
  const keys = new Map(k.map(([id, item, , raw]) => [id, { item, raw }]))
  const rows = ch.map(([id, value]) => ({ ...keys.get(id), value }))
  return new Map(
    rows
      .filter(({ item }) => item?.startsWith("SubtensorModule."))
      .map(({ raw, value }) => [raw ?? "", value]),
  )
}

describe("subtensorGenesis", () => {
  it("writes exactly the keys and bytes that the real pallet wrote", () => {
    const recorded = recordedGenesis()
    const issuance = storage.TotalIssuance.key()
    const given = fromHex(recorded.get(toHex(keyToBytes(issuance))) ?? "")
    const state = newState()
    const balancesIssuance = new DataView(given.buffer).getBigUint64(0, true)
    subtensorGenesis(state, { ...localnetGenesis(), balancesIssuance })
    const ours = new Map(written(state).map(([key, value]) => [toHex(keyToBytes(key)), toHex(value)]))
    expect([...ours].sort()).toEqual([...recorded].sort())
    expect(recorded.size).toBe(45)
  })

  it("puts the owner of root and nothing else in the fast variant", () => {
    const coldkey = `0x${"11".repeat(32)}` as const
    const hotkey = `0x${"22".repeat(32)}` as const
    const [plain, fast] = [newState(), newState()]
    subtensorGenesis(plain, localnetGenesis())
    subtensorGenesis(fast, localnetGenesis({ coldkey, hotkey }))
    const differing = written(fast).filter(([key, value]) => toHex(value) !== toHex(plain.get(key)!))
    const root = "\0\0"
    const prefix = (item: string) =>
      bytesToKey(twox128(utf8("SubtensorModule"))) + bytesToKey(twox128(utf8(item)))
    expect(differing.map(([key]) => key).sort()).toEqual(
      [prefix("SubnetOwner") + root, prefix("SubnetOwnerHotkey") + root].sort(),
    )
    expect(storage.SubnetOwner.get(fast, 0)).toBe(coldkey)
    expect(storage.SubnetOwnerHotkey.get(fast, 0)).toBe(hotkey)
    expect(storage.TotalIssuance.get(fast)).toBe(0n)
    expect(storage.FirstEmissionBlockNumber.has(fast, 1)).toBe(false)
  })
})
