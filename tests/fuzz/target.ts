/** A fuzzer: throws when it finds something, with what makes it happen again. */
export type Target = (options: { readonly seed: number; readonly runs: number }) => Promise<void>
