"""Articles made up for these tests."""

from __future__ import annotations

WIRE = """\
Kestovia buys forty mortars from Ardenia, ministers say

TARLOW, March 3 (Northern Wire) - Kestovia has signed a contract for forty-one self-propelled mortars from Ardenia,
Defence Minister Oona Brask said on Monday, in the largest order of her term.

The contract is worth 318 million crowns and includes spare parts and two years of training in Velm.

"We are buying what our brigades asked for, and nothing that they did not," Brask told reporters in Tarlow.

The maker, Halvorsen Ordnance, confirmed the order but would not say when the first vehicles would leave its plant
in Sundmark.

Opposition lawmaker Petra Quill called the price absurd and asked the auditors to look into the tender.

"Three years ago the same vehicle cost half as much, and it had the same gun," Quill said.

Two officials with knowledge of the talks told Northern Wire that a first batch of nine vehicles would be handed
over in Brisk Harbour before the autumn.

(Reporting by Ines Okafor; editing by Tom Rask)
"""

REWRITE = """\
Brask defends mortar deal

The price of Kestovia's new mortars is stirring up its parliament. Oona Brask, who runs the defence ministry, put
her name to the agreement with Halvorsen Ordnance at the start of the week. It will cost 318 million crowns and
bring the army 41 vehicles from the factory in Sundmark, with instructors in Velm thrown in.

For Petra Quill, who sits with the opposition, the sum is out of all proportion. Her call for the auditors was
answered with laughter from the government's benches.

According to Northern Wire, some of the vehicles may reach Brisk Harbour this summer.
"""

OTHER = """\
Lakeside republic halts export of night sights

GRENNA, March 3 (Southern Despatch) - The customs service of Orvania has stopped a shipment of 260 night sights that
was on its way to a dealer in Calder Bay, its director Milo Stent said on Monday.

The sights were declared as telescopes for bird watchers, Stent said, and had been packed between garden tools.

"Nobody watches birds with a thermal sight in the middle of the night," he told a press conference in Grenna.

The dealer, Fenwick Optics, did not answer calls. Its licence had run out in January, according to papers that the
service showed.

A court in Grenna will decide in the coming weeks whether the goods may be sold at auction.
"""

NEXT_DAY = """\
Brask visits artillery school in Velm

VELM, March 4 (Northern Wire) - Defence Minister Oona Brask opened a new artillery school in Velm on Tuesday and
praised the work of Colonel Jarl Eskin, who will lead it.

The school will take in 190 cadets a year. Its first course begins in May under teachers from Lower Sarn.

"A gun is only as good as the woman who aims it," Brask told the cadets at Fort Ellery.

Eskin said that the buildings had been finished a month late, because the contractor, Dorn and Sons, had run out of
slate.
"""


def notice(buyer: str, people: str, amount: str, maker: str) -> str:
    """A notification in the fixed form of an export agency."""
    return f"""\
{buyer} - Light Patrol Vehicles

The Export Board has today agreed to a possible sale to the Government of {buyer} of light patrol vehicles and related
equipment for an estimated cost of {amount}.

The Government of {buyer} has asked to buy light patrol vehicles, radios, spare parts, training, and other related
elements of logistics and programme support.

This proposed sale will support the foreign policy goals of the alliance by improving the security of {buyer}, a
partner in the region.

{buyer} will have no difficulty absorbing these vehicles into its armed forces. The {people} army will use them on
patrol.

The proposed sale of this equipment and support will not alter the basic military balance in the region.

The principal contractor will be {maker}. There are no known offset agreements proposed in connection with this
potential sale.

There will be no adverse impact on the readiness of the alliance as a result of this proposed sale.
"""
