import { type ApiImplementation, implementApi } from "@taonet/frame/schema/runtimeApis"
import type { State } from "@taonet/frame/state"
import { accountNonce } from "../pallets/system/account.ts"
import { constants } from "../pallets/system/schema.ts"
import { AccountNonceApi } from "./accountNonceApi/schema.ts"
import { Core } from "./core/schema.ts"
import { GenesisBuilder } from "./genesisBuilder/schema.ts"
import { Metadata } from "./metadata/schema.ts"

export const metadataVersions: readonly number[] = [14, 15]

/** The APIs that describe the runtime itself. */
export function coreApis(
  metadata: (version: number) => Uint8Array | undefined,
): readonly ApiImplementation[] {
  return [
    implementApi(Core, { version: (state: State) => constants.Version.get(state) }),
    implementApi(Metadata, {
      metadata: () => metadata(14)!,
      metadata_at_version: (_state, { version }) => metadata(version),
      metadata_versions: () => [...metadataVersions],
    }),
    implementApi(AccountNonceApi, { account_nonce: (state, { account }) => accountNonce(state, account) }),
    implementApi(GenesisBuilder, { preset_names: () => [], get_preset: () => undefined }),
  ]
}
