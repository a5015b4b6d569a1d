package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Outline.Kind;

class OutlineTest {
    private static final String SIGNS = "aZ09f.:@+(_- \nÄß中ไ๔アА٣०ǅ𝒜😀\u0301［＋";

    @Test
    void tellsOfEachCodePointWhatItIs() {
        String text = signs(new Random(1), 700);
        Outline outline = Outline.of(GrowingText.whole(text));
        int[] codePoints = text.codePoints().toArray();
        for (int position = 0; position < codePoints.length + 70; position++) {
            for (Kind kind : Kind.values()) {
                boolean is = position < codePoints.length && is(kind, codePoints[position]);
                assertThat(bit(outline.of(kind, position >> 6), position)).isEqualTo(is);
            }
        }
    }

    @Test
    void tellsWhatStandsBeforeAndBehind() {
        int[] codePoints = signs(new Random(2), 300).codePoints().toArray();
        Outline outline = Outline.of(GrowingText.whole(new String(codePoints, 0, codePoints.length)));
        for (int position = 3; position < codePoints.length - 3; position++) {
            for (int distance = 1; distance <= 3; distance++) {
                assertThat(bit(outline.before(Kind.PART, position >> 6, distance), position))
                        .isEqualTo(is(Kind.PART, codePoints[position - distance]));
                assertThat(bit(outline.behind(Kind.PART, position >> 6, distance), position))
                        .isEqualTo(is(Kind.PART, codePoints[position + distance]));
            }
        }
    }

    @Test
    void findsAndCounts() {
        Random random = new Random(3);
        for (String signs : new String[] {SIGNS, "a5", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa7", "12345- .-/a"}) {
            int[] codePoints = signs(random, 400, signs).codePoints().toArray();
            Outline outline = Outline.of(GrowingText.whole(new String(codePoints, 0, codePoints.length)));
            for (int round = 0; round < 2_000; round++) {
                int from = random.nextInt(codePoints.length);
                int to = from + random.nextInt(codePoints.length - from + 1);
                int first = to;
                int other = to;
                int count = 0;
                for (int position = to - 1; position >= from; position--) {
                    boolean digit = is(Kind.DIGIT, codePoints[position]);
                    first = digit ? position : first;
                    other = digit ? other : position;
                    count += digit ? 1 : 0;
                }
                assertThat(outline.next(Kind.DIGIT, from, to)).isEqualTo(first);
                assertThat(outline.nextOther(Kind.DIGIT, from, to)).isEqualTo(other);
                assertThat(outline.count(Kind.DIGIT, from, to)).isEqualTo(count);
                int gap = 2 + random.nextInt(4);
                assertThat(bit(outline.rows(1L << from, from >> 6, 7, gap), from))
                        .isEqualTo(digitsInARow(codePoints, from, gap) >= 7);
            }
        }
    }

    private static int digitsInARow(int[] codePoints, int from, int gap) {
        int digits = 0;
        int others = 0;
        for (int place = from; place < Math.min(from + Outline.BLOCK, codePoints.length) && others < gap; place++) {
            boolean digit = is(Kind.DIGIT, codePoints[place]);
            if (!digit && is(Kind.PART, codePoints[place])) {
                break;
            }
            others = digit ? 0 : others + 1;
            digits += digit ? 1 : 0;
        }
        return digits;
    }

    @Test
    void growsAndForgetsWithTheText() {
        Random random = new Random(4);
        String all = signs(random, 9_000);
        Outline whole = Outline.of(GrowingText.whole(all));
        GrowingText growing = new GrowingText();
        int fed = 0;
        while (fed < all.length()) {
            int to = all.offsetByCodePoints(fed, Math.min(random.nextInt(150), all.codePointCount(fed, all.length())));
            growing.append(all.substring(fed, to));
            fed = to;
            int kept = Math.max(0, growing.end() - 300);
            Outline outline = Outline.of(growing);
            for (Kind kind : Kind.values()) {
                assertThat(outline.count(kind, kept, growing.end())).isEqualTo(whole.count(kind, kept, growing.end()));
            }
            growing.discardBefore(kept);
        }
    }

    private static String signs(Random random, int count) {
        return signs(random, count, SIGNS);
    }

    private static String signs(Random random, int count, String among) {
        int[] known = among.codePoints().toArray();
        StringBuilder signs = new StringBuilder();
        for (int index = 0; index < count; index++) {
            signs.appendCodePoint(known[random.nextInt(known.length)]);
        }
        return signs.toString();
    }

    private static boolean bit(long bits, int position) {
        return (bits >>> position & 1) == 1;
    }

    private static boolean is(Kind kind, int codePoint) {
        boolean unspaced = CodePoint.isUnspaced(codePoint);
        return switch (kind) {
            case DIGIT -> CodePoint.digit(codePoint) >= 0;
            case PART -> CodePoint.isAlphanumeric(codePoint) && !unspaced;
            case UNSPACED -> CodePoint.isAlphanumeric(codePoint) && unspaced;
            case CAPITAL -> Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
            case AT -> codePoint == '@';
            case POINT -> codePoint == '.' || codePoint == ':';
            case HEXADECIMAL -> CodePoint.isHexDigit(codePoint);
            case LEAD -> "+(［＋".indexOf(codePoint) >= 0;
        };
    }
}
