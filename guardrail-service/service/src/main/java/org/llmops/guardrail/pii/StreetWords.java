package org.llmops.guardrail.pii;

import java.util.List;
import java.util.Set;

/** Words that streets, flats and post boxes are known by, in some twenty languages, without accents. */
final class StreetWords {
    static final Set<String> BEHIND =
            Set.of(("street st str avenue ave av road rd lane ln drive dr court ct place pl square squares sq "
                            + "boulevard blvd highway hwy parkway pkwy terrace ter way trail trl circle cir crescent cres "
                            + "close grove gardens mews row walk alley loop pike streets route utca ut utja u caddesi cad "
                            + "sokak sk bulvari gatan vag gate vej alle allee weg platz strasse straat laan ulica prospekt "
                            + "katu tere korut koz sor rakpart rkp bulevar namesti trida ulice nam gt torg torget plass "
                            + "sokagi mah mahallesi cd blv bvd str. strada")
                    .split(" ", -1));

    static final Set<String> BEFORE =
            Set.of(("rue avenue boulevard bd place chemin impasse allee quai route cours via viale piazza corso "
                            + "largo vicolo calle c/ avenida avda av plaza paseo carrera rua travessa praca estrada alameda "
                            + "rodovia ul ulica aleja al os plac strada bulevardul jalan jl odos ulitsa улица ул проспект пр "
                            + "вул οδος")
                    .split(" ", -1));

    /** So long is what stands before the word for street in a compound, and so long a compound with the shortest of them. */
    private static final int LEAST_NAME = 3;

    private static final int LEAST_COMPOUND = 6;

    private static final List<String> COMPOUNDS =
            List.of(("strasse straße str weg gasse platz allee ring damm ufer gade vej vejen gatan vagen gata veien "
                            + "vegen gate straat laan plein kade gracht dijk katu tie kuja polku stræde stien svingen bakken "
                            + "vænget grand stigen allé")
                    .split(" ", -1));

    /** Words that end the names of streets, and of much else. */
    static final Set<String> PERHAPS_BEHIND = Set.of(
            ("park hill hills valley village ville view vista heights gate green rise vale pass path run point points "
                            + "crossing crossroad bypass expressway freeway turnpike commons glen hollow knoll landing manor "
                            + "meadow meadows mount mountain ridge shoal shoals spring springs station summit trace union "
                            + "island islands isle well wells forge forges forest fort ford ferry field fields cliff cliffs "
                            + "creek crest curve dale dam divide estate estates extension fall falls garden harbor haven "
                            + "inlet junction key lake lakes land light loaf lock lodge mall mill mills mission motorway neck "
                            + "orchard oval parks parkways passage plain plains plaza port prairie radial ranch rapid rapids "
                            + "rest river route shore shores skyway spur stravenue stream throughway track trafficway tunnel "
                            + "underpass viaduct views villages walks wall ways quay wharf yard branch bridge brook burg camp "
                            + "canyon cape causeway center centers club corner corners course cove bend bluff bottom beach bayou")
                    .split(" ", -1));

    /** What may stand before the number of the house. */
    static final Set<String> FLATS = Set.of("flat", "apartment", "apt", "suite", "unit", "room");

    static final Set<String> ARTICLES = Set.of(
            "am", "an", "auf", "im", "in", "zum", "zur", "unter", "de", "het", "op", "den", "der", "la", "le", "les");

    private StreetWords() {}

    static boolean isCompound(AddressToken token) {
        String folded = token.folded();
        if (!token.capital() || folded.length() < LEAST_COMPOUND) {
            return false;
        }
        for (String ending : COMPOUNDS) {
            if (folded.length() >= ending.length() + LEAST_NAME && folded.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    static boolean isBox(AddressToken token) {
        return switch (token.folded()) {
            case "p", "po", "box", "postfach", "psc", "apartado", "postbus", "bp" -> true;
            default -> false;
        };
    }
}
