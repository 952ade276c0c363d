// The same with Node's own test runner: `node --import tsx --test subnet.node.test.ts`. Here every test starts a chain of its own.
import assert from "node:assert/strict"
import { test } from "node:test"
import { createDevChain, readScenario } from "@taonet/dev"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { createClient, getBalance, readMap, readValue, transfer, webSocketTransport } from "@taonet/sdk/index"

const small = readScenario(`
subnets:
  - owner: Alice
    hyperparameters: { tempo: 5, commit_reveal_weights_enabled: false }
    validators: [{ name: Bob, stake: 100, weights: { Charlie: 1 } }]
    miners: [{ name: Charlie }]
history: { epochs: 2 }
`)

test("a transfer is a block", async () => {
  await using chain = await createDevChain()
  const to = chain.coldkey("Ferdie")
  await transfer(chain.client, chain.signer("Alice"), { to, amount: 1_000_000_000n })
  assert.equal(await readValue(chain.client, system.Number), 1)
  assert.equal(await getBalance(chain.client, { account: to }), 2_001_000_000_000n)
})

test("a subnet of one's own pays its miner", async () => {
  await using chain = await createDevChain({ scenario: small })
  await chain.mineToEpoch(2)
  const incentive = await readMap(chain.client, storage.Incentive, [2])
  assert.deepEqual(incentive, [0, 0, 65_535])
})

test("other programs can reach it by a port", async () => {
  await using chain = await createDevChain({ port: 0 })
  const client = await createClient(await webSocketTransport(chain.url))
  assert.equal(client.genesisHash, chain.client.genesisHash)
  await client.transport.close()
})

test("two runs are the same, byte for byte", async () => {
  await using one = await createDevChain({ scenario: small })
  await using two = await createDevChain({ scenario: small })
  assert.deepEqual(one.head(), two.head())
})
