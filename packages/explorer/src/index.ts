export { createQueryLog, type LoggedQuery, type QueryLog, type QueryLogOptions } from "./queryLog.ts"
export { createStatusServer, type StatusServer, type StatusServerOptions } from "./statusServer.ts"
export type {
  AgreementStatus,
  ChainStatus,
  NeuronStatus,
  QueryCounts,
  QueryStatus,
  Status,
  StatusSource,
  SubnetStatus,
  ValidatorAgreementStatus,
} from "./types.ts"
