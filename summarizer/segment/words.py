"""Word lists for cutting sentences: abbreviations by what may follow them, and words that begin a sentence."""

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms messrs mme mmes mlle dr prof gen lt col maj capt cpt cmdr comdr cdr adm brig sgt cpl pvt ens "
    "sen rep reps sens gov govs pres amb atty supt hon rev fr mt cmdt wg sqn flt pvt insp det supt spc pfc".split()
)
"""Never end a sentence: a name follows."""

LATIN = frozenset("e.g i.e eg ie cf v vs viz ca approx incl excl resp".split())
"""Never end a sentence: the rest of the phrase follows."""

NUMBERED = frozenset(
    "no nos nr p pp par para paras art arts ch chap fig figs sec secs vol vols ver res op c "
    "jan feb mar apr jun jul aug sep sept oct nov dec tel ext sq".split()
)
"""End no sentence before a digit ("No. 5", "Sept. 4"); before a word they are like any other word."""

WEAK = frozenset(
    "inc corp ltd co cos llc plc bros jr sr esq dept govt assn univ inst st ave blvd rd ft bldg "
    "mon tues tue wed thurs thur thu fri est max min dep div bn mln mn tn trn lb lbs oz km kg cm mm kn hr hrs mins "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mich minn mo mont neb nev okla ore pa tenn tex "
    "va vt wis wyo intl nat natl al ed eds trans ph.d m.d pvt pty s.a".split()
)
"""May end a sentence, but mostly do not: they do so only before a word that plainly begins one."""

STRONG_STARTERS = frozenset(
    "the he she it they we this these those that his their its our but however meanwhile there although despite "
    "according earlier later moreover instead while when after".split()
)
"""Begin a sentence after an abbreviation, also in text written in capitals throughout."""

STARTERS = STRONG_STARTERS | frozenset(
    "a an i you her my your in on at by for from with before during since where as if and or so yet nor though also "
    "both some many most several all each every any not no here what who why how such under over until because then "
    "now last next still further among between one two three four five another other others asked only since than "
    "to through without within last once nobody nothing none few more much neither either".split()
)
"""Begin a sentence after an abbreviation when written with a capital."""

STATES = frozenset(
    "russia china iran ukraine israel germany france britain turkey india japan poland belarus syria egypt pakistan "
    "taiwan saudi north south moscow beijing tehran kyiv kiev pyongyang seoul washington berlin paris london ankara "
    "tokyo jerusalem warsaw minsk brussels nato".split()
)
"""Names that, followed by one of `FINITE`, begin a sentence after an abbreviation ("from the U.S. Russia denied")."""

FINITE = frozenset(
    "said says has had have is was were are will would did does denied denies also and rejected accused called "
    "confirmed called insists insisted never responded reacted".split()
)

CLOCK = frozenset(
    "est edt et cst cdt mst mdt pst pdt pt gmt utc bst cet cest eet eest msk eastern central pacific local monday "
    "tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr aug sept oct nov dec".split()
)
"""May follow "a.m." and "p.m." within a sentence."""

SUFFIXES = frozenset(
    "com org net gov mil edu int info ru ua uk de fr cn ir tv eu co kp kr il pdf doc docx txt html htm php asp aspx "
    "jpg jpeg png gif js md csv json xml zip py exe mp mp3 mp4".split()
)
"""Follow a full stop without a space in web and file names."""

SPEECH = (
    "said says say asked asks added adds told tells replied replies wrote writes tweeted posted warned warns stated "
    "states declared declares noted notes continued responded responds answered answers insisted insists explained "
    "explains announced remarked quipped argued joked shouted recalled concluded"
).split()
"""Verbs of a tail that attributes a quotation which ended with its own full stop or question mark."""

OPEN_ENDED = frozenset(
    "a an the of to in on at by for from with and or but nor as that which who whose than into onto over under between "
    "against about after before during since until while if when where is are was were be been has have had will would "
    "can could may might shall should must not its their his her our my your this these those".split()
)
"""Words that no line ends with unless its sentence goes on in the next line."""
