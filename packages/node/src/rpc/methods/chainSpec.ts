import type { Method } from "../types.ts"

export const chainSpec_v1_chainName: Method = (_params, { services }) => services.identity.name
export const chainSpec_v1_genesisHash: Method = (_params, { services }) => services.chain.genesisHash
export const chainSpec_v1_properties: Method = (_params, { services }) => services.identity.properties
