package org.llmops.router.complexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingFiguresTest {
    /** Ten questions: the strong model alone is right on the first five. */
    private static final List<LabelledQuestion> QUESTIONS = IntStream.range(0, 10)
            .mapToObj(i -> new LabelledQuestion("q" + i, i >= 5, true))
            .toList();

    @Test
    void aPerfectChoiceRecoversTheGapWithTheLeastCalls() {
        double[] perfect = IntStream.range(0, 10).mapToDouble(i -> -i).toArray();

        RoutingFigures figures = RoutingFigures.of(QUESTIONS, perfect);

        assertThat(figures.apgr()).isCloseTo(0.75, within(1e-9));
        assertThat(figures.cpt50()).isEqualTo(0.3);
        assertThat(figures.cpt80()).isEqualTo(0.4);
    }

    @Test
    void theWorstChoiceRecoversNothingUntilTheEnd() {
        double[] worst = IntStream.range(0, 10).mapToDouble(i -> i).toArray();

        assertThat(RoutingFigures.of(QUESTIONS, worst).apgr()).isCloseTo(0.25, within(1e-9));
        assertThat(RoutingFigures.of(QUESTIONS, worst).cpt80()).isEqualTo(0.9);
    }

    @Test
    void chanceRecoversAsMuchAsItCalls() {
        Random random = new Random(1);
        double mean = IntStream.range(0, 5_000)
                .mapToDouble(
                        run -> RoutingFigures.of(QUESTIONS, random.doubles(10).toArray())
                                .apgr())
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(0.5, within(0.01));
    }

    @Test
    void ridgeFindsWhatIsThere() {
        double[][] features = {{1, 0}, {0, 1}, {1, 1}, {2, 1}, {1, 3}};
        double[] labels = {2, -1, 1, 3, -1};
        double[][] products = new double[5][5];
        for (int a = 0; a < 5; a++) {
            for (int b = 0; b < 5; b++) {
                products[a][b] = features[a][0] * features[b][0] + features[a][1] * features[b][1];
            }
        }

        Ridge ridge = Ridge.fit(products, labels, new int[] {0, 1, 2, 3, 4}, 1e-6);
        double mean = ridge.mean();
        double first = 0;
        double second = 0;
        for (int i = 0; i < 5; i++) {
            first += ridge.dual(i) * features[i][0];
            second += ridge.dual(i) * features[i][1];
        }

        // Least squares of (labels - mean) on the two features, by hand: 7a + 6b = 4, 6a + 12b = -4.8
        assertThat(mean).isEqualTo(0.8);
        assertThat(7 * first + 6 * second).isCloseTo(4, within(1e-3));
        assertThat(6 * first + 12 * second).isCloseTo(-4.8, within(1e-3));
    }
}
