export { type Axon, type AxonDeps, type AxonOptions, createAxon } from "./axon/axon.ts"
export {
  type CallerLimits,
  type CallerLimitsOptions,
  type CallerTier,
  createCallerLimits,
} from "./axon/callerLimits.ts"
export {
  AxonError,
  type AxonReply,
  type AxonRequest,
  type AxonRoute,
  type ChunkReply,
  type PlainReply,
  type StreamReply,
} from "./axon/types.ts"
export { AuthError, type AuthErrorCode } from "./btauth/errors.ts"
export { createReplayStore, type ReplayStore } from "./btauth/replayStore.ts"
export { type ResponseEvidence, verifyEvidence } from "./btauth/response.ts"
export { type SignedRequest, signRequest } from "./btauth/signRequest.ts"
export { type Caller, type VerifyOptions, verifyRequest } from "./btauth/verifyRequest.ts"
export type { ChainClient, NeuronInfo, SubnetView } from "./chain.ts"
export { type Clock, systemClock } from "./clock.ts"
export { createDendrite, type DendriteDeps, type DendriteOptions } from "./dendrite/dendrite.ts"
export { DendriteError, type DendriteErrorCode } from "./dendrite/errors.ts"
export { synapseStatus } from "./dendrite/synapseCall.ts"
export type {
  AxonTarget,
  Dendrite,
  DendriteRequest,
  DendriteResponse,
  DendriteStream,
  SentSynapse,
  SynapseAnswer,
  SynapseCall,
  SynapseStream,
} from "./dendrite/types.ts"
export {
  type CheckSignature,
  type Hotkey,
  hotkeyFromKeypair,
  hotkeyFromUri,
  type VerifySignature,
  verifySignatureOf,
} from "./hotkey.ts"
export { errorText, type Log, noLog } from "./log.ts"
export { fileScoreStore, type SavedMemory, type ScoreStore, ScoresUnreadable } from "./loops/memory.ts"
export { type MinerDeps, type MinerOptions, runMiner } from "./loops/runMiner.ts"
export {
  type MinerScore,
  type RoundFailure,
  type RoundReport,
  runValidator,
  type ScoreMiner,
  type ScoringContext,
  type ValidatorDeps,
  type ValidatorOptions,
} from "./loops/runValidator.ts"
export { type Random, secretRandom, seededRandom } from "./random.ts"
export { bodyHashOf, type FieldType } from "./synapse/bodyHash.ts"
export type { SynapseReply, SynapseRequest, SynapseRoute, SynapseType } from "./synapse/types.ts"
export { synapseRequestId } from "./synapse/wire.ts"
