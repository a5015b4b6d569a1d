package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WordWatchTest {
    private static final List<String> WORDS = List.of("import", "self.", "=");

    @Test
    void deniesNoPassageThatHasOneOfTheWordsHoweverTheTextArrives() {
        Random random = new Random(4);
        for (int round = 0; round < 20; round++) {
            List<String> pieces = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                StringBuilder piece = new StringBuilder();
                int length = random.nextBoolean() ? random.nextInt(40) : random.nextInt(9_000);
                while (piece.length() < length) {
                    piece.append("it goes on. ".repeat(random.nextInt(30)));
                    piece.append(random.nextInt(3) == 0 ? WORDS.get(random.nextInt(WORDS.size())) : "\n");
                }
                pieces.add(piece.toString());
            }
            WordWatch watch = new WordWatch(Pairs.Wanted.of(WORDS));
            List<Passage> denied = new ArrayList<>();
            Pieces.matches(
                    new PassageDetector() {
                        @Override
                        protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
                            if (!watch.mayBeIn(passage)) {
                                denied.add(passage);
                            }
                        }
                    },
                    Pieces.SCENE,
                    pieces);

            assertThat(denied)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(passage -> assertThat(WORDS).noneMatch(passage.text()::contains));
        }
    }
}
