import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { encodeAddress } from "@taonet/primitives/ss58"
import { calls as commitments } from "@taonet/runtime/pallets/commitments/schema"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { candidacy, noCandidacy } from "@taonet/runtime/pallets/subtensor/thesis/candidacy"
import {
  type Client,
  createClient,
  readMap,
  signerFromUri,
  submit,
  webSocketTransport,
} from "@taonet/sdk/index"
import { takeSecretUri } from "../secret.ts"
import { exitWith, finish, UsageError } from "../stop.ts"

export interface StandOptions {
  readonly url: string
  readonly withdraw: boolean
}

const root = 0

/** Says on the chain that a hotkey makes blocks, or does no longer, and prints what it has to be elected with. */
export async function stand({ url, withdraw }: StandOptions): Promise<void> {
  try {
    const uri = takeSecretUri()
    const client = await createClient(await webSocketTransport(url))
    const { account, stake } = await declare(client, uri, withdraw)
    const told = withdraw ? "stands no longer" : `stands for producer with ${tao(stake)} TAO on root`
    process.stdout.write(`${encodeAddress(account)} ${told}\n`)
    await client.transport.close()
    finish()
  } catch (error) {
    exitWith(error)
  }
}

/** The votes of a hotkey are signed with the ed25519 key of the same secret. Throws UsageError for a hotkey that is not on root. */
export async function declare(client: Client, uri: string, withdraw: boolean) {
  const hotkey = signerFromUri(uri)
  const { account } = hotkey
  if ((await readMap(client, subtensor.Uids, [root, account])) === undefined)
    throw new UsageError("the hotkey is no root validator: its coldkey registers it with root_register first")
  const info = withdraw ? noCandidacy : candidacy(account, keypairFromUri(uri, "ed25519"))
  await submit(client, hotkey, commitments.set_commitment.make({ netuid: root, info }))
  return { account, stake: await readMap(client, subtensor.TotalHotkeyAlpha, [account, root]) }
}

const tao = (rao: bigint): string => String(rao / 1_000_000_000n)
