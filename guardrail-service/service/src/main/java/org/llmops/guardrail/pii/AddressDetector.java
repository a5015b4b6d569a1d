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

/**
 * Street addresses by their form: a number, a name and a word for street in either order, a German, Dutch or Nordic compound
 * with a number, or a post box. Streets whose name holds no such word, and buildings known by name, go unseen.
 */
final class AddressDetector extends TokenDetector {
    private static final int MAX_TOKENS = 9;

    private static final Set<String> BEHIND =
            Set.of(("street st str avenue ave av road rd lane ln drive dr court ct place pl square squares sq "
                            + "boulevard blvd highway hwy parkway pkwy terrace ter way trail trl circle cir crescent cres "
                            + "close grove gardens mews row walk alley loop pike streets route utca ut utja u caddesi cad "
                            + "sokak sk bulvari gatan vag gate vej alle allee weg platz strasse straat laan ulica prospekt "
                            + "katu")
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

    private static final Set<String> UNITS =
            Set.of(("apt apartment suite ste unit floor fl flat room rm # app appt piso etage lok m byt no nr numero")
                    .split(" ", -1));

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

    /** A word or number: where it stands, and how it is compared. */
    private record Token(int start, int end, String folded, boolean number, boolean capital) {
        boolean is(Set<String> words) {
            return words.contains(folded);
        }
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
        Token first = token(text, start);
        if (first == null) {
            return UNDECIDED;
        }
        if (!first.number && !first.is(BEFORE) && !isCompound(first) && !isBox(first)) {
            return first.end;
        }
        List<Token> tokens = tokens(text, first);
        if (tokens == null) {
            return UNDECIDED;
        }
        int last = first.number ? afterNumber(tokens) : first.is(BEFORE) ? afterStreet(tokens) : afterWord(tokens);
        if (last < 0) {
            return first.end;
        }
        int matchEnd = withUnit(tokens, last);
        found.accept(Match.of(
                "STREET_ADDRESS",
                "street-address",
                start,
                matchEnd,
                0.7,
                "Has the form of a street with its number, or of a post box"));
        return matchEnd;
    }

    /** Judged cheaply by the first word and the two characters behind it. */
    private static boolean isHopeful(GrowingText text, int start, int end, int next, int afterNext) {
        if (CodePoint.digit(text.at(start)) >= 0) {
            boolean joined = next == '-' || next == '/';
            return end - start <= 6 && (joined || next == ' ' && CodePoint.isAlphanumeric(afterNext));
        }
        if (next != ' ' && next != '.' && next != '\'') {
            return false;
        }
        if (Words.isCapital(text.at(start)) && (CodePoint.digit(afterNext) >= 0 || next == '.' || end - start <= 8)) {
            return true;
        }
        return end - start <= 10;
    }

    /** {@code 14 Crown Street}, {@code 12 rue de la Paix}, {@code 25 Hauptstraße}. */
    private static int afterNumber(List<Token> tokens) {
        int limit = Math.min(tokens.size(), 7);
        if (limit > 2 && tokens.get(1).is(BEFORE) && !tokens.get(1).capital) {
            return nameEnd(tokens, 2);
        }
        for (int index = 1; index < limit; index++) {
            Token token = tokens.get(index);
            boolean named = index > 1 && tokens.get(index - 1).capital;
            if (token.capital && token.is(BEHIND) && named || token.capital && isCompound(token)) {
                return index;
            }
            if (!token.capital && !token.number && index > 1 && token.is(BEHIND) && named) {
                return index;
            }
            if (!token.capital && !isOrdinal(token)) {
                return -1;
            }
        }
        return -1;
    }

    /** {@code Calle de Alcalá 42}, {@code ul. Marszałkowska 10}. */
    private static int afterStreet(List<Token> tokens) {
        int end = nameEnd(tokens, 1);
        return end > 0 && end + 1 < tokens.size() && tokens.get(end + 1).number ? end + 1 : -1;
    }

    /** {@code Hauptstraße 5}, {@code P.O. Box 1234}, {@code Postfach 100}. */
    private static int afterWord(List<Token> tokens) {
        if (!isCompound(tokens.getFirst()) && !isBox(tokens.getFirst())) {
            return -1;
        }
        if (isBox(tokens.getFirst())) {
            for (int index = 1; index < Math.min(4, tokens.size()); index++) {
                if (tokens.get(index).number) {
                    boolean box = tokens.getFirst().folded.equals("postfach")
                            || tokens.getFirst().folded.equals("psc")
                            || tokens.get(index - 1).folded.equals("box");
                    return box ? index : -1;
                }
            }
            return -1;
        }
        return tokens.size() > 1 && tokens.get(1).number ? 1 : -1;
    }

    private static int nameEnd(List<Token> tokens, int from) {
        int end = -1;
        for (int index = from; index < Math.min(tokens.size(), from + 5); index++) {
            Token token = tokens.get(index);
            if (token.capital) {
                end = index;
            } else if (token.number || token.folded.length() > 4) {
                break;
            }
        }
        return end;
    }

    private static int withUnit(List<Token> tokens, int last) {
        int unit = last + 1;
        boolean follows = unit + 1 < tokens.size() && tokens.get(unit).is(UNITS) && tokens.get(unit + 1).number;
        return tokens.get(follows ? unit + 1 : last).end;
    }

    private static boolean isCompound(Token token) {
        return token.capital
                && COMPOUNDS.stream()
                        .anyMatch(
                                ending -> token.folded.length() > ending.length() + 2 && token.folded.endsWith(ending));
    }

    private static boolean isBox(Token token) {
        return switch (token.folded) {
            case "p", "po", "box", "postfach", "psc", "apartado", "postbus", "bp" -> true;
            default -> false;
        };
    }

    private static boolean isOrdinal(Token token) {
        return token.number || token.folded.length() <= 3;
    }

    /** Null when more text may tell. */
    private static @Nullable List<Token> tokens(GrowingText text, Token first) {
        List<Token> tokens = new ArrayList<>();
        Token token = first;
        while (token != null && tokens.size() < MAX_TOKENS) {
            tokens.add(token);
            int position = token.end;
            int gaps = 0;
            while (gaps < 4 && isGap(text.at(position))) {
                position++;
                gaps++;
            }
            if (text.at(position) == GrowingText.UNKNOWN) {
                return null;
            }
            if (!CodePoint.isAlphanumeric(text.at(position)) && text.at(position) != '#') {
                return tokens;
            }
            token = token(text, position);
            if (token == null) {
                return null;
            }
        }
        return tokens;
    }

    /** Null when more text may tell. */
    private static @Nullable Token token(GrowingText text, int start) {
        int end = start;
        if (text.at(start) == '#') {
            return new Token(start, start + 1, "#", false, false);
        }
        while (end - start <= Words.MAX_LENGTH
                && (CodePoint.isAlphanumeric(text.at(end)) || end > start && isInside(text.at(end)))) {
            end++;
        }
        if (text.at(end) == GrowingText.UNKNOWN) {
            return null;
        }
        while (end > start + 1 && isInside(text.at(end - 1))) {
            end--;
        }
        String word = text.substring(start, end);
        boolean number = CodePoint.digit(text.at(start)) >= 0;
        return new Token(start, end, Names.folded(word), number, Words.isCapital(text.at(start)));
    }

    private static boolean isInside(int codePoint) {
        return codePoint == '\'' || codePoint == '’' || codePoint == '-' || codePoint == '/';
    }

    private static boolean isGap(int codePoint) {
        return codePoint == ' ' || codePoint == '.' || codePoint == ',' || codePoint == '\n';
    }
}
