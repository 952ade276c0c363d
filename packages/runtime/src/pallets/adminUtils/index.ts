import { type AnyHandler, definePallet } from "@taonet/frame/pallet"
import { setNetworkPowRegistrationAllowed, setTotalIssuance } from "./calls/retired.ts"
import { scheduleGrandpaChange } from "./calls/scheduleGrandpaChange.ts"
import { setActivityCutoffFactor } from "./calls/setActivityCutoffFactor.ts"
import { setAlphaValues } from "./calls/setAlphaValues.ts"
import { setBasketTradingFrozen } from "./calls/setBasketTradingFrozen.ts"
import { setMechanismCount } from "./calls/setMechanismCount.ts"
import { setMechanismEmissionSplit } from "./calls/setMechanismEmissionSplit.ts"
import { setNominatorMinRequiredStake } from "./calls/setNominatorMinRequiredStake.ts"
import { setSnOwnerHotkey } from "./calls/setSnOwnerHotkey.ts"
import { setTempo } from "./calls/setTempo.ts"
import { swapAuthorities } from "./calls/swapAuthorities.ts"
import { toggleEvmPrecompile } from "./calls/toggleEvmPrecompile.ts"
import { trimToMaxAllowedUids } from "./calls/trimToMaxAllowedUids.ts"
import { calls, schema } from "./schema.ts"
import type { Setting } from "./setting.ts"
import { globalSettings } from "./settings/global.ts"
import { ownerSettings } from "./settings/owner.ts"
import { rootSubnetSettings } from "./settings/rootSubnet.ts"

const settings: readonly Setting[] = [...ownerSettings, ...rootSubnetSettings, ...globalSettings]
const settingHandlers: Readonly<Record<string, AnyHandler>> = Object.fromEntries(
  settings.map(({ name, handler }) => [name, handler]),
)

export const adminUtils = definePallet(schema, calls, {
  calls: {
    ...settingHandlers,
    schedule_grandpa_change: scheduleGrandpaChange,
    sudo_set_sn_owner_hotkey: setSnOwnerHotkey,
    sudo_trim_to_max_allowed_uids: trimToMaxAllowedUids,
    swap_authorities: swapAuthorities,
    sudo_set_activity_cutoff_factor: setActivityCutoffFactor,
    sudo_set_alpha_values: setAlphaValues,
    sudo_set_basket_trading_frozen: setBasketTradingFrozen,
    sudo_set_mechanism_count: setMechanismCount,
    sudo_set_mechanism_emission_split: setMechanismEmissionSplit,
    sudo_set_network_pow_registration_allowed: setNetworkPowRegistrationAllowed,
    sudo_set_nominator_min_required_stake: setNominatorMinRequiredStake,
    sudo_set_tempo: setTempo,
    sudo_set_total_issuance: setTotalIssuance,
    sudo_toggle_evm_precompile: toggleEvmPrecompile,
  },
})
