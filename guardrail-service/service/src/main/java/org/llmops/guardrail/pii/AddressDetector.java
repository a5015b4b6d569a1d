package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.TokenDetector;
import org.llmops.guardrail.naming.Gazetteer;

/**
 * Street addresses by their form: a number, a name and a word for street in either order, a German, Dutch or Nordic compound
 * with a number, or a post box. Streets whose name holds no such word, and buildings known by name, go unseen.
 */
final class AddressDetector extends TokenDetector {
    /** A street's name ends before so many words behind its number. */
    private static final int MAX_NAME = 7;

    private static final int MAX_NUMBER = 6;
    private static final int MAX_LINK = 3;
    private static final int NEAR = 48;
    private static final long NEAR_PLACES = (1L << NEAR) - 1;
    private static final int NUMBER_NEAR = 1;
    private static final int NO_NUMBER = 0;
    private static final double SCORE = 0.7;
    private static final double FULL_SCORE = 0.85;
    private static final double WEAK_SCORE = 0.6;

    /** How long the words are that may stand before a street's name and begin with these two letters: a bit for each length. */
    private static final int[] BEGINNINGS = new int[26 * 26];

    /** A bit for each letter that one of them begins with. */
    private static final int FIRST_LETTERS;

    static {
        StreetWords.BEFORE.forEach(word -> {
            if (word.length() > 1 && isSmall(word.charAt(0)) && isSmall(word.charAt(1))) {
                BEGINNINGS[(word.charAt(0) - 'a') * 26 + word.charAt(1) - 'a'] |= 1 << word.length();
            }
        });
        int first = 0;
        for (int pair = 0; pair < BEGINNINGS.length; pair++) {
            first |= BEGINNINGS[pair] == 0 ? 0 : 1 << pair / 26;
        }
        FIRST_LETTERS = first;
    }

    @Override
    protected long starts(Outline outline, int block) {
        return (outline.of(Kind.PART, block) | outline.of(Kind.DIGIT, block)) & ~outline.before(Kind.PART, block, 1);
    }

    /** Without a number near there is no address: a word of {@link Words#MAX_LENGTH} and another inside may stand before. */
    @Override
    protected long hopeful(GrowingText text, Outline outline, int block, long starts) {
        long soon = outline.of(Kind.DIGIT, block);
        long later = outline.of(Kind.DIGIT, block + 2);
        long before = soon == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(soon);
        long behind = later == 0 ? 0 : -1L << Long.numberOfTrailingZeros(later);
        long near = outline.of(Kind.DIGIT, block + 1) != 0 ? starts : starts & (before | behind);
        int from = block << 6;
        if (near == 0 || from == 0 || from + Outline.BLOCK + AHEAD > text.end()) {
            return near;
        }
        int[] codePoints = text.codePoints(from - 1, from + Outline.BLOCK + AHEAD);
        int shift = text.firstKept();
        long hopeful = 0;
        for (long left = near; left != 0; left &= left - 1) {
            int start = from + Long.numberOfTrailingZeros(left);
            hopeful |= isHopeful(outline, codePoints, start, start - shift) ? Long.lowestOneBit(left) : 0;
        }
        return hopeful;
    }

    /**
     * Whether an address may begin with a word or number of ASCII, judged by what it begins with, how long it is and what
     * follows it.
     */
    private static boolean isHopeful(Outline outline, int[] codePoints, int start, int index) {
        int first = codePoints[index];
        if (isSmall(first) && !mayBegin(first, codePoints[index + 1]) || codePoints[index - 1] == '_') {
            return false;
        }
        int length = Long.numberOfTrailingZeros(~outline.from(Kind.PART, start));
        int next = codePoints[index + length];
        int afterNext = codePoints[index + length + 1];
        if (length > Words.MAX_LENGTH || first >= 0x80 || next >= 0x80 || afterNext >= 0x80) {
            return true;
        }
        boolean number = CodePoint.isAsciiDigit(first);
        boolean alone = next == ' ' && !AddressToken.mayBeBehind(afterNext);
        return isHopeful(first, length, next, afterNext)
                && (number || !alone && (outline.from(Kind.DIGIT, start + length) & NEAR_PLACES) != 0);
    }

    private static boolean mayStart(GrowingText text, int position) {
        int codePoint = text.at(position);
        if (isSmall(codePoint) && !mayBegin(codePoint, text.at(position + 1))
                || CodePoint.isWord(text.at(position - 1))
                || !CodePoint.isAlphanumeric(codePoint)) {
            return false;
        }
        if (codePoint >= 0x80) {
            return CodePoint.digit(codePoint) >= 0
                    || Words.isCapital(codePoint)
                    || codePoint >= 0x370 && codePoint < 0x530;
        }
        return true;
    }

    /** Whether a word for street may begin with this small letter. */
    private static boolean mayFollow(int letter) {
        return (FIRST_LETTERS >>> letter - 'a' & 1) != 0;
    }

    /** Romance and Slavic words for street are written small. */
    private static boolean mayBegin(int first, int second) {
        if (!isSmall(first) || !isSmall(second | 0x20)) {
            return second < 0 || second >= 0x80 || second == '/';
        }
        return BEGINNINGS[(first - 'a') * 26 + (second | 0x20) - 'a'] != 0;
    }

    /** Whether a small word is none that stands before a street's name, judged by its length. */
    private static boolean isOtherWord(GrowingText text, int start, int end) {
        int first = text.at(start);
        int second = text.at(start + 1) | 0x20;
        if (!isSmall(first) || !isSmall(second)) {
            return false;
        }
        for (int position = start; position < end; position++) {
            if (text.at(position) >= 0x80) {
                return false;
            }
        }
        return (BEGINNINGS[(first - 'a') * 26 + second - 'a'] >>> end - start & 1) == 0;
    }

    private static boolean isSmall(int codePoint) {
        return codePoint >= 'a' && codePoint <= 'z';
    }

    @Override
    protected int inspect(GrowingText text, int start, Consumer<Match> found) {
        if (!mayStart(text, start)) {
            return start + 1;
        }
        int end = start;
        while (end - start <= Words.MAX_LENGTH && CodePoint.isAlphanumeric(text.at(end))) {
            end++;
        }
        int next = text.at(end);
        int afterNext = next == GrowingText.UNKNOWN ? next : text.at(end + 1);
        if (afterNext == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        if (!isHopeful(text.at(start), end - start, next, afterNext)) {
            return end;
        }
        if (CodePoint.digit(text.at(start)) < 0) {
            int number = number(text, end);
            if (number != NUMBER_NEAR) {
                return number == UNDECIDED ? UNDECIDED : end;
            }
        }
        int tokenEnd = AddressToken.end(text, start);
        if (tokenEnd == UNDECIDED || !AddressToken.mayFollow(text, tokenEnd) || isOtherWord(text, start, tokenEnd)) {
            return tokenEnd;
        }
        AddressToken first = AddressToken.at(text, start, false);
        if (first == null) {
            return UNDECIDED;
        }
        if (!first.number() && !first.capital() && !first.is(StreetWords.BEFORE)) {
            return first.end();
        }
        AddressTokens tokens = AddressTokens.from(text, first);
        if (!tokens.areSettled()) {
            return UNDECIDED;
        }
        Street street = first.number()
                ? afterNumber(tokens)
                : first.is(StreetWords.BEFORE) ? afterStreet(tokens) : afterWord(tokens);
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
    private static boolean isHopeful(int first, int length, int next, int afterNext) {
        if (CodePoint.digit(first) >= 0) {
            boolean joined = next == '-' || next == '/';
            boolean small = isSmall(afterNext) && !mayFollow(afterNext);
            return length <= 6 && (joined || next == ' ' && CodePoint.isAlphanumeric(afterNext) && !small);
        }
        if (next != ' ' && next != '.' && next != '\'') {
            return false;
        }
        return length <= 10 || Words.isCapital(first) && (CodePoint.digit(afterNext) >= 0 || next == '.');
    }

    /** {@code 14 Crown Street}, {@code 12 rue de la Paix}, {@code 25 Hauptstraße}, {@code 6750 Koskikatu 25}. */
    private static @Nullable Street afterNumber(AddressTokens tokens) {
        if (tokens.has(1) && tokens.get(1).is(StreetWords.BEFORE) && tokens.has(2)) {
            int end = nameEnd(tokens, 2);
            if (end > 0) {
                return new Street(withNumber(tokens, end), true, true);
            }
        }
        int named = 0;
        for (int index = 1;
                index < MAX_NAME && tokens.has(index) && !tokens.get(index).apart();
                index++) {
            AddressToken token = tokens.get(index);
            boolean known =
                    named > 0 && token.is(StreetWords.BEHIND) || token.capital() && StreetWords.isCompound(token);
            if (known) {
                return new Street(withNumber(tokens, index), true, true);
            }
            if (named > 0 && token.capital() && token.is(StreetWords.PERHAPS_BEHIND)) {
                return new Street(withNumber(tokens, index), false, true);
            }
            if (!token.capital() && !token.number() && (named == 0 || token.length() > MAX_LINK)) {
                break;
            }
            named += token.capital() && !token.number() ? 1 : 0;
        }
        // No word for street: a name and perhaps a second number, which only what follows can tell.
        int last = 0;
        while (last + 1 < MAX_NAME
                && tokens.has(last + 1)
                && tokens.get(last + 1).capital()
                && !tokens.get(last + 1).apart()) {
            last++;
        }
        boolean ordinary = last > 0 && Gazetteer.isOrdinary(tokens.get(1).folded());
        return last == 0 ? null : new Street(withNumber(tokens, last), false, last <= 3 && !ordinary);
    }

    private static int withNumber(AddressTokens tokens, int last) {
        boolean follows = tokens.has(last + 1)
                && tokens.get(last + 1).number()
                && !tokens.get(last + 1).apart()
                && tokens.get(last + 1).length() <= MAX_NUMBER;
        return follows ? last + 1 : last;
    }

    /** {@code Calle de Alcalá 42}, {@code ul. Marszałkowska 10}. */
    private static @Nullable Street afterStreet(AddressTokens tokens) {
        int end = nameEnd(tokens, 1);
        boolean numbered = end > 0 && tokens.has(end + 1) && tokens.get(end + 1).number();
        return numbered ? new Street(end + 1, true, true) : null;
    }

    /** {@code Hauptstraße 5}, {@code P.O. Box 1234}, {@code An der Alster 12}. */
    private static @Nullable Street afterWord(AddressTokens tokens) {
        if (StreetWords.isBox(tokens.getFirst())) {
            return box(tokens);
        }
        if (!tokens.has(1)) {
            return null;
        }
        if (tokens.getFirst().is(StreetWords.FLATS)) {
            boolean numbers =
                    tokens.has(2) && tokens.get(1).number() && tokens.get(2).number();
            Street street = numbers ? afterNumber(tokens.behind(2)) : null;
            return street == null || !street.certain ? null : new Street(street.last + 2, true, true);
        }
        if (StreetWords.isCompound(tokens.getFirst())) {
            return tokens.get(1).number() ? new Street(1, true, true) : null;
        }
        boolean other = Gazetteer.isOrdinary(tokens.getFirst().folded())
                || Gazetteer.isPlace(tokens.getFirst().folded());
        if (other && !tokens.getFirst().is(StreetWords.ARTICLES)) {
            return null;
        }
        int index = 1;
        while (index < 4
                && tokens.has(index)
                && !tokens.get(index).number()
                && !tokens.get(index).apart()) {
            AddressToken token = tokens.get(index);
            if (!token.capital() && !token.is(StreetWords.ARTICLES) && !token.is(StreetWords.BEHIND)) {
                return null;
            }
            boolean street = token.is(StreetWords.BEHIND) || token.capital() && StreetWords.isCompound(token);
            boolean follows = tokens.has(index + 1)
                    && tokens.get(index + 1).number()
                    && !tokens.get(index + 1).apart();
            if (street && follows && tokens.get(index + 1).length() <= MAX_NUMBER) {
                return new Street(index + 1, true, true);
            }
            index++;
        }
        boolean numbered = tokens.has(index)
                && tokens.get(index).number()
                && !tokens.get(index).apart()
                && tokens.get(index).length() <= MAX_NUMBER
                && tokens.has(index + 1)
                && tokens.get(index + 1).apart()
                && tokens.get(index + 1).isDigits(4, 5);
        return numbered ? new Street(index, false, true) : null;
    }

    private static @Nullable Street box(AddressTokens tokens) {
        for (int index = 1; index < 4 && tokens.has(index); index++) {
            if (tokens.get(index).number()) {
                String first = tokens.getFirst().folded();
                boolean box = first.equals("postfach")
                        || first.equals("psc")
                        || first.equals("postbus")
                        || first.equals("apartado")
                        || tokens.get(index - 1).folded().equals("box");
                boolean second = box
                        && tokens.has(index + 2)
                        && tokens.get(index + 1).folded().equals("box")
                        && tokens.get(index + 2).number();
                return box ? new Street(second ? index + 2 : index, true, true) : null;
            }
        }
        return null;
    }

    private static int nameEnd(AddressTokens tokens, int from) {
        int end = -1;
        for (int index = from; index < from + 5 && tokens.has(index); index++) {
            AddressToken token = tokens.get(index);
            if (token.capital()) {
                end = index;
            } else if (token.number() || token.folded().length() > 4) {
                break;
            }
        }
        return end;
    }
}
