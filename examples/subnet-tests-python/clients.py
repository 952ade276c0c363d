"""What this project asks of the chain, with `bittensor` 10 or 11. A project of one generation needs no such file."""

import bittensor as bt

GENERATION = int(bt.__version__.split(".")[0])


class Refused(Exception):
    """The chain or its pool said no."""


class Client10:
    def __init__(self, subtensor):
        self.sub = subtensor

    def _done(self, response):
        if not response.success:
            raise Refused(f"{response.message} {response.error}")

    def send(self, module, function, params, wallet, signer="coldkey"):
        call = self.sub.compose_call(module, function, params)
        self._done(self.sub.sign_and_send_extrinsic(call, wallet, sign_with=signer))

    def transfer(self, wallet, to, tao):
        self._done(self.sub.transfer(wallet, to, bt.Balance.from_tao(tao)))

    def balance(self, address):
        return self.sub.get_balance(address).rao

    def stake(self, cold, hot, netuid):
        return self.sub.get_stake(cold, hot, netuid).rao

    def uid(self, hot, netuid):
        return self.sub.get_uid_for_hotkey_on_subnet(hot, netuid)

    def incentives(self, netuid):
        return [float(share) for share in self.sub.metagraph(netuid).I]

    def hotkeys(self, netuid):
        return list(self.sub.metagraph(netuid).hotkeys)

    def axon(self, uid, netuid):
        axon = self.sub.metagraph(netuid).axons[uid]
        return axon.ip, axon.port


class Client11:
    def __init__(self, subtensor):
        self.sub = subtensor

    def _done(self, result):
        if not result.success:
            raise Refused(f"{result.message} {result.error}")

    def send(self, module, function, params, wallet, signer="coldkey"):
        call = getattr(getattr(bt.calls, module), function)(**params)
        self._done(self.sub.submit_call(call, wallet, signer=signer))

    def transfer(self, wallet, to, tao):
        self._done(self.sub.execute(bt.Transfer(dest_ss58=to, amount_tao=tao), wallet))

    def balance(self, address):
        return self.sub.balances.balance(coldkey_ss58=address).rao

    def stake(self, cold, hot, netuid):
        return self.sub.staking.stake(cold, hot, netuid).rao

    def uid(self, hot, netuid):
        return self.sub.neurons.uid(hot, netuid)

    def incentives(self, netuid):
        return [float(neuron.incentive) for neuron in self.sub.subnets.metagraph(netuid).neurons]

    def hotkeys(self, netuid):
        return [neuron.hotkey for neuron in self.sub.subnets.metagraph(netuid).neurons]

    def axon(self, uid, netuid):
        ip, port = self.sub.subnets.metagraph(netuid).neurons[uid].axon.rsplit(":", 1)
        return ip, int(port)


Client = Client11 if GENERATION >= 11 else Client10
