export const tao = 1_000_000_000
/** As the sessions print amounts. */
export const rao = (amount: number) => `${amount}`

/** What a session's steps gave, by name. */
export type Steps = (step: string) => unknown
