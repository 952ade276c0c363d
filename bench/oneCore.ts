/**
 * Milliseconds of processor time of this process so far, its helper threads (compiler, garbage collector) included: what one core would need,
 * whatever else the machine does meanwhile.
 */
export function coreMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
