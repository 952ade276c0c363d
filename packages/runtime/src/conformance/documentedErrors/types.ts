/**
 * The errors that each call documents, as data: one file a pallet, named after it (`balances.ts`), large ones split by chapter
 * (`subtensorStaking.ts`). Each file exports `documentedErrors` and, where it needs it, `unreachable`. scripts/callCoverage.ts finds the
 * files by itself, and holds them against what the tests have seen.
 */

/**
 * By call name. A bare name is an error of the call's own pallet, `Pallet.Error` one of another; plain ones are written as tests see them:
 * `BadOrigin`, `Token.FundsUnavailable`, `Arithmetic.Overflow`, ….
 */
export type DocumentedErrors = Readonly<Record<string, readonly string[]>>

/**
 * Errors that the reference's code or documentation names and no call can bring about, with why: by call name, then error; `ok` stands for
 * the success of a call that always fails.
 */
export type UnreachableErrors = Readonly<Record<string, Readonly<Record<string, string>>>>
