package org.llmops.guardrail.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    void mostOtherWordsAreTold() {
        Random random = new Random(15);
        int told = 0;
        for (int round = 0; round < 100_000; round++) {
            told += Gazetteer.mayBeName(random.nextInt()) ? 0 : 1;
        }
        assertThat(told).isGreaterThan(85_000);
    }
}
