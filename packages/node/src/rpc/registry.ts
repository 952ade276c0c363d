import * as account from "./methods/account.ts"
import * as archive from "./methods/archive.ts"
import * as archiveDiff from "./methods/archiveDiff.ts"
import * as author from "./methods/author.ts"
import * as chain from "./methods/chain.ts"
import * as chainHead from "./methods/chainHead.ts"
import * as chainSpec from "./methods/chainSpec.ts"
import * as childstate from "./methods/childstate.ts"
import * as dev from "./methods/dev.ts"
import * as devAnvil from "./methods/devAnvil.ts"
import * as devFaults from "./methods/devFaults.ts"
import * as devMining from "./methods/devMining.ts"
import * as devSnapshots from "./methods/devSnapshots.ts"
import * as devStorage from "./methods/devStorage.ts"
import * as devTransactions from "./methods/devTransactions.ts"
import * as engine from "./methods/engine.ts"
import * as offchain from "./methods/offchain.ts"
import * as payment from "./methods/payment.ts"
import * as rpc from "./methods/rpc.ts"
import * as state from "./methods/state.ts"
import { subtensorMethods } from "./methods/subtensor.ts"
import * as system from "./methods/system.ts"
import * as transaction from "./methods/transaction.ts"
import * as transactionWatch from "./methods/transactionWatch.ts"
import type { Method } from "./types.ts"

/** A group is a module: every function that it exports under a wire name is a method. */
export type MethodGroup = Readonly<Record<string, unknown>>

const publicGroups: readonly MethodGroup[] = [
  account,
  archive,
  archiveDiff,
  author,
  chain,
  chainHead,
  chainSpec,
  childstate,
  offchain,
  payment,
  rpc,
  state,
  subtensorMethods,
  system,
  transaction,
  transactionWatch,
]

/** Methods that let any client do with the chain as it likes: for networks of one's own. */
const devGroups: readonly MethodGroup[] = [
  dev,
  devAnvil,
  devFaults,
  devMining,
  devSnapshots,
  devStorage,
  devTransactions,
  engine,
]

export interface RegistryOptions {
  readonly devMethods: boolean
  /** Groups from outside this package. */
  readonly extraGroups?: readonly MethodGroup[]
}

/** All methods by wire name, in order of name. */
export function createRegistry({
  devMethods,
  extraGroups = [],
}: RegistryOptions): ReadonlyMap<string, Method> {
  const groups = [...publicGroups, ...(devMethods ? devGroups : []), ...extraGroups]
  const methods = groups.flatMap((group) => Object.entries(group).filter(isMethod))
  return new Map(methods.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const isMethod = (entry: [string, unknown]): entry is [string, Method] =>
  entry[0].includes("_") && typeof entry[1] === "function"
