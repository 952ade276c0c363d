"""A short day with `bittensor` 11 among others: transfers to one's own fresh accounts, to the rao. Usage: session_v11.py URL"""

import bittensor as bt
from lab11 import charged, free, keys, ss58, sub, wallet
from steps import step

who = wallet("//Charlie", "//Charlie//hot")
mine = ss58("//Charlie")
rao = 10**9


@step
def reads():
    """The same block gives the same answer, whatever comes after it."""
    head = sub.block
    number = head if isinstance(head, int) else head()
    at = sub.at(number)
    first = at.balances.balance(coldkey_ss58=ss58("//Alice")).rao
    later = [at.balances.balance(coldkey_ss58=ss58("//Alice")).rao for _ in range(10)]
    return {"same": all(value == first for value in later), "info": sub.block_info(number).number == number}


@step
def transfers():
    done = []
    for i in range(3):
        to = keys(f"//Charlie//friend{i}").ss58_address
        sent = charged(mine, lambda: sub.execute(bt.Transfer(dest_ss58=to, amount_tao=1 + i), who))
        done.append([sent["success"], sent["taken"] == (1 + i) * rao, free(to) == (1 + i) * rao])
    return done


@step
def refused():
    poor = wallet("//Nobody11", "//Nobody11//hot")
    return sub.execute(bt.Transfer(dest_ss58=mine, amount_tao=1), poor).success
