"""The constructions of supply in arms news of many regions: each sentence with all the transfers that it tells of."""

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Iran has shipped hundreds of Shahed-136 drones to Russia since last summer, U.S. officials said.",
            ["IRN>RUS drones transferred asserted"],
        ),
        (
            "Russia is paying Iran in gold for the drones, according to leaked documents.",
            ["RUS>IRN funds transferred asserted"],
        ),
        ("Belgrade denied that it had sold shells to Kyiv.", ["SRB>UKR ammunition transferred denied"]),
        (
            "Turkey has supplied Azerbaijan with Bayraktar TB2 drones and MAM-L munitions.",
            ["TUR>AZE ammunition transferred asserted", "TUR>AZE drones transferred asserted"],
        ),
        (
            "The United States approved the sale of 66 F-16 jets to Taiwan in 2019, but deliveries have been delayed.",
            ["USA>TWN aircraft agreed asserted"],
        ),
        (
            "The State Department approved a possible $300 million sale of military equipment to Taiwan.",
            ["USA>TWN arms agreed asserted"],
        ),
        (
            "Chinese firms have sold Russia semiconductors and machine tools worth $400 million, the Treasury Department said.",
            ["CHN>RUS machine_tools transferred asserted", "CHN>RUS semiconductors transferred asserted"],
        ),
        ("Beijing denies providing lethal aid to Moscow.", ["CHN>RUS arms transferred denied"]),
        (
            "The UAE is accused of arming Sudan's RSF with Chinese drones, which Abu Dhabi denies.",
            [
                "ARE>Rapid Support Forces drones transferred asserted",
                "ARE>Rapid Support Forces drones transferred denied",
            ],
        ),
        (
            "Weapons from Russia and China have flowed to Myanmar's junta since the coup, a UN report found.",
            ["CHN>MMR arms transferred asserted", "RUS>MMR arms transferred asserted"],
        ),
        (
            "Mali received two Su-25 jets and an Mi-8 helicopter from Russia on Thursday.",
            ["RUS>MLI aircraft transferred asserted"],
        ),
        ("Burkina Faso's junta has taken delivery of Turkish-made drones.", ["TUR>BFA drones transferred asserted"]),
        ("Poland signed a deal with South Korea to buy 180 K2 tanks.", ["KOR>POL armoured_vehicles agreed asserted"]),
        (
            "Seoul and Warsaw signed a $6.5 billion contract for a second batch of K2 tanks.",
            ["KOR>POL armoured_vehicles agreed asserted"],
        ),
        (
            "The Czech Republic will send 180,000 artillery rounds to Ukraine, Prime Minister Petr Fiala said.",
            ["CZE>UKR ammunition agreed asserted"],
        ),
        ("Germany refused to deliver Taurus cruise missiles to Ukraine.", ["DEU>UKR missiles transferred denied"]),
        (
            "Berlin is considering sending more Leopard tanks to Kyiv.",
            ["DEU>UKR armoured_vehicles transferred possible"],
        ),
        (
            "Italian police seized 90 assault rifles and drone parts bound for Libya.",
            ["?>LBY drones transferred asserted", "?>LBY small_arms transferred asserted"],
        ),
        (
            "A shipment of armoured vehicles from Jordan to Libya's Haftar forces violated the embargo, experts said.",
            ["JOR>LBY armoured_vehicles transferred asserted"],
        ),
        (
            "The frigate intercepted a cargo ship carrying military vehicles to Libya from the UAE.",
            ["ARE>LBY armoured_vehicles transferred asserted"],
        ),
        ("Wagner fighters are training Malian troops.", ["Wagner Group>MLI training transferred asserted"]),
        (
            "British instructors have trained more than 30,000 Ukrainian recruits.",
            ["GBR>UKR training transferred asserted"],
        ),
        ("Ukraine asked Germany for more Patriot systems.", ["DEU>UKR air_defence sought asserted"]),
        (
            "Russia could give Iran Su-35 fighters in return for drones.",
            ["IRN>RUS drones transferred possible", "RUS>IRN aircraft transferred possible"],
        ),
        (
            "North Korea sends shells to Russia in exchange for oil and food.",
            [
                "PRK>RUS ammunition transferred asserted",
                "RUS>PRK fuel transferred asserted",
                "RUS>PRK other transferred asserted",
            ],
        ),
        ("No Chinese weapons have reached Russia, Beijing said.", ["CHN>RUS arms transferred denied"]),
        (
            "India's purchase of S-400 missile systems from Russia angered Washington.",
            ["RUS>IND missiles transferred asserted"],
        ),
        (
            "Iran's transfer of ballistic missiles to Russia would mark a dramatic escalation.",
            ["IRN>RUS missiles transferred possible"],
        ),
        ("Russian forces fired Iranian-made drones at Odesa.", ["IRN>RUS drones transferred asserted"]),
        ("Hezbollah receives most of its rockets from Iran.", ["IRN>Hezbollah missiles transferred asserted"]),
        ("Israel halted arms exports to Turkey in 2018.", ["ISR>TUR arms transferred asserted"]),
        (
            "Washington is trying to stop Iran from shipping weapons to the Houthis.",
            ["IRN>Houthis arms transferred asserted"],
        ),
        (
            "The Pentagon announced a $250 million package of military aid for Ukraine.",
            ["USA>UKR support agreed asserted"],
        ),
        (
            "Moldova will receive military trucks from the European Union.",
            ["European Union>MDA armoured_vehicles agreed asserted"],
        ),
        (
            "France and Germany agreed to supply Armenia with radars and Mistral missiles.",
            [
                "DEU>ARM air_defence agreed asserted",
                "DEU>ARM sensors agreed asserted",
                "FRA>ARM air_defence agreed asserted",
                "FRA>ARM sensors agreed asserted",
            ],
        ),
        ("Armenia and India signed a contract for Pinaka rocket launchers.", ["IND>ARM artillery agreed asserted"]),
        (
            "Egypt secretly planned to supply rockets to Russia, the Washington Post reported.",
            ["EGY>RUS missiles agreed asserted"],
        ),
        (
            "There is no evidence that South Africa supplied arms to Russia, the president said.",
            ["ZAF>RUS arms transferred possible"],
        ),
        (
            "Sudan's army got Iranian Mohajer-6 drones, according to Western officials.",
            ["IRN>SDN drones transferred asserted"],
        ),
        ("Rwanda denies backing the M23 rebels.", ["RWA>M23 support transferred denied"]),
        ("Myanmar's air force bought jet fuel from Singapore.", ["SGP>MMR fuel transferred asserted"]),
        ("Japan decided to export Patriot missiles to the United States.", ["JPN>USA air_defence agreed asserted"]),
        (
            "Nigeria's air force has taken delivery of the first six of twelve T-129 helicopters it bought from Turkey in 2022.",
            ["TUR>NGA aircraft transferred asserted"],
        ),
        (
            "Tehran is believed to have delivered at least 50 Mohajer-6 drones to Sudan's army since January.",
            ["IRN>SDN drones transferred possible"],
        ),
        (
            "Slovakia will hand over its 13 MiG-29 fighters to Ukraine, Prime Minister Eduard Heger announced on Friday.",
            ["SVK>UKR aircraft agreed asserted"],
        ),
        (
            "Sweden and Denmark will jointly donate CV90 infantry fighting vehicles worth 1.8 billion kroner to Ukraine.",
            ["DNK>UKR armoured_vehicles agreed asserted", "SWE>UKR armoured_vehicles agreed asserted"],
        ),
        (
            "Germany's Rheinmetall won an order from Hungary for 218 Lynx vehicles.",
            ["DEU>HUN armoured_vehicles agreed asserted"],
        ),
        ("Moscow has offered Delhi its Su-57 fighter, a defence official said.", ["RUS>IND aircraft agreed possible"]),
        (
            "Egypt has scrapped a plan to buy 24 Su-35 jets from Russia under American pressure.",
            ["RUS>EGY aircraft agreed denied"],
        ),
        ("Nicaragua received two Mi-17 helicopters as a gift from Russia.", ["RUS>NIC aircraft transferred asserted"]),
        ("Hanoi is in talks with Prague over the purchase of L-39NG trainers.", ["CZE>VNM aircraft sought asserted"]),
        (
            "Burkina Faso's army was handed 12 armoured vehicles by China's Norinco.",
            ["CHN>BFA armoured_vehicles transferred asserted"],
        ),
        (
            "Washington accused Beijing of supplying satellite imagery to the Houthis, a charge that China rejected.",
            ["CHN>Houthis satellites transferred asserted", "CHN>Houthis satellites transferred denied"],
        ),
        (
            "China's Foreign Ministry dismissed as groundless claims that it provides weapons to Russia.",
            ["CHN>RUS arms transferred denied"],
        ),
        (
            "The Kremlin neither confirmed nor denied that it had shipped S-400s to Iran.",
            ["RUS>IRN air_defence transferred possible"],
        ),
        (
            "Belgium has decided against sending Leopard 1 tanks to Ukraine.",
            ["BEL>UKR armoured_vehicles transferred denied"],
        ),
        (
            "South Africa has never sold arms to Russia, President Cyril Ramaphosa said.",
            ["ZAF>RUS arms transferred denied"],
        ),
        (
            "Canberra is weighing whether to give Kyiv its retired Taipan helicopters.",
            ["AUS>UKR aircraft transferred possible"],
        ),
        (
            "Spain stopped selling arms to Israel in October, Foreign Minister Jose Manuel Albares said.",
            ["ESP>ISR arms transferred asserted"],
        ),
        ("Italy's parliament approved the transfer of two minehunters to Ukraine.", ["ITA>UKR ships agreed asserted"]),
        (
            "Australia will buy up to five Virginia-class submarines from the United States.",
            ["USA>AUS ships agreed asserted"],
        ),
        (
            "Paraguay bought six Super Tucano aircraft from Brazil's Embraer for $105 million.",
            ["BRA>PRY aircraft transferred asserted"],
        ),
        (
            "Libyan commander Khalifa Haftar received Pantsir systems from the UAE, according to a UN panel.",
            ["ARE>LBY air_defence transferred asserted"],
        ),
        (
            "Customs officers in Hong Kong intercepted a shipment of chips destined for Russia.",
            ["?>RUS semiconductors transferred asserted"],
        ),
        (
            "A cargo plane carrying ammunition from Tehran to Khartoum was tracked by analysts.",
            ["IRN>SDN ammunition transferred asserted"],
        ),
        ("Baku accused Paris of arming Yerevan.", ["FRA>ARM arms transferred asserted"]),
        ("Delhi cancelled an order for Ka-31 helicopters from Moscow.", ["RUS>IND aircraft agreed denied"]),
        ("Ghana's troops will be trained by British instructors in Accra.", ["GBR>GHA training agreed asserted"]),
        ("Bangladesh plans to buy 20 J-10C jets from China for $2.2 billion.", ["CHN>BGD aircraft agreed asserted"]),
        (
            "Chile said it would not give its Leopard tanks to Ukraine.",
            ["CHL>UKR armoured_vehicles transferred denied"],
        ),
        ("The Netherlands pledged 18 F-16s; Norway promised six more.", ["NLD>? aircraft agreed asserted"]),
    ],
)
def test_sentence(flows: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """Supplier, recipient, category, stage and factuality of every transfer of the sentence, and no other."""
    assert flows(text) == expected


def test_a_reporting_clause_does_not_part_a_verb_from_its_parties(flows: Callable[..., list[str]]) -> None:
    """Phrases behind an interrupting "the report says" belong to the verb before it."""
    assert flows("The rifles were sold, the report says, by Oman to Chad.") == [
        "OMN>TCD small_arms transferred asserted"
    ]
    assert flows("Oman sold the rifles, the minister told reporters, to Chad.") == [
        "OMN>TCD small_arms transferred asserted"
    ]
