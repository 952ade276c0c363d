import { type Hotkey, hotkeyFromKeypair } from "@taonet/neuron/hotkey"
import type { Keypair } from "@taonet/primitives/crypto/sign"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { type Signer, signerFromKeypair } from "@taonet/sdk/signer"
import { takeSecretUri } from "./secret.ts"
import { UsageError } from "./stop.ts"

/** Which key a neuron signs with. */
export interface HotkeyOptions {
  /** A wallet on disk; without it the secret comes from the environment. */
  readonly wallet?: string
  readonly hotkey?: string
  readonly walletPath?: string
}

/** The neuron's key, for requests and for transactions. */
export async function takeHotkey(
  options: HotkeyOptions,
): Promise<{ readonly hotkey: Hotkey; readonly signer: Signer }> {
  const keypair = options.wallet === undefined ? fromEnvironment(options) : await fromWallet(options)
  return { hotkey: hotkeyFromKeypair(keypair), signer: signerFromKeypair(keypair) }
}

function fromEnvironment({ hotkey }: HotkeyOptions): Keypair {
  if (hotkey !== undefined) throw new UsageError("--hotkey names a hotkey of a wallet: give --wallet too")
  return keypairFromUri(takeSecretUri())
}

/** Loaded where it is wanted: most networks on one machine have no wallets. */
async function fromWallet({ wallet = "", hotkey = "default", walletPath }: HotkeyOptions): Promise<Keypair> {
  const [{ openKey }, { defaultWalletRoot }] = await Promise.all([
    import("./verbs/wallet.ts"),
    import("@taonet/sdk/wallet/folder"),
  ])
  return (await openKey({ root: walletPath ?? defaultWalletRoot(), wallet }, hotkey)).keypair
}
