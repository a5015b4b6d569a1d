package org.llmops.guardrail.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Match;

class LinearModelTest {
    private static final List<String> FRUIT = List.of("apple", "banana", "cherry", "peach", "mango", "яблоко", "梨");
    private static final List<String> METAL = List.of("iron", "copper", "zinc", "silver", "nickel", "железо", "銅");
    private static final List<String> FILLERS =
            List.of("buys", "sells", "likes", "paints", "hides", "and", "the", "old");
    private static Training training;

    @BeforeAll
    static void trainsOnFruitAndMetal() {
        List<Example> examples = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 1200; i++) {
            boolean fruit = i % 2 == 0;
            String source = "source-" + i % 6 / 2;
            String text = sentence(random, fruit ? FRUIT : METAL);
            List<String> signals = i % 5 == 0 && fruit ? List.of("sweet") : List.of();
            examples.add(Example.of(text, fruit, source, "").with(signals));
        }
        training = Training.of("fruit-1", examples, Example::source);
    }

    @Test
    void tellsWhatItWasTrainedToTell() {
        LinearModel model = training.model();
        Reading fruit = model.read("the old peach");
        Reading metal = model.read("the old nickel");
        assertThat(fruit.chance()).isGreaterThan(0.9);
        assertThat(metal.chance()).isLessThan(0.1);
        assertThat(fruit.falsePositives()).isLessThan(0.01).isLessThan(metal.falsePositives());
    }

    @Test
    void doesNotSeeCaseApostrophesAndWhichDigit() {
        LinearModel model = training.model();
        assertThat(model.read("Peter's PEACH 7").logOdds())
                .isEqualTo(model.read("peters peach 3").logOdds());
        assertThat(model.read("梨").logOdds()).isGreaterThan(model.read("銅").logOdds());
    }

    @Test
    void namesTheWordsAndSignalsThatWeighed() {
        List<Match.Contribution> contributions = training.model().explain("sells the old Banana", List.of("sweet"));
        assertThat(contributions).extracting(Match.Contribution::feature).contains("banana", "sweet");
        assertThat(contributions)
                .isSortedAccordingTo((a, b) -> Double.compare(b.weight(), a.weight()))
                .hasSizeLessThanOrEqualTo(Match.MAX_CONTRIBUTIONS);
        assertThat(contributions.getFirst().feature()).isIn("banana", "sweet");
    }

    @Test
    void explanationsAddUpToTheScore() {
        LinearModel model = training.model();
        double total = training.weights().bias();
        Features features = new Features();
        String text = "banana banana paints iron and 梨梨銅";
        features.read(text);
        Ngrams ngrams = features.ngrams();
        for (int ngram = 0; ngram < ngrams.count(); ngram++) {
            int bucket = ngrams.hash(ngram) >>> 32 - Features.BITS;
            total += training.weights().scale()
                    * training.weights().buckets()[bucket]
                    * features.share(bucket, ngrams.isPart(ngram));
        }
        assertThat(total).isCloseTo(model.read(text).logOdds(), org.assertj.core.api.Assertions.within(1e-3));
    }

    @Test
    void survivesTheWayToDiskAndBack() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        training.weights().write(file);
        LinearModel read = new LinearModel(ModelWeights.read(new ByteArrayInputStream(file.toByteArray())));
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            String text = sentence(random, i % 2 == 0 ? FRUIT : METAL);
            assertThat(read.read(text, List.of("sweet")).logOdds())
                    .isEqualTo(training.model().read(text, List.of("sweet")).logOdds());
        }
        assertThat(read.version()).isEqualTo("fruit-1");
        byte[] damaged = file.toByteArray();
        damaged[damaged.length / 2] ^= 0x55;
        assertThatThrownBy(() -> ModelWeights.read(new ByteArrayInputStream(damaged)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void falseAlarmsFallAsScoresRise() {
        for (Calibration calibration : training.weights().calibrations().values()) {
            double before = 1;
            for (double score = -20; score < 20; score += 0.1) {
                double now = calibration.falsePositives(score);
                assertThat(now).isBetween(0.0, before);
                before = now;
            }
        }
    }

    @Test
    void readsAnythingInBoundedWork() {
        LinearModel model = training.model();
        Ngrams ngrams = new Ngrams();
        ngrams.read("x".repeat(100_000));
        assertThat(ngrams.count()).isLessThan(400_000);
        for (String text : List.of("", "\uD800", "\uDC00x", "'", "''''", "'a'", "\u0000", "梨'")) {
            assertThat(model.read(text).logOdds()).isFinite();
        }
    }

    @Test
    void partsOfWordsAreTheirStretchesOfThreeToFiveLetters() {
        Ngrams ngrams = new Ngrams();
        for (int length = 1; length <= Ngrams.MAX_WORD; length++) {
            ngrams.read("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz".substring(0, length));
            int edged = length + 2;
            int stretches = 0;
            for (int part = 3; part <= Math.min(5, edged - 1); part++) {
                stretches += edged - part + 1;
            }
            assertThat(ngrams.count()).isEqualTo(1 + stretches);
            assertThat(ngrams.isPart(0)).isFalse();
            assertThat(IntStream.range(1, ngrams.count()).allMatch(ngrams::isPart))
                    .isTrue();
            assertThat(IntStream.range(0, ngrams.count())
                            .map(ngrams::hash)
                            .distinct()
                            .count())
                    .isGreaterThan(length < 26 ? stretches : 26);
        }
    }

    private static String sentence(Random random, List<String> kind) {
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < 3 + random.nextInt(5); i++) {
            sentence.append(FILLERS.get(random.nextInt(FILLERS.size()))).append(' ');
        }
        return sentence.append(kind.get(random.nextInt(kind.size()))).toString();
    }
}
