"""Bring people into a workshop without their browsers, and print their tickets.

`python -m tests.bench.people DATA WORKSHOP COUNT`: the use case itself lets them in, in
turn over the roles; each line is one participant's signed ticket.
"""

import sys
from secrets import token_hex

from dilemma import config, play
from dilemma.app import create_app
from dilemma.signing import Ticket, write_ticket


def main(data: str, workshop: str, count: int) -> None:
    """Let them in and print."""
    settings = config.load({"DATA_DIR": data})
    with create_app(settings, async_mode="threading").app_context():
        roles = play.standing(workshop).workshop.roles
        for number in range(count):
            role = roles[number % len(roles)]
            ticket = Ticket(workshop, play.join(workshop, role, token_hex(16)))
            print(write_ticket(settings.secret_key, ticket))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
