package org.llmops.guardrail.pii;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.naming.Gazetteer;

/**
 * What stands behind a street and its number: flat, quarter, town, state, postcode, country, in the same line or the next
 * ones, as far as something known vouches for it.
 *
 * @param end one past it
 * @param unit whether a flat or suite is named
 * @param postcode whether a postcode is
 * @param town whether a known town, a state or a country is
 */
record AddressTail(int end, boolean unit, boolean postcode, boolean town) {
    private static final int MAX_TOKENS = 12;

    /** Capitalised words in a row that nothing vouches for yet. */
    private static final int MAX_UNKNOWN = 5;

    private static final Set<String> UNITS = Set.of(
            ("apt apartment suite ste unit floor fl flat room rm # app appt appartement piso etage lok m byt no nr"
                            + " numero wohnung top whg bte bus scala interno int lgh andar apto puerta pta lejl et building bldg")
                    .split(" ", -1));
    private static final Set<String> LINKS = Set.of(
            "de", "do", "da", "dos", "del", "la", "le", "les", "sur", "am", "an", "der", "den", "bei", "upon", "of",
            "im", "en", "nad", "pod", "sous", "los", "las", "el", "di", "in");
    private static final Set<String> COUNTRY_WORDS =
            Set.of("usa", "uk", "us", "united", "states", "kingdom", "republic", "deutschland");

    /** Null when more text may tell. */
    static @Nullable AddressTail behind(GrowingText text, int from) {
        int end = from;
        int position = from;
        boolean unit = false;
        boolean postcode = false;
        boolean town = false;
        int unknown = 0;
        boolean unitWord = false;
        boolean outward = false;
        Run run = Run.NONE;
        for (int count = 0; count < MAX_TOKENS; count++) {
            AddressToken token;
            switch (AddressToken.next(text, position)) {
                case AddressToken.Next.Unknown unused -> {
                    return null;
                }
                case AddressToken.Next.Nothing unused -> {
                    return new AddressTail(Math.max(end, run.end()), unit, postcode, town);
                }
                case AddressToken.Next.Found found -> token = found.token();
            }
            boolean first = count == 0;
            if (token.apart()) {
                end = Math.max(end, run.end());
            }
            run = run.with(token);
            if (unitWord) {
                if (!token.number() && token.length() > 2) {
                    break;
                }
                unit = true;
                unitWord = false;
                end = token.end();
            } else if (token.is(UNITS) && !postcode) {
                unitWord = true;
            } else if (outward && token.number() && token.length() == 3 && isInward(token)) {
                postcode = true;
                outward = false;
                end = token.end();
                unknown = 0;
            } else if (isPostcode(token) && !postcode && (!first || token.apart())) {
                postcode = true;
                end = token.end();
                unknown = 0;
            } else if (postcode && token.length() == 2 && isCapitals(text, token) && !token.apart() && end > 0) {
                // The letters of a Dutch postcode, or a state.
                end = token.end();
            } else if (isOutward(text, token)) {
                outward = true;
                unknown++;
            } else if (token.capital() && !token.number()) {
                if (first && !token.apart() && !isKnown(token)) {
                    break;
                }
                boolean state = isCapitals(text, token) && token.length() <= 3 && unknown > 0;
                unknown++;
                if (isKnown(token) || state || postcode && unknown <= 2 && !Gazetteer.isOrdinary(token.folded())) {
                    town |= isKnown(token) || state;
                    end = token.end();
                }
                if (unknown > MAX_UNKNOWN) {
                    break;
                }
            } else if (!token.is(LINKS) || first) {
                break;
            }
            position = token.end();
        }
        return new AddressTail(end, unit, postcode, town);
    }

    /**
     * Words in a row behind a comma that may be a town nobody knows: it counts when the next comma, or the end, follows.
     *
     * @param end one past the last one; 0 when they can be none
     */
    private record Run(int count, int end) {
        static final Run NONE = new Run(0, 0);
        private static final int MAX_WORDS = 3;

        Run with(AddressToken token) {
            boolean fits = token.capital()
                    && !token.number()
                    && !Gazetteer.isOrdinary(token.folded())
                    && !Gazetteer.isGivenName(token.folded());
            int words = token.apart() ? 1 : count + 1;
            boolean goesOn = token.apart() || end > 0;
            return fits && goesOn && words <= MAX_WORDS ? new Run(words, token.end()) : NONE;
        }
    }

    private static boolean isKnown(AddressToken token) {
        if (token.is(COUNTRY_WORDS)) {
            return true;
        }
        boolean known = Gazetteer.isCity(token.folded()) || Gazetteer.isPlace(token.folded());
        return known && !Gazetteer.isOrdinary(token.folded());
    }

    /** Four to seven digits, with a dash or a country before them: {@code 10115}, {@code 94107-1234}, {@code 00-950}, {@code D-10115}. */
    private static boolean isPostcode(AddressToken token) {
        if (token.isDigits(4, 7)) {
            return true;
        }
        String folded = token.folded();
        int dash = folded.indexOf('-');
        if (dash < 0 || folded.length() < 6 || folded.length() > 10) {
            return false;
        }
        String before = folded.substring(0, dash);
        boolean digitsBehind = folded.substring(dash + 1).chars().allMatch(symbol -> symbol >= '0' && symbol <= '9');
        boolean digitsBefore = before.chars().allMatch(symbol -> symbol >= '0' && symbol <= '9');
        return digitsBehind && (digitsBefore || before.length() <= 2);
    }

    /** The first half of a British or Canadian postcode. */
    private static boolean isOutward(GrowingText text, AddressToken token) {
        int length = token.length();
        if (length < 2 || length > 4 || !token.capital()) {
            return false;
        }
        boolean digit = false;
        for (int position = token.start(); position < token.end(); position++) {
            int codePoint = text.at(position);
            digit |= codePoint >= '0' && codePoint <= '9';
            if (!(codePoint >= '0' && codePoint <= '9') && !(codePoint >= 'A' && codePoint <= 'Z')) {
                return false;
            }
        }
        return digit;
    }

    /** A digit and two letters, or in Canada a digit, a letter and a digit. */
    private static boolean isInward(AddressToken token) {
        char second = token.folded().charAt(1);
        return second >= 'a' && second <= 'z';
    }

    private static boolean isCapitals(GrowingText text, AddressToken token) {
        for (int position = token.start(); position < token.end(); position++) {
            if (!Words.isCapital(text.at(position))) {
                return false;
            }
        }
        return true;
    }
}
