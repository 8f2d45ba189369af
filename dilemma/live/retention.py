"""The job that lets go of what is kept no longer: at the start, then every hour.

Everything is written in the one order of events, in parts so small that a vote hardly
waits; the file is written anew by a thread.
"""

import logging
from collections import Counter
from functools import partial

from flask import current_app

from dilemma import play
from dilemma.config import Config
from dilemma.live import departed, kept, making, rooms, writer
from dilemma.live.aside import aside
from dilemma.play import retention
from dilemma.rules.refusals import WorkshopUnknown
from dilemma.rules.retention import Part
from dilemma.store.transaction import DiskTrouble

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600


def tend() -> Counter[Part]:
    """Let everything go that is due; returns how many workshops lost which part."""
    config: Config = current_app.config["DILEMMA"]
    now = play.now_ms()
    writer.do(partial(retention.watch, now))
    done: Counter[Part] = Counter()
    for one in aside(partial(retention.due, now, config.terms)):
        done[one.part] += _let_go(one)
    _wipe_left_over()
    return done


def erase(workshop: str) -> None:
    """Wipe one workshop at once, with everything; raises WorkshopUnknown."""
    writer.do(partial(retention.erase, workshop))
    departed.drop_everybody(workshop)
    kept.drop(workshop)
    making.drop(workshop)
    _wipe_left_over()


def _let_go(one: retention.Due) -> bool:
    try:
        if one.part is Part.TOTALS:
            erase(one.workshop)
        elif one.part is Part.WORDS:
            while writer.do(partial(retention.forget_words, one.workshop)):
                pass
            making.drop(one.workshop)
            rooms.publish(one.workshop)
        else:
            told = aside(partial(play.look, one.workshop))
            if not writer.do(partial(retention.settle, one, told)):
                return False
            rooms.publish(one.workshop)
            departed.drop_participants(one.workshop)
    except WorkshopUnknown:  # wiped meanwhile
        return False
    return True


def _wipe_left_over() -> None:
    for workshop, gone in aside(retention.left_over):
        while writer.do(partial(retention.wipe_some, workshop, gone=gone)):
            pass
    try:
        writer.do(retention.scrub)
    except DiskTrouble:
        log.warning("the file could not be written anew; this is tried again")
