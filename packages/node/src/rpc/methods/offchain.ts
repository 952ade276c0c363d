import { offchainUnavailable } from "../errors.ts"
import type { Method } from "../types.ts"

/** Storage of off-chain workers, which this node has none of. Strangers hear what Substrate tells them: that the call is unsafe. */
const refused: Method = () => {
  throw offchainUnavailable()
}
export const offchain_localStorageSet: Method = refused
export const offchain_localStorageGet: Method = refused
export const offchain_localStorageClear: Method = refused
