package org.llmops.guardrail.pii;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.TokenDetector;

/**
 * Phone numbers that libphonenumber calls valid, written internationally or as in one of the default regions, and those of
 * any country that the words around them call so. The library is slow and looks at regular expressions, so it only ever
 * sees short windows that hold enough digits.
 */
final class PhoneDetector extends TokenDetector {
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    /** The shortest number with its country code (Niue), and the shortest that is written without one in most places. */
    private static final int MIN_DIGITS = 7;

    private static final int MAX_WINDOW = 80;

    /** A window that is cut off decides only on what starts here or before: no number reaches from here to its end. */
    private static final int DECIDED_WINDOW = 40;

    /** What may follow the digits and still matter: an extension, or the rest of a time stamp. */
    private static final int MAX_TAIL = 16;

    private static final int MAX_PUNCTUATION = 4;

    /** Within one window; prose needs one or two, rows of short numbers would need hundreds. */
    private static final int MAX_TRIES = 12;

    private static final double VALID = 0.8;
    private static final double ANNOUNCED = 0.6;
    private static final double INTERNATIONAL = 0.5;

    private final List<PhoneRegion> regions;
    private final PhoneWords words = PhoneWords.all();

    PhoneDetector(List<String> regions) {
        this.regions = (regions.isEmpty() ? List.of(PhoneRegion.NONE) : regions)
                .stream().map(PhoneRegion::new).toList();
    }

    @Override
    public int lookBehind() {
        return PhoneWords.BEFORE + 2;
    }

    @Override
    protected long starts(Outline outline, int block) {
        return outline.of(Kind.LEAD, block) | outline.of(Kind.DIGIT, block) & ~outline.before(Kind.DIGIT, block, 1);
    }

    /** Where enough digits follow soon. */
    @Override
    protected long hopeful(GrowingText text, Outline outline, int block, long starts) {
        return outline.rows(starts, block, MIN_DIGITS, MAX_PUNCTUATION + 1);
    }

    @Override
    protected int inspect(GrowingText text, int start, Consumer<Match> found) {
        int position = start;
        int lastDigitEnd = start;
        int digits = 0;
        while (position - start < MAX_WINDOW && position - lastDigitEnd <= MAX_PUNCTUATION) {
            int codePoint = text.at(position);
            if (CodePoint.digit(codePoint) >= 0) {
                digits++;
                lastDigitEnd = position + 1;
            } else if (!isPunctuation(codePoint)) {
                break;
            }
            position++;
        }
        boolean cutOff = position - start == MAX_WINDOW;
        if (!cutOff && text.at(position) == GrowingText.UNKNOWN && position - lastDigitEnd <= MAX_PUNCTUATION) {
            return UNDECIDED;
        }
        if (digits < MIN_DIGITS) {
            return Math.max(lastDigitEnd, start + 1);
        }
        int tailEnd = tailEnd(text, position);
        if (tailEnd == UNDECIDED) {
            return UNDECIDED;
        }
        return search(text, start, digits, lastDigitEnd, tailEnd, cutOff, found);
    }

    /** What is no valid number may still be one: of another country, mistyped, made up, or not issued yet. */
    private void judge(GrowingText text, int start, int runEnd, Consumer<Match> found) {
        WrittenNumber number = WrittenNumber.read(text, start, runEnd);
        if (number == null) {
            return;
        }
        PhoneWords.Hint hint = words.before(text, start);
        boolean dialled = number.looksDialled(text);
        if (hint == PhoneWords.Hint.NAME
                || dialled && (hint == PhoneWords.Hint.CALL || words.behind(text, number.end()))) {
            found.accept(phone(number.start(), number.end(), ANNOUNCED, "The words around it call it a phone number"));
        } else if (number.isInternational(text) && dialled) {
            found.accept(phone(
                    number.start(), number.end(), INTERNATIONAL, "Is written like an international phone number"));
        }
    }

    private static Match phone(int start, int end, double score, String reason) {
        return Match.of("PHONE_NUMBER", score == VALID ? "phone" : "phone-announced", start, end, score, reason);
    }

    private int search(
            GrowingText text,
            int start,
            int digits,
            int digitsEnd,
            int tailEnd,
            boolean cutOff,
            Consumer<Match> found) {
        int from = text.at(start - 1) == GrowingText.EDGE ? start : start - 1;
        int decided = cutOff ? start + DECIDED_WINDOW : digitsEnd;
        int next = decided;
        int first = digitsEnd;
        Set<Match> reported = Set.of();
        boolean plus = hasPlus(text, start, decided);
        for (PhoneRegion region : regions) {
            if (!plus && region.needsPlus(digits) || !region.looksLikely(text, start, decided, digitsEnd, digits)) {
                continue;
            }
            PhoneSearches searches = text.made(PhoneSearches.class, PhoneSearches::new);
            List<PhoneNumberMatch> numbers = searches.of(
                    new PhoneSearches.Window(start, decided, digitsEnd, tailEnd),
                    region.code(),
                    () -> region.mayOccur(text, start, decided, digitsEnd, digits)
                            ? numbers(text.substring(from, tailEnd), region)
                            : List.of());
            if (numbers.isEmpty()) {
                continue;
            }
            String window = text.substring(from, tailEnd);
            reported = reported.isEmpty() ? new HashSet<>() : reported;
            for (PhoneNumberMatch number : numbers) {
                int matchStart = from + window.codePointCount(0, number.start());
                int matchEnd = from + window.codePointCount(0, number.end());
                Match phone = phone(matchStart, matchEnd, VALID, "Is a valid phone number for its region");
                boolean known = !reported.add(phone);
                if (matchStart < decided && !known && !isInternetAddress(number.rawString())) {
                    found.accept(phone);
                    next = Math.max(next, matchEnd);
                    first = Math.min(first, matchStart);
                }
            }
        }
        if (!cutOff) {
            judge(text, start, first, found);
        }
        return next;
    }

    private static boolean hasPlus(GrowingText text, int from, int to) {
        for (int position = from; position < to; position++) {
            if (PhoneRegion.isPlus(text.at(position))) {
                return true;
            }
        }
        return false;
    }

    private static List<PhoneNumberMatch> numbers(String window, PhoneRegion region) {
        List<PhoneNumberMatch> numbers = new ArrayList<>();
        NUMBERS.findNumbers(window, region.code(), Leniency.VALID, MAX_TRIES).forEach(numbers::add);
        return numbers;
    }

    /** {@code 86.121.97.248} could be dialled somewhere; Danes write {@code 12.34.56.78}, which is left a number. */
    private static boolean isInternetAddress(String written) {
        int dots = 0;
        int group = 0;
        int longest = 0;
        for (int index = 0; index < written.length(); index++) {
            boolean dot = written.charAt(index) == '.';
            if (!dot && CodePoint.digit(written.charAt(index)) < 0) {
                return false;
            }
            dots += dot ? 1 : 0;
            group = dot ? 0 : group + 1;
            longest = Math.max(longest, group);
        }
        return dots == 3 && longest == 3;
    }

    private static int tailEnd(GrowingText text, int position) {
        for (int tail = position; tail < position + MAX_TAIL; tail++) {
            int codePoint = text.at(tail);
            if (codePoint == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (codePoint == GrowingText.EDGE || codePoint == '\n') {
                return tail;
            }
        }
        return position + MAX_TAIL;
    }

    private static boolean isLead(int codePoint) {
        return switch (codePoint) {
            case '+', '\uFF0B', '(', '\uFF08', '[', '\uFF3B' -> true;
            default -> false;
        };
    }

    /** What libphonenumber takes for punctuation, without its letter x. */
    private static boolean isPunctuation(int codePoint) {
        return switch (codePoint) {
            case ' ', '-', '.', '/', ')', ']', '~', '\u00A0', '\u00AD', '\u200B', '\u2060', '\u3000' -> true;
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\u30FC' -> true;
            case '\uFF09', '\uFF3D', '\uFF0D', '\uFF0E', '\uFF0F', '\u2053', '\u223C', '\uFF5E', '\u202F', '*' -> true;
            default -> isLead(codePoint);
        };
    }
}
