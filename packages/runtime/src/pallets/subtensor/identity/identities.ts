import type { ChainIdentityV2, SubnetIdentityV3 } from "../types.ts"

/** Most bytes of each field. */
const SUBNET_LIMITS: Readonly<Record<keyof SubnetIdentityV3, number>> = {
  subnet_name: 256,
  github_repo: 1024,
  subnet_contact: 1024,
  subnet_url: 1024,
  discord: 256,
  description: 1024,
  logo_url: 1024,
  additional: 1024,
}

const CHAIN_LIMITS: Readonly<Record<keyof ChainIdentityV2, number>> = {
  name: 256,
  url: 256,
  github_repo: 256,
  image: 1024,
  discord: 256,
  description: 1024,
  additional: 1024,
}

/** Most bytes of a coldkey's identity, its repository not counted. */
const CHAIN_TOTAL = 4096

export const isValidSubnetIdentity = (identity: SubnetIdentityV3): boolean => fits(identity, SUBNET_LIMITS)

export function isValidChainIdentity(identity: ChainIdentityV2): boolean {
  const { name, url, image, discord, description, additional } = identity
  const total = [name, url, image, discord, description, additional].reduce(
    (sum, { length }) => sum + length,
    0,
  )
  return total <= CHAIN_TOTAL && fits(identity, CHAIN_LIMITS)
}

function fits<K extends string>(
  fields: Readonly<Record<K, Uint8Array>>,
  limits: Readonly<Record<K, number>>,
): boolean {
  return (Object.keys(limits) as K[]).every((field) => fields[field].length <= limits[field])
}
