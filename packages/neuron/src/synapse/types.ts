import type { Caller } from "../btauth/verifyRequest.ts"
import type { FieldType } from "./bodyHash.ts"

/**
 * What both sides agree on: the Python class, as far as the wire shows it. The signature of SDK 10 covers who asks whom, when, and the texts
 * of the hashed fields. It never covers the class's name (a request fits every class whose hashed fields have the same texts), their names,
 * time limits, sizes, or any other field.
 */
export interface SynapseType {
  /** The class's name, which is the route. */
  readonly name: string
  /** The class's `required_hash_fields`, in its order, with what they hold. */
  readonly hashed?: Readonly<Record<string, FieldType>>
  /**
   * Fields that a request may carry although nothing proves them: whoever stands between can change them. A stock class without
   * `required_hash_fields` is served by naming all of its fields here, which is the owner's decision to make.
   */
  readonly uncovered?: readonly string[]
  /** Fields that only the answer fills: what a request says in them is dropped. */
  readonly answer?: readonly string[]
}

export interface SynapseRequest {
  /** The hashed fields, as the caller signed them. */
  readonly fields: Readonly<Record<string, unknown>>
  /** The others that the type lets through: nobody vouches for them. */
  readonly uncovered: Readonly<Record<string, unknown>>
  /** From the headers; what the body says about its sender is never looked at. */
  readonly caller: Caller
  /** Aborted when the client goes away, the handler's time is up, or the axon closes. */
  readonly signal: AbortSignal
}

export type SynapseReply =
  /** Fields to set, beside the request's own, which go back as they came. */
  | { readonly fields: Readonly<Record<string, unknown>> }
  /** A StreamingSynapse's answer: bytes whose meaning its class defines. */
  | { readonly chunks: AsyncIterable<string | Uint8Array> }

export interface SynapseRoute {
  readonly type: SynapseType
  readonly handle: (request: SynapseRequest) => Promise<SynapseReply>
}

/** Fields of every synapse; the wire keeps them in headers too. */
export const metadataFields: ReadonlySet<string> = new Set([
  "name",
  "timeout",
  "total_size",
  "header_size",
  "dendrite",
  "axon",
  "computed_body_hash",
  // Classes written for older SDKs have it as a field of each instance.
  "required_hash_fields",
])

/** Served by every axon: it answers to say that it is there. */
export const ping: SynapseRoute = { type: { name: "Synapse" }, handle: async () => ({ fields: {} }) }

/** Throws RangeError when a type cannot be served or asked. */
export function checkSynapseType({ name, hashed = {}, uncovered = [], answer = [] }: SynapseType): void {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new RangeError(`${name} is not the name of a class`)
  const fields = [...Object.keys(hashed), ...uncovered, ...answer]
  if (new Set(fields).size < fields.length) throw new RangeError(`${name} names a field twice`)
  const taken = fields.find((field) => metadataFields.has(field))
  if (taken !== undefined) throw new RangeError(`${name}.${taken} is a field of every synapse`)
}
