import { expect, it } from "vitest"
import { storage } from "../schema.ts"
import { BY_KEY, MAPS, VALUES } from "./purge.ts"

/** Survive into the next subnet with the same id, as on the reference chain. */
const survivors = [
  "AdjustmentAlpha",
  "AdjustmentInterval",
  "AutoStakeDestination",
  "AutoStakeDestinationColdkeys",
  "MaxWeightsLimit",
  "MinAllowedUids",
  "MinChildkeyTakePerSubnet",
  "MinNonImmuneUids",
  "OwnerCutEnabled",
  "RecycleOrBurn",
  "RegisteredSubnetCounter",
  "RootAlphaDividendsPerSubnet",
  "RootClaimableThreshold",
  "RootProp",
  "SubnetEmissionEnabled",
  "SubnetFastMovingPrice",
]

/** Removed by steps of their own: stake, pool, identity, members, mechanisms, lease, and the entry that says it exists. */
const removedOtherwise = [
  "Alpha",
  "AlphaShareEpoch",
  "AlphaSharePoolEpoch",
  "AlphaV2",
  "IsNetworkMember",
  "MechanismCountCurrent",
  "MechanismEmissionSplit",
  "NetworksAdded",
  "SubnetAlphaIn",
  "SubnetAlphaOut",
  "SubnetIdentitiesV3",
  "SubnetProtocolAlpha",
  "SubnetTAO",
  "SubnetUidToLeaseId",
  "TotalHotkeyAlpha",
  "TotalHotkeyShares",
  "TotalHotkeySharesV2",
]

it("names every item that is kept by subnet", () => {
  const bySubnet = Object.values(storage)
    .filter(({ parts }) => parts.some(({ codec }) => codec.typeName === "NetUid"))
    .map(({ name }) => name)
  const purged = [...VALUES, ...MAPS, ...BY_KEY].map((item) => (item as unknown as { name: string }).name)
  const known = [...purged, ...survivors, ...removedOtherwise]
  expect(bySubnet.filter((name) => !known.includes(name))).toEqual([])
  expect(known.filter((name) => !bySubnet.includes(name))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})
