package org.llmops.router.complexity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class LearnedComplexityTest {
    private final ComplexityScorer scorer = new LearnedComplexity();

    @Test
    void tellsAShortSumFromALongStory() {
        double sum = scorer.score("Tom has 3 apples and buys 2 more. How many apples does he have?");
        double story = scorer.score(
                "A factory makes twice as many red tiles as blue tiles each hour. After every third hour the machines stop for"
                        + " 20 minutes, and 5 percent of the tiles made until then are thrown away. If the factory starts with 40 red"
                        + " tiles and works for two shifts of 8 hours, how many more red tiles than blue tiles can it sell at a"
                        + " quarter more than their cost?");

        assertThat(sum).isLessThan(story);
        assertThat(sum).isLessThan(scorer.calibration().threshold());
        assertThat(story).isGreaterThan(scorer.calibration().threshold());
    }

    @Test
    void isSureOfNothingItHasNotSeen() {
        Calibration lines = scorer.calibration();

        for (String strange : new String[] {"", " ", "法国的首都是哪里", "zxqv wkjh qqzz"}) {
            assertThat(scorer.score(strange)).as(strange).isLessThan(lines.hardFrom());
        }
    }

    @Test
    void scoresAnythingBetweenNothingAndOneTheSameEveryTime() {
        Random random = new Random(5);
        for (int run = 0; run < 300; run++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(run % 10 == 0 ? 30_000 : 300);
            for (int i = 0; i < length; i++) {
                text.append((char) (random.nextInt(4) > 0 ? 32 + random.nextInt(95) : random.nextInt(0x10000)));
            }
            double score = scorer.score(text.toString());

            assertThat(score).isBetween(0.0, 1.0);
            scorer.score("something else in between");
            assertThat(scorer.score(text.toString())).isEqualTo(score);
        }
    }

    @Test
    void manyThreadsGetTheSameScores() {
        double alone = scorer.score("How many apples?");

        assertThat(IntStream.range(0, 2_000)
                        .parallel()
                        .mapToDouble(
                                i -> i % 2 == 0 ? scorer.score("How many apples?") : scorer.score("x" + i) * 0 + alone))
                .containsOnly(alone);
    }

    @Test
    void theWeightsAreSmall() throws Exception {
        try (InputStream file = LearnedComplexity.class.getResourceAsStream(LearnedComplexity.WEIGHTS)) {
            assertThat(file.readAllBytes()).hasSizeLessThan(300 << 10);
        }
    }

    /** {@code -Dllmops.bench=200000 -Dtest=LearnedComplexityTest} prints what one score takes. */
    @Test
    @EnabledIfSystemProperty(named = "llmops.bench", matches = "[0-9]+")
    void measuresOneScore() {
        int scores = Integer.getInteger("llmops.bench");
        String[] prompts = {
            "How many apples does Tom have?".repeat(1), "How many apples does Tom have left? ".repeat(8),
            "How many apples does Tom have left? ".repeat(64), "How many apples does Tom have left? ".repeat(640)
        };
        for (String prompt : prompts) {
            double sum = 0;
            for (int i = 0; i < scores / 4; i++) {
                sum += scorer.score(prompt);
            }
            long start = System.nanoTime();
            for (int i = 0; i < scores; i++) {
                sum += scorer.score(prompt);
            }
            double us = (System.nanoTime() - start) / 1_000.0 / scores;
            System.out.printf("%6d characters: %.2f us per score (%.3f)%n", prompt.length(), us, sum / scores);
        }
    }
}
