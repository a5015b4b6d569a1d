package org.llmops.guardrail.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GazetteerTest {
    @Test
    void everyNameThatIsNoOrdinaryWordMayBeOne() throws IOException {
        int names = 0;
        try (InputStream file = Objects.requireNonNull(Gazetteer.class.getResourceAsStream("words.txt"))) {
            for (String word : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("[ \t\n]")) {
                int hash = Folding.hash(word);
                int classes = Gazetteer.classes(hash);
                boolean name = (classes & (Gazetteer.GIVEN | Gazetteer.SURNAME)) != 0;
                if (name && (classes & Gazetteer.ORDINARY) == 0) {
                    assertThat(Gazetteer.mayBeName(hash)).as(word).isTrue();
                    names++;
                }
            }
        }
        assertThat(names).isGreaterThan(10_000);
    }

    @Test
    void namesInPlainLettersHaveAnOutlineHoweverTheyAreWritten() throws IOException {
        int names = 0;
        try (InputStream file = Objects.requireNonNull(Gazetteer.class.getResourceAsStream("words.txt"))) {
            for (String word : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("[ \t\n]")) {
                int classes = Gazetteer.classes(Folding.hash(word));
                boolean name = (classes & (Gazetteer.GIVEN | Gazetteer.SURNAME)) != 0;
                if (name && (classes & Gazetteer.ORDINARY) == 0 && word.matches("\\p{L}{3,}")) {
                    for (String written : List.of(word, word.toUpperCase(Locale.ROOT), word.replace('e', 'é'))) {
                        assertThat(mayBeName(written)).as(written).isTrue();
                    }
                    names++;
                }
            }
        }
        assertThat(names).isGreaterThan(10_000);
    }

    @Test
    void mostOtherOutlinesAreTold() {
        Random random = new Random(16);
        int told = 0;
        for (int round = 0; round < 100_000; round++) {
            int[] letters = random.ints(3 + random.nextInt(7), 'a', 'z' + 1).toArray();
            told += mayBeName(new String(letters, 0, letters.length)) ? 0 : 1;
        }
        assertThat(told).isGreaterThan(85_000);
    }

    private static boolean mayBeName(String word) {
        int[] letters = word.codePoints().toArray();
        int last = letters.length - 1;
        int outline =
                Folding.outline(letters[0], letters[1], letters[2], letters[last - 1], letters[last], letters.length);
        return outline == Folding.NONE || Gazetteer.mayBeOutlined(outline);
    }

    @Test
    void mostOtherWordsAreTold() {
        Random random = new Random(15);
        int told = 0;
        for (int round = 0; round < 100_000; round++) {
            told += Gazetteer.mayBeName(random.nextInt()) ? 0 : 1;
        }
        assertThat(told).isGreaterThan(85_000);
    }
}
