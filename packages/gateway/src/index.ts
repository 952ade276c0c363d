export { type DendriteQueryOptions, dendriteQuery } from "./dendriteQuery.ts"
export { type ErrorCode, type FailureKind, GatewayError, MinerFailure } from "./errors.ts"
export { type AxonRow, type MinerRoutesOptions, minerRoutes } from "./minerRoutes.ts"
export type { MinerHealth } from "./minerStates.ts"
export { defaultLimits, type GatewayLimits, type GatewayOptions } from "./options.ts"
export { createGateway, type Gateway, type GatewayStats } from "./server.ts"
export type {
  GatewayDeps,
  MinerAnswer,
  MinerQuery,
  MinerRequest,
  MinerRoute,
  ModelKind,
  QueryRecord,
  ServedModel,
} from "./types.ts"
