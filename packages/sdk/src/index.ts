export { commitWeightsHash, type HiddenWeights, weightsHash } from "./actions/commitWeightsHash.ts"
export { multisigAddress, multisigCallHash } from "./actions/multisig.ts"
export * from "./actions/reads.ts"
export { integerToIpv4 } from "./actions/serveAxon.ts"
export { makeCall } from "./actions/submitCall.ts"
export * from "./actions/writes.ts"
export { type Client, callApi, readKeys, readMap, readValue } from "./client.ts"
export { type ClientOptions, createClient, type ReadClient, type WriteClient } from "./createClient.ts"
export { type DispatchFailure, dispatchFailure } from "./errors/dispatchError.ts"
export { type Signer, signerFromKeypair, signerFromUri } from "./signer.ts"
export { metadataHashOf, metadataProofOf } from "./transaction/metadataHash.ts"
export {
  prepareTransaction,
  type SignOptions,
  signTransaction,
  type UnsignedTransaction,
  withSignature,
} from "./transaction/sign.ts"
export {
  DispatchRejected,
  type Receipt,
  receiptOf,
  submit,
  submitSigned,
  TransactionDropped,
  TransactionInvalid,
} from "./transaction/submit.ts"
export { fallback } from "./transport/fallback.ts"
export { type HttpOptions, http } from "./transport/http.ts"
export { inProcess, type NodeDoor } from "./transport/inProcess.ts"
export { type ReconnectOptions, webSocket } from "./transport/reconnecting.ts"
export { RpcError, type Subscription, type Transport, TransportError } from "./transport/types.ts"
export { type WebSocketOptions, webSocketTransport } from "./transport/webSocket.ts"
