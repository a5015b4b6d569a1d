package org.llmops.guardrail.normalising;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormaliserPropertiesTest {
    private static final int[] INTERESTING = {
        'a', 'e', 'l', 'o', 'i', ' ', ' ', '.', '0', '1', '3', '4', '%', '2', 'F', '&', '#', ';', '\\', 'x', 'u', '\n',
        '=', '@', 'б', 'а', 'о', 'е', 'α', 'Ω', 'ﬁ', 'ﷺ', '½', '가', 0x1112, 0x1161, 0x11AB, 0x0301, 0x0336, 0x200B,
        0x200C, 0x200D, 0x202E, 0xFE0F, 0x1F468, 0x1F3F4, 0xE0067, 0xE007F, 0xE0041, 0xD83D, 0xDE00, 0x1D400, 0x0915,
        0x094D, 0x3042, 0x3099, 0x0663, 0x0966, '7', 'f', 'A', '-', '/', '+', 's', 't', 'g', 'n', 'r', 'v', 'y', '<',
        '$'
    };

    @Test
    void mapsEveryReadingIntoTheTextWithoutEverGoingBack() {
        Random random = new Random(11);
        for (int round = 0; round < 3000; round++) {
            String text = text(random, random.nextInt(120));
            int length = text.codePointCount(0, text.length());
            List<NormalisedText> readings = Normaliser.of(text).readings();
            assertThat(readings.size()).isLessThanOrEqualTo(NormalisedText.MAX_READINGS);
            for (NormalisedText reading : readings) {
                checkMap(reading, length, "round " + round + " " + reading.encoding());
            }
        }
    }

    @Test
    void comesToAnEndWhateverCharacterStandsWhere() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            String text = Character.toString(codePoint);
            NormalisedText alone = Normaliser.of(text);
            assertThat(alone.start(0)).isZero();
            if (codePoint < 0x3000) {
                Normaliser.of("4" + text + text + "a " + text + "1")
                        .readings()
                        .forEach(reading -> checkMap(reading, 8, text));
            }
        }
    }

    @Test
    void saysTheSameOfWhatItHasFolded() {
        Random random = new Random(12);
        for (int round = 0; round < 1000; round++) {
            StringBuilder text = new StringBuilder();
            for (int index = 0; index < 40; index++) {
                text.append((char) (' ' + random.nextInt(95)));
            }
            assertThat(Readings.folded(text.toString())).as("round %d", round).isEqualTo(text.toString());
        }
    }

    /** Not by the clock: by how much more there is to read of a text twice as long. */
    @Test
    void readsNoMoreThanAFixedMultipleOfAText() {
        for (String unit :
                new String[] {"%41", "&#65;", "QUJD", "41 ", "vtaber nyy ", "\u200B", "a\u0301\u0302", "ﷺ", "1 "}) {
            String text = unit.repeat(60_000 / unit.length());
            int characters = 0;
            for (NormalisedText reading : Normaliser.of(text).readings()) {
                characters += reading.text().length();
                checkMap(reading, text.length(), unit);
            }
            assertThat(characters).as(unit).isLessThan(text.length() * NormalisedText.MAX_READINGS);
        }
    }

    private static void checkMap(NormalisedText reading, int length, String as) {
        int before = 0;
        for (int index = 0; index < reading.text().length(); index++) {
            int start = reading.start(index);
            int end = reading.end(index + 1);
            if (start < before || start >= end || end > length) {
                assertThat(List.of(before, start, end, length)).as(as).isSorted();
                assertThat(start).as(as).isLessThan(end);
            }
            before = start;
        }
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.appendCodePoint(INTERESTING[random.nextInt(INTERESTING.length)]);
        }
        return text.toString();
    }
}
