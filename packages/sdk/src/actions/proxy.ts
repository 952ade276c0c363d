import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { calls } from "@taonet/runtime/pallets/proxy/schema"
import type { ProxyType } from "@taonet/runtime/types/subtensorCommon"
import type { Client } from "../client.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export interface ProxyArgs {
  /** In whose name. */
  readonly real: Hex
  readonly call: RuntimeCallValue
  /** Which of the permissions to use, where there are several. */
  readonly type?: ProxyType
}

export interface ProxyPermission {
  readonly delegate: Hex
  readonly type: ProxyType
  /** Blocks between announcement and use. Default 0. */
  readonly delay?: number
}

const id = (value: Hex) => ({ type: "Id", value }) as const

/**
 * Runs a call in the name of an account that made the signer its proxy. Rejects with DispatchRejected when that call fails.
 *
 * Call: `Proxy.proxy`. Errors: `NotProxy`, `Unannounced` where the permission has a delay, and whatever the call raises.
 */
export function proxy(
  client: Client,
  signer: Signer,
  { real, call, type }: ProxyArgs,
  options?: SignOptions,
): Promise<Receipt> {
  return submit(client, signer, calls.proxy.make({ real: id(real), force_proxy_type: type, call }), options)
}

/**
 * Lets another account act in the signer's name, within a type. Reserves a deposit.
 *
 * Call: `Proxy.add_proxy`. Errors: `Duplicate`, `NoSelfProxy`, `TooMany`, `Balances.InsufficientBalance`.
 */
export function addProxy(
  client: Client,
  signer: Signer,
  { delegate, type, delay = 0 }: ProxyPermission,
  options?: SignOptions,
): Promise<Receipt> {
  return submit(
    client,
    signer,
    calls.add_proxy.make({ delegate: id(delegate), proxy_type: type, delay }),
    options,
  )
}

/**
 * Takes a permission back, and the deposit with it; type and delay must be those that were given.
 *
 * Call: `Proxy.remove_proxy`. Errors: `NotFound`.
 */
export function removeProxy(
  client: Client,
  signer: Signer,
  { delegate, type, delay = 0 }: ProxyPermission,
  options?: SignOptions,
): Promise<Receipt> {
  return submit(
    client,
    signer,
    calls.remove_proxy.make({ delegate: id(delegate), proxy_type: type, delay }),
    options,
  )
}
