"""A deck to begin with: one card of everything, with comments that explain it."""

from dilemma.deckfile.words import Word

STARTER = Word(
    """\
# {title}
Taal: nl
Licentie: CC BY 4.0
<!-- Regels zoals deze zijn uitleg. Ze worden niet gelezen; je mag ze weghalen. -->
<!-- Alles over dit bestand staat in docs/kaartenset-schrijven.md. -->

Schrijf hier in een paar zinnen waar deze kaarten over gaan, en voor wie ze zijn.

<!-- ROLLEN: twee tot twaalf. Een rol kijkt naar elke kaart met een eigen vraag. -->
<!-- Tekens: deur, bureau, handen, schild, munt, hart, kiem, boek, polsslag, -->
<!-- sleutel, huis, lens. -->

## Rol: inwoner
Teken: deur
Bril: Wat merk ik hiervan in mijn eigen straat?

## Rol: gemeente
Teken: bureau
Bril: Is dit eerlijk voor alle inwoners?

## Rol: sociaal werker
Teken: handen
Bril: Kan ik zo naast mensen blijven staan?

<!-- OPGAVES: wat je samen wilt bereiken. Elke kaart hoort bij één opgave. -->

## Opgave: Van alleen naar samen
Code: O1
In gewone taal: Waar het kan, helpen we in een groep.

<!-- EFFECTEN: wat een keuze vooropzet (+) of wat naar achteren schuift (-). -->

## Effect: Meer verbondenheid
Code: E1

## Effect: Minder maatschappelijke kosten
Code: E2

<!-- Een praktijkvoorbeeld laat zien dat iets kan. Noem de bron met een jaartal. -->

## Praktijkvoorbeeld: Samen eten in het buurthuis
Opgave: O1
Bron: Eigen buurthuis, 2026
Onbekend: Hoe het later ging.

Elke week koken buren voor elkaar. Verander dit in een voorbeeld van jullie zelf.

<!-- KAARTEN: een titel van hoogstens 6 woorden, een situatie van hoogstens 36, -->
<!-- keuzes van hoogstens 12. Maak de keuzes even lang en even mooi. -->

## Kaart: Klein of groot?
Code: D01
Spanning: Dichtbij / groot
Opgave: O1
Rollen: inwoner, gemeente, sociaal werker

Er is geld voor één plan. Komt er een kleine plek
in elk dorp? Of één grote plek in de regio?

- A: Een kleine plek in elk dorp.
  Effecten: +E1 -E2
- B: Eén grote plek in de regio.
  Effecten: +E2 -E1

Feit: Schrijf hier iets wat je kunt nazoeken.
Bron: Wie het schreef, 2026
Houdbaar tot: 2028
Omslagvraag: Wat als er niemand komt?
Notitie: Alleen de spelleider leest dit.

<!-- Een oefenkaart is licht, heeft twee keuzes en telt niet mee. -->

## Oefenkaart: Koffie of thee?
Code: P1

We drinken vandaag allemaal hetzelfde.

- A: Koffie voor iedereen.
- B: Thee voor iedereen.
""",
    """\
# {title}
Language: en
Licence: CC BY 4.0
<!-- Lines like this one explain. They are not read; you may remove them. -->
<!-- Everything about this file stands in docs/kaartenset-schrijven.md. -->

Write in a few sentences what these cards are about, and for whom.

<!-- ROLES: two to twelve. A role looks at every card with a question of its own. -->
<!-- Signs: door, desk, hands, shield, coin, heart, sprout, book, pulse, key, -->
<!-- house, lens. -->

## Role: resident
Sign: door
Glasses: What will I notice in my own street?

## Role: municipality
Sign: desk
Glasses: Is this fair to all residents?

## Role: social worker
Sign: hands
Glasses: Can I stay beside people this way?

<!-- CHALLENGES: what you want to reach together. Every card belongs to one. -->

## Challenge: From alone to together
Code: O1
In plain words: Where we can, we help in a group.

<!-- EFFECTS: what an option puts first (+) or behind (-). -->

## Effect: More connection
Code: E1

## Effect: Lower costs for society
Code: E2

<!-- A practice example shows that it can be done. Name its source with a year. -->

## Example: Eating together
Challenge: O1
Source: Own community centre, 2026
Unknown: How it went later.

Every week neighbours cook for each other. Change this into an example of your own.

<!-- CARDS: a title of at most 6 words, a situation of at most 36, options of -->
<!-- at most 12. Make the options as long and as attractive as each other. -->

## Card: Small or large?
Code: D01
Tension: Nearby / large
Challenge: O1
Roles: resident, municipality, social worker

There is money for one plan. A small place in every village? Or one large place?

- A: A small place in every village.
  Effects: +E1 -E2
- B: One large place in the region.
  Effects: +E2 -E1

Fact: Write something here that can be looked up.
Source: Who wrote it, 2026
Valid until: 2028
Turning question: What if nobody comes?
Note: Only the facilitator reads this.

<!-- A practice card is light, has two options and does not count. -->

## Practice card: Coffee or tea?
Code: P1

We all drink the same thing today.

- A: Coffee for everybody.
- B: Tea for everybody.
""",
)


def starter(title: str, language: str) -> str:
    """Write a deck to begin with, in Dutch or else in English."""
    return STARTER.written(language).format(title=" ".join(title.split()))
