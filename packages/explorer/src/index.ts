export { createQueryLog, type QueryLog } from "./queryLog.ts"
export { createStatusServer, type StatusServer, type StatusServerOptions } from "./statusServer.ts"
export type { ChainStatus, NeuronStatus, QueryStatus, Status, StatusSource, SubnetStatus } from "./types.ts"
