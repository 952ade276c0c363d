import type { ArgsOf, CallDef, RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Client } from "../client.ts"
import { type EntryAt, entryAt, type NameIn } from "../schema/pallets.ts"
import type { Signer } from "../signer.ts"
import type { SignOptions } from "../transaction/sign.ts"
import { type Receipt, submit } from "../transaction/submit.ts"

export type CallName = NameIn<"calls">
export type CallArgsOf<N extends string> = ArgsOf<EntryAt<"calls", N>>

/** A call of any pallet by its wire name: `makeCall("SubtensorModule.start_call", { netuid })`. */
export function makeCall<N extends CallName>(name: N, args: CallArgsOf<N>): RuntimeCallValue {
  return (entryAt("calls", name) as CallDef<CallArgsOf<N>>).make(args)
}

/** Signs and submits any call, and waits for what became of it. The errors of each call: docs/CALLS.md. */
export function submitCall<N extends CallName>(
  client: Client,
  signer: Signer,
  name: N,
  args: CallArgsOf<N>,
  options?: SignOptions,
): Promise<Receipt> {
  return submit(client, signer, makeCall(name, args), options)
}
