import type { AnyCodec, Codec } from "@taonet/primitives/scale/index"
import type { CallContext } from "../runtime.ts"
import type { State } from "../state.ts"

/** A method of a runtime API, as `state_call` reaches it (`Api_method`). */
export interface ApiMethod<A, R> {
  readonly doc: string
  readonly args: Readonly<Record<string, AnyCodec>>
  readonly output: Codec<R>
  readonly input?: A
}

export type ApiArgs<F extends Readonly<Record<string, AnyCodec>>> = {
  readonly [K in keyof F]: F[K] extends Codec<infer T> ? T : never
}

export function method<F extends Readonly<Record<string, AnyCodec>>, R>(
  doc: string,
  args: F,
  output: Codec<R>,
): ApiMethod<ApiArgs<F>, R> {
  return { doc, args, output }
}

/** A runtime API: its name, its version in RuntimeVersion.apis, and its methods in the reference's order. */
// biome-ignore lint/suspicious/noExplicitAny: methods of different signatures share no narrower type
export type ApiMethods = Readonly<Record<string, ApiMethod<any, any>>>

export interface RuntimeApi<M extends ApiMethods = ApiMethods> {
  readonly name: string
  readonly version: number
  readonly doc: string
  readonly methods: M
}

export function defineApi<M extends ApiMethods>(
  name: string,
  version: number,
  doc: string,
  methods: M,
): RuntimeApi<M> {
  return { name, version, doc, methods }
}

/** Logic of an API: `(state, args, context) → value` per method. Methods that are missing answer as unknown to the executor. */
export type ApiHandlers<M extends ApiMethods> = {
  readonly [K in keyof M]?: M[K] extends ApiMethod<infer A, infer R>
    ? (state: State, args: A, context: CallContext) => R
    : never
}

export interface ApiImplementation {
  readonly api: RuntimeApi
  readonly handlers: Readonly<Record<string, (state: State, args: never, context: CallContext) => unknown>>
}

/** Joins an API's table and logic. */
export function implementApi<M extends ApiMethods>(
  api: RuntimeApi<M>,
  handlers: ApiHandlers<M>,
): ApiImplementation {
  return { api, handlers: handlers as ApiImplementation["handlers"] }
}
