import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { calculate_state_root } from "@acala-network/chopsticks-executor"
import { validateProofs } from "@polkadot-api/substrate-bindings"
import { startNode } from "@taonet/node/node"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { createTrie } from "@taonet/state/trie/trie"
import { expect, it } from "vitest"
import { rawSpec } from "./rawSpec.ts"
import { specNamed } from "./specs.ts"

/** The local network's first state and some that only a raw spec has: code of a megabyte, an empty value, a key that is another's start. */
const more = {
  "0x3a636f6465": `0x${"0061736d".repeat(250_000)}`,
  "0x3a65787472696e7369635f696e646578": "0x00000000",
  "0x3a6772616e6470615f617574686f726974696573": "0x01",
  "0x3a6772616e6470615f617574686f7269746965735f6d6f7265": "0x",
}
const top: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...createRuntime(local).genesis()].flatMap(([key, value]) =>
      value === undefined ? [] : [[toHex(keyToBytes(key)), toHex(value)]],
    ),
  ),
  ...more,
}
const json = {
  name: "Raw",
  id: "raw_local",
  chainType: "Development",
  bootNodes: [],
  properties: { ss58Format: 13116, tokenDecimals: 9, tokenSymbol: "testTAO" },
  genesis: { raw: { top, childrenDefault: {} } },
}

it("gives the genesis block the state root that Substrate's own trie computes", async () => {
  const expected = await calculate_state_root(Object.entries(top), 1)
  const folder = mkdtempSync(join(tmpdir(), "taonet-raw-"))
  try {
    const path = join(folder, "spec.json")
    writeFileSync(path, JSON.stringify(json))
    const spec = specNamed(path, 250)
    const node = await startNode({ runtime: createRuntime(spec), blockTimeMs: "manual" })
    const { trie } = node.chain.state(node.chain.genesisHash)
    expect(node.chain.head().header.stateRoot).toBe(expected)
    const proof = trie.proof(Object.keys(more).map((key) => bytesToKey(fromHex(key as `0x${string}`))))
    expect(validateProofs(proof.map(toHex))?.rootHash).toBe(expected)
    expect((await node.engine.produce(2)).header.number).toBe(2)
    await node.close()
    expect(spec).toMatchObject({ name: "Raw", id: "raw_local", properties: { tokenSymbol: "testTAO" } })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

it("a root is the same whatever the order of the keys, and another for each other state", () => {
  const root = (spec: unknown) => createTrie(rawSpec(spec).rawGenesis).root
  const shuffled = Object.fromEntries(Object.entries(top).toReversed())
  const whole = root(json)
  expect(root({ ...json, genesis: { raw: { top: shuffled } } })).toBe(whole)
  expect(root({ ...json, genesis: { raw: { top: { ...top, "0x3a6772616e6470615f": "0x" } } } })).not.toBe(
    whole,
  )
})

it.each([
  [{ ...json, genesis: { runtime: {} } }, "genesis.raw"],
  [{ ...json, genesis: { raw: { top: { "0x1": "0x" } } } }, "a key is not hex"],
  [{ ...json, genesis: { raw: { top: { "0x01": 7 } } } }, "the value of 0x01 is not hex"],
  [{ ...json, genesis: { raw: { top: { "0xab": "0x", "0xAB": "0x" } } } }, "twice"],
  [{ ...json, genesis: { raw: { top, childrenDefault: { "0x01": {} } } } }, "child tries"],
  [{ ...json, name: undefined }, "name"],
  [[], "no object"],
])("refuses what is no raw spec", (spec, why) => {
  expect(() => rawSpec(spec)).toThrow(why)
})

it("says in one line that a file is missing or no JSON", () => {
  expect(() => specNamed("/nowhere/spec.json", 250)).toThrow("cannot be read")
  expect(() => specNamed("package.json", 250)).toThrow("genesis is no object")
  expect(() => specNamed("biome", 250)).toThrow('no chain spec "biome"')
})
