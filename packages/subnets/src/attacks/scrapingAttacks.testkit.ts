/** Each attack on the scraping subnet beside an honest miner that reads as much. */
import type { Attack } from "./attacks.testkit.ts"
import {
  copier,
  embellisher,
  fabricator,
  guarded,
  harvester,
  reader,
  relay,
  restamper,
} from "./scrapingMiners.testkit.ts"
import { type Scraper, scrapingJudge, sitePages } from "./scrapingWorld.testkit.ts"
import type { Plan } from "./world.testkit.ts"

const validators = ["v1", "v2"]
const aWholeTao = 1_000_000_000n
const third = sitePages / 3

function planOf(...scrapers: readonly Scraper[]): Plan {
  const weigh = scrapingJudge(scrapers, validators)
  return {
    validators: validators.map((name) => ({ name, stake: 1000, weigh })),
    miners: scrapers.map(({ name }) => ({
      name,
      answer() {
        throw new Error("scraping miners are asked in their own way")
      },
    })),
    epochs: 8,
  }
}

const victim = reader("victim")
const choosy = guarded(victim, validators, aWholeTao)
const twin = reader("twin")

const attack = (name: string, stopped: boolean, plan: Plan): Attack => ({
  name: `scraping: ${name}`,
  plan,
  attackers: ["attacker"],
  honest: ["twin"],
  stopped,
})

export const scrapingAttacks: readonly Attack[] = [
  attack(
    "another's manifest, with the texts in hand",
    true,
    planOf(victim, twin, copier("attacker", "victim")),
  ),
  attack("makes everything up", true, planOf(victim, twin, fabricator("attacker"))),
  attack(
    "reads a third, makes up another third",
    true,
    planOf(victim, reader("twin", third), embellisher("attacker", third)),
  ),
  attack("read once, new dates ever since", true, planOf(victim, twin, restamper("attacker"))),
  attack("reads nothing, passes jobs on", true, planOf(victim, twin, relay("attacker", "victim", 0))),
  attack(
    "reads a third, passes jobs on to one that answers anybody",
    false,
    planOf(victim, reader("twin", third), relay("attacker", "victim", third)),
  ),
  attack(
    "fills its store by jobs from one that answers only stake",
    true,
    planOf(choosy, twin, harvester("attacker", "victim")),
  ),
  attack(
    "fills its store by jobs from one that answers anybody",
    false,
    planOf(victim, twin, harvester("attacker", "victim")),
  ),
]
