"""A short day with `bittensor` 10 among others: transfers to one's own fresh accounts, to the rao. Usage: session_v10.py URL FOLDER"""

from lab10 import charged, compose, free, keys, send, ss58, sub, tao, wallet
from steps import step

who = wallet("Dave")
mine = ss58("//Dave")
rao = 10**9


@step
def reads():
    """The same block gives the same answer, whatever comes after it."""
    number = sub.block
    first = sub.get_balance(ss58("//Alice"), block=number).rao
    later = [sub.get_balance(ss58("//Alice"), block=number).rao for _ in range(10)]
    return {"same": all(value == first for value in later), "info": sub.get_block_info(block=number).number == number}


@step
def transfers():
    done = []
    for i in range(3):
        to = keys(f"//Dave//friend{i}").ss58_address
        sent = charged(mine, lambda: sub.transfer(who, to, tao(1 + i)))
        done.append([sent["success"], sent["taken"] == (1 + i) * rao, free(to) == (1 + i) * rao])
    return done


@step
def refused():
    poor = wallet("Nobody10")
    return send(compose("Balances", "transfer_keep_alive", dest=mine, value=rao), poor).success
