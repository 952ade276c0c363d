import { vi } from "vitest"

/*
 * Other people's clients need 5 to 40 s for a session on a machine that does nothing else. Machines that build and test at once are several
 * times slower, and a session that is cut off says nothing of the chain; so limits are there to end what hangs, and for nothing else.
 */

/** For a client's process, in milliseconds: below the hook's, so that it is the client's own output which one gets to see. */
export const clientMs = 280_000
const hookMs = 300_000

/** For a command that a test waits for, beside others. */
export const commandMs = 140_000

/** Gives the hooks and tests that are declared after it the time that clients may need. */
export function waitForClients(): void {
  vi.setConfig({ hookTimeout: hookMs, testTimeout: hookMs })
}
