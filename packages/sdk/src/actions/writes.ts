/**
 * The verbs that a signer submits: one a file, or one file for those of one permission. Each resolves once its transaction is final. A call
 * that fails in a block rejects with DispatchRejected; one that the node does not take, because it would fail, with TransactionInvalid. The
 * comments of the verbs name the calls that they make and their commonest errors; all are in docs/CALLS.md.
 */

export type { SignOptions } from "../transaction/sign.ts"
export type { Receipt } from "../transaction/submit.ts"
export { type AddStakeArgs, addStake, type PriceLimit } from "./addStake.ts"
export { type BatchArgs, batch } from "./batch.ts"
export { type BurnedRegisterArgs, burnedRegister } from "./burnedRegister.ts"
export { commitWeights } from "./commitWeights.ts"
export { commitWeightsHash, type HiddenWeights } from "./commitWeightsHash.ts"
export { type MoveStakeArgs, moveStake, type StakePlace } from "./moveStake.ts"
export { type MultisigArgs, type MultisigMembers, multisig } from "./multisig.ts"
export { addProxy, type ProxyArgs, type ProxyPermission, proxy, removeProxy } from "./proxy.ts"
export { publishWeights } from "./publishWeights.ts"
export { type RegisteredSubnet, registerSubnet } from "./registerSubnet.ts"
export { type RemoveStakeArgs, removeStake } from "./removeStake.ts"
export { revealWeights } from "./revealWeights.ts"
export { rootRegister } from "./rootRegister.ts"
export { type ServeAxonArgs, serveAxon } from "./serveAxon.ts"
export { type SetChildrenArgs, setChildren } from "./setChildren.ts"
export { type SetTakeArgs, setTake } from "./setTake.ts"
export { setWeights, type WeightsArgs } from "./setWeights.ts"
export { type CallArgsOf, type CallName, submitCall } from "./submitCall.ts"
export { type ShieldedReceipt, submitShielded } from "./submitShielded.ts"
export { sudo, sudoAs } from "./sudo.ts"
export { type TransferArgs, transfer } from "./transfer.ts"
export { type TransferStakeArgs, transferStake } from "./transferStake.ts"
