import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { getBalance } from "@taonet/sdk/actions/getBalance"
import { transfer } from "@taonet/sdk/actions/transfer"
import { signerFromUri } from "@taonet/sdk/signer"
import { startPageChain } from "./chain.ts"

export interface DemoBlock {
  readonly number: number
  readonly hash: string
  readonly stateRoot: string
  readonly extrinsics: number
}

export interface DemoResult {
  readonly bootMs: number
  readonly balanceBefore: bigint
  readonly balanceAfter: bigint
  readonly epochsBefore: bigint
  readonly epochsAfter: bigint
  readonly head: DemoBlock
}

/** Boots a chain, makes ten blocks, sends TAO from Alice to Bob, and goes on to subnet 1's next epoch. */
export async function runDemo(onBlock: (block: DemoBlock) => void = () => {}): Promise<DemoResult> {
  const start = performance.now()
  const { chain, dev, client } = await startPageChain()
  const bootMs = performance.now() - start
  const shown = (): DemoBlock => {
    const { hash, header, extrinsics } = chain.head()
    return { number: header.number, hash, stateRoot: header.stateRoot, extrinsics: extrinsics.length }
  }
  chain.listen({
    best: ({ block: { hash, header, extrinsics } }) =>
      onBlock({ number: header.number, hash, stateRoot: header.stateRoot, extrinsics: extrinsics.length }),
  })
  const epochs = (): bigint => subtensor.SubnetEpochIndex.get(chain.open(chain.head().hash), 1)
  const bob = { account: devAccounts.Bob }

  const [balanceBefore, epochsBefore] = [await getBalance(client, bob), epochs()]
  for (let made = 0; made < 10; made++) await dev.mine()
  await transfer(client, signerFromUri("//Alice"), { to: bob.account, amount: 7_000_000_000n })
  await dev.mineToEpoch(1)
  const balanceAfter = await getBalance(client, bob)
  return { bootMs, balanceBefore, balanceAfter, epochsBefore, epochsAfter: epochs(), head: shown() }
}
