package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.TokenDetector;
import org.llmops.guardrail.naming.Gazetteer;

/**
 * Street addresses by their form: a number, a name and a word for street in either order, a German, Dutch or Nordic compound
 * with a number, or a post box. Streets whose name holds no such word, and buildings known by name, go unseen.
 */
final class AddressDetector extends TokenDetector {
    private static final int MAX_TOKENS = 9;
    private static final int MAX_NUMBER = 6;
    private static final int MAX_LINK = 3;
    private static final int NEAR = 48;
    private static final int NUMBER_NEAR = 1;
    private static final int NO_NUMBER = 0;
    private static final double SCORE = 0.7;
    private static final double FULL_SCORE = 0.85;
    private static final double WEAK_SCORE = 0.6;

    private static final Set<String> BEHIND =
            Set.of(("street st str avenue ave av road rd lane ln drive dr court ct place pl square squares sq "
                            + "boulevard blvd highway hwy parkway pkwy terrace ter way trail trl circle cir crescent cres "
                            + "close grove gardens mews row walk alley loop pike streets route utca ut utja u caddesi cad "
                            + "sokak sk bulvari gatan vag gate vej alle allee weg platz strasse straat laan ulica prospekt "
                            + "katu tere korut koz sor rakpart rkp bulevar namesti trida ulice nam gt torg torget plass "
                            + "sokagi mah mahallesi cd blv bvd str. strada")
                    .split(" ", -1));

    private static final Set<String> BEFORE =
            Set.of(("rue avenue boulevard bd place chemin impasse allee quai route cours via viale piazza corso "
                            + "largo vicolo calle c/ avenida avda av plaza paseo carrera rua travessa praca estrada alameda "
                            + "rodovia ul ulica aleja al os plac strada bulevardul jalan jl odos ulitsa улица ул проспект пр "
                            + "вул οδος")
                    .split(" ", -1));

    private static final List<String> COMPOUNDS =
            List.of(("strasse straße str weg gasse platz allee ring damm ufer gade vej vejen gatan vagen gata veien "
                            + "vegen gate straat laan plein kade gracht dijk katu tie kuja polku stræde stien svingen bakken "
                            + "vænget grand stigen allé")
                    .split(" ", -1));

    /** Words that end the names of streets, and of much else. */
    private static final Set<String> PERHAPS_BEHIND =
            Set.of(("park hill hills valley village ville view vista heights gate green rise vale pass path run point points "
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
    private static final Set<String> FLATS = Set.of("flat", "apartment", "apt", "suite", "unit", "room");

    private static final Set<String> ARTICLES =
            Set.of("am", "an", "auf", "im", "in", "zum", "zur", "unter", "de", "het", "op", "den", "der", "la", "le", "les");

    /** Whether a word may stand before a street's name, judged by its first two letters. */
    private static final boolean[] BEGINNINGS = new boolean[26 * 26];

    static {
        BEFORE.forEach(word -> {
            if (word.length() > 1 && isSmall(word.charAt(0)) && isSmall(word.charAt(1))) {
                BEGINNINGS[(word.charAt(0) - 'a') * 26 + word.charAt(1) - 'a'] = true;
            }
        });
    }

    @Override
    protected boolean mayStart(GrowingText text, int position) {
        int codePoint = text.at(position);
        if (CodePoint.isWord(text.at(position - 1)) || !CodePoint.isAlphanumeric(codePoint)) {
            return false;
        }
        if (codePoint >= 0x80) {
            return CodePoint.digit(codePoint) >= 0
                    || Words.isCapital(codePoint)
                    || codePoint >= 0x370 && codePoint < 0x530;
        }
        return !isSmall(codePoint) || mayBegin(codePoint, text.at(position + 1));
    }

    /** Whether a word for street may begin with this small letter. */
    private static boolean mayFollow(int letter) {
        for (int second = 0; second < 26; second++) {
            if (BEGINNINGS[(letter - 'a') * 26 + second]) {
                return true;
            }
        }
        return false;
    }

    /** Romance and Slavic words for street are written small. */
    private static boolean mayBegin(int first, int second) {
        if (!isSmall(first) || !isSmall(second | 0x20)) {
            return second < 0 || second >= 0x80 || second == '/';
        }
        return BEGINNINGS[(first - 'a') * 26 + (second | 0x20) - 'a'];
    }

    private static boolean isSmall(int codePoint) {
        return codePoint >= 'a' && codePoint <= 'z';
    }

    @Override
    protected int inspect(GrowingText text, int start, Consumer<Match> found) {
        int end = start;
        while (end - start <= Words.MAX_LENGTH && CodePoint.isAlphanumeric(text.at(end))) {
            end++;
        }
        int next = text.at(end);
        int afterNext = next == GrowingText.UNKNOWN ? next : text.at(end + 1);
        if (afterNext == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        if (!isHopeful(text, start, end, next, afterNext)) {
            return end;
        }
        if (CodePoint.digit(text.at(start)) < 0) {
            int number = number(text, end);
            if (number != NUMBER_NEAR) {
                return number == UNDECIDED ? UNDECIDED : end;
            }
        }
        AddressToken first = AddressToken.at(text, start, false);
        if (first == null) {
            return UNDECIDED;
        }
        if (!first.number() && !first.capital() && !first.is(BEFORE)) {
            return first.end();
        }
        List<AddressToken> tokens = tokens(text, first);
        if (tokens == null) {
            return UNDECIDED;
        }
        Street street = first.number() ? afterNumber(tokens) : first.is(BEFORE) ? afterStreet(tokens) : afterWord(tokens);
        if (street == null) {
            return first.end();
        }
        AddressToken last = tokens.get(street.last);
        AddressTail tail = AddressTail.behind(text, last.end());
        if (tail == null) {
            return UNDECIDED;
        }
        if (!street.certain && !tail.unit() && !(tail.postcode() && street.perhaps)) {
            return first.end();
        }
        found.accept(Match.of(
                "STREET_ADDRESS",
                "street-address",
                start,
                tail.end(),
                !street.certain ? WEAK_SCORE : tail.postcode() || tail.town() ? FULL_SCORE : SCORE,
                "Has the form of a street with its number, or of a post box"));
        return tail.end();
    }

    /**
     * The part of an address that is read first.
     *
     * @param last the token it ends with
     * @param certain whether a word for street or the like says so; else the tail has to name a flat, or, if this may be
     *     a street at all, a postcode
     */
    private record Street(int last, boolean certain, boolean perhaps) {}

    /** Whether a number comes soon behind a word, in the same line. */
    private static int number(GrowingText text, int from) {
        for (int position = from; position - from < NEAR; position++) {
            int codePoint = text.at(position);
            if (codePoint == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (codePoint == GrowingText.EDGE || codePoint == '\n') {
                return NO_NUMBER;
            }
            if (CodePoint.digit(codePoint) >= 0) {
                return NUMBER_NEAR;
            }
        }
        return NO_NUMBER;
    }

    /** Judged cheaply by the first word and the two characters behind it. */
    private static boolean isHopeful(GrowingText text, int start, int end, int next, int afterNext) {
        if (CodePoint.digit(text.at(start)) >= 0) {
            boolean joined = next == '-' || next == '/';
            boolean small = isSmall(afterNext) && !mayFollow(afterNext);
            return end - start <= 6 && (joined || next == ' ' && CodePoint.isAlphanumeric(afterNext) && !small);
        }
        if (next != ' ' && next != '.' && next != '\'') {
            return false;
        }
        if (Words.isCapital(text.at(start)) && (CodePoint.digit(afterNext) >= 0 || next == '.' || end - start <= 8)) {
            return true;
        }
        return end - start <= 10;
    }

    /** {@code 14 Crown Street}, {@code 12 rue de la Paix}, {@code 25 Hauptstraße}, {@code 6750 Koskikatu 25}. */
    private static @Nullable Street afterNumber(List<AddressToken> tokens) {
        int limit = Math.min(tokens.size(), 7);
        if (limit > 2 && tokens.get(1).is(BEFORE)) {
            int end = nameEnd(tokens, 2);
            if (end > 0) {
                return new Street(withNumber(tokens, end), true, true);
            }
        }
        int named = 0;
        for (int index = 1; index < limit && !tokens.get(index).apart(); index++) {
            AddressToken token = tokens.get(index);
            boolean known = named > 0 && token.is(BEHIND) || token.capital() && isCompound(token);
            if (known) {
                return new Street(withNumber(tokens, index), true, true);
            }
            if (named > 0 && token.capital() && token.is(PERHAPS_BEHIND)) {
                return new Street(withNumber(tokens, index), false, true);
            }
            if (!token.capital() && !token.number() && (named == 0 || token.length() > MAX_LINK)) {
                break;
            }
            named += token.capital() && !token.number() ? 1 : 0;
        }
        // No word for street: a name and perhaps a second number, which only what follows can tell.
        int last = 0;
        while (last + 1 < limit && tokens.get(last + 1).capital() && !tokens.get(last + 1).apart()) {
            last++;
        }
        boolean ordinary = last > 0 && Gazetteer.isOrdinary(tokens.get(1).folded());
        return last == 0 ? null : new Street(withNumber(tokens, last), false, last <= 3 && !ordinary);
    }

    private static int withNumber(List<AddressToken> tokens, int last) {
        boolean follows = last + 1 < tokens.size()
                && tokens.get(last + 1).number()
                && !tokens.get(last + 1).apart()
                && tokens.get(last + 1).length() <= MAX_NUMBER;
        return follows ? last + 1 : last;
    }

    /** {@code Calle de Alcalá 42}, {@code ul. Marszałkowska 10}. */
    private static @Nullable Street afterStreet(List<AddressToken> tokens) {
        int end = nameEnd(tokens, 1);
        boolean numbered = end > 0 && end + 1 < tokens.size() && tokens.get(end + 1).number();
        return numbered ? new Street(end + 1, true, true) : null;
    }

    /** {@code Hauptstraße 5}, {@code P.O. Box 1234}, {@code An der Alster 12}. */
    private static @Nullable Street afterWord(List<AddressToken> tokens) {
        if (isBox(tokens.getFirst())) {
            return box(tokens);
        }
        if (tokens.size() < 2) {
            return null;
        }
        if (tokens.getFirst().is(FLATS)) {
            boolean numbers = tokens.size() > 2 && tokens.get(1).number() && tokens.get(2).number();
            Street street = numbers ? afterNumber(tokens.subList(2, tokens.size())) : null;
            return street == null || !street.certain ? null : new Street(street.last + 2, true, true);
        }
        if (isCompound(tokens.getFirst())) {
            return tokens.get(1).number() ? new Street(1, true, true) : null;
        }
        if (Gazetteer.isOrdinary(tokens.getFirst().folded()) && !tokens.getFirst().is(ARTICLES)) {
            return null;
        }
        int index = 1;
        while (index < Math.min(4, tokens.size()) && !tokens.get(index).number() && !tokens.get(index).apart()) {
            AddressToken token = tokens.get(index);
            if (!token.capital() && !token.is(ARTICLES) && !token.is(BEHIND)) {
                return null;
            }
            boolean street = token.is(BEHIND) || token.capital() && isCompound(token);
            boolean follows = index + 1 < tokens.size() && tokens.get(index + 1).number() && !tokens.get(index + 1).apart();
            if (street && follows && tokens.get(index + 1).length() <= MAX_NUMBER) {
                return new Street(index + 1, true, true);
            }
            index++;
        }
        boolean numbered = index < tokens.size()
                && tokens.get(index).number()
                && !tokens.get(index).apart()
                && tokens.get(index).length() <= MAX_NUMBER
                && index + 1 < tokens.size()
                && tokens.get(index + 1).apart()
                && tokens.get(index + 1).isDigits(4, 5);
        return numbered ? new Street(index, false, true) : null;
    }

    private static @Nullable Street box(List<AddressToken> tokens) {
        for (int index = 1; index < Math.min(4, tokens.size()); index++) {
            if (tokens.get(index).number()) {
                String first = tokens.getFirst().folded();
                boolean box = first.equals("postfach")
                        || first.equals("psc")
                        || first.equals("postbus")
                        || first.equals("apartado")
                        || tokens.get(index - 1).folded().equals("box");
                boolean second = box
                        && index + 2 < tokens.size()
                        && tokens.get(index + 1).folded().equals("box")
                        && tokens.get(index + 2).number();
                return box ? new Street(second ? index + 2 : index, true, true) : null;
            }
        }
        return null;
    }

    private static int nameEnd(List<AddressToken> tokens, int from) {
        int end = -1;
        for (int index = from; index < Math.min(tokens.size(), from + 5); index++) {
            AddressToken token = tokens.get(index);
            if (token.capital()) {
                end = index;
            } else if (token.number() || token.folded().length() > 4) {
                break;
            }
        }
        return end;
    }

    private static boolean isCompound(AddressToken token) {
        return token.capital()
                && COMPOUNDS.stream()
                        .anyMatch(
                                ending -> token.folded().length() > ending.length() + 2 && token.folded().endsWith(ending));
    }

    private static boolean isBox(AddressToken token) {
        return switch (token.folded()) {
            case "p", "po", "box", "postfach", "psc", "apartado", "postbus", "bp" -> true;
            default -> false;
        };
    }

    /** Null when more text may tell. */
    private static @Nullable List<AddressToken> tokens(GrowingText text, AddressToken first) {
        List<AddressToken> tokens = new ArrayList<>();
        tokens.add(first);
        while (tokens.size() < MAX_TOKENS) {
            switch (AddressToken.next(text, tokens.getLast().end())) {
                case AddressToken.Next.Unknown unused -> {
                    return null;
                }
                case AddressToken.Next.Nothing unused -> {
                    return tokens;
                }
                case AddressToken.Next.Found found -> tokens.add(found.token());
            }
        }
        return tokens;
    }
}
