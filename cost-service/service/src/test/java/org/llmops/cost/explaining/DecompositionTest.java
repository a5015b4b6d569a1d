package org.llmops.cost.explaining;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.llmops.platform.money.Money;

/** Whatever changed, its parts add up to it, and each part is what it is called. */
class DecompositionTest {
    private static final Money USUAL = Money.ofNanoUsd(1_000);

    @Test
    void moreCallsAreVolume() {
        Effects effects = one(flow(1_000, 10, 100), flow(3_000, 30, 300));

        assertThat(effects).isEqualTo(effects(2_000, 0, 0, 0));
    }

    @Test
    void longerCallsAreTokensPerRequest() {
        assertThat(one(flow(1_000, 10, 100), flow(2_500, 10, 250))).isEqualTo(effects(0, 0, 1_500, 0));
    }

    @Test
    void dearerTokensArePrice() {
        assertThat(one(flow(1_000, 10, 100), flow(1_700, 10, 100))).isEqualTo(effects(0, 0, 0, 700));
    }

    /** By hand: 3 × 20 calls, 10 tokens each at 10, of which the first doubles: (1.5 × price change) and (1.5 × volume change). */
    @Test
    void whatTwoFactorsDoTogetherIsSharedEqually() {
        assertThat(one(flow(1_000, 10, 100), flow(4_000, 20, 200))).isEqualTo(effects(1_500, 0, 0, 1_500));
    }

    @Test
    void otherModelsForTheSameCallsAreMix() {
        Map<String, Effects> effects = Decomposition.of(
                USUAL,
                List.of(
                        new Segment("large", flow(900, 5, 50), flow(1_800, 10, 100)),
                        new Segment("small", flow(100, 5, 50), Flow.NONE)));

        assertThat(effects).isEqualTo(Map.of("large", effects(0, 900, 0, 0), "small", effects(0, -100, 0, 0)));
    }

    @Test
    void aNewModelIsMixAndVolumeAndNeverPrice() {
        Map<String, Effects> effects = Decomposition.of(
                USUAL,
                List.of(
                        new Segment("known", flow(1_000, 10, 100), flow(1_000, 10, 100)),
                        new Segment("new", Flow.NONE, flow(5_000, 10, 100))));

        assertThat(effects.get("new")).isEqualTo(effects(1_250, 3_750, 0, 0));
        assertThat(effects.get("known")).isEqualTo(effects(750, -750, 0, 0));
    }

    @Test
    void withoutAPastAllOfItIsVolume() {
        assertThat(Decomposition.of(Money.ZERO, List.of(new Segment("new", Flow.NONE, flow(700, 7, 70)))))
                .isEqualTo(Map.of("new", effects(700, 0, 0, 0)));
    }

    @Test
    void whatStoppedIsVolume() {
        assertThat(one(flow(1_000, 10, 100), Flow.NONE)).isEqualTo(effects(-1_000, 0, 0, 0));
    }

    @Test
    void aCorrectionWithoutCallsIsPrice() {
        assertThat(one(flow(1_000, 10, 100), flow(-50, 0, 0))).isEqualTo(effects(0, 0, 0, -1_050));
    }

    @Test
    void imagesArePricedByTheCall() {
        assertThat(one(flow(1_000, 10, 0), flow(2_000, 10, 0))).isEqualTo(effects(0, 0, 0, 1_000));
    }

    @Test
    void partsAddUpToTheNanoDollarWhateverThereIs() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 2_000; round++) {
            List<Segment> segments = new ArrayList<>();
            for (int at = 0; at < 1 + random.nextInt(6); at++) {
                segments.add(new Segment("model-" + at, random(random), random(random)));
            }
            Money expected = Money.ofNanoUsd(random.nextInt(5) == 0 ? 0 : random.nextLong(1_000_000_000_000_000L));

            Effects effects =
                    Decomposition.of(expected, segments).values().stream().reduce(Effects.NONE, Effects::plus);

            long actual = segments.stream()
                    .mapToLong(each -> each.actual().costNanoUsd())
                    .sum();
            assertThat(effects.total()).isEqualTo(Money.ofNanoUsd(actual).minus(expected));
        }
    }

    private static Flow random(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Flow.NONE;
            case 1 -> flow(random.nextLong(1_000_000_000L), 1 + random.nextInt(100), 0);
            case 2 -> flow(-random.nextLong(1_000_000L), 0, 0);
            default ->
                flow(
                        random.nextLong(1_000_000_000_000_000L),
                        1 + random.nextInt(1_000_000),
                        1 + random.nextInt(1_000_000_000));
        };
    }

    private static Effects one(Flow usual, Flow actual) {
        return Decomposition.of(USUAL, List.of(new Segment("model", usual, actual)))
                .get("model");
    }

    private static Flow flow(long costNanoUsd, long requests, long tokens) {
        return new Flow(costNanoUsd, requests, BigDecimal.valueOf(tokens));
    }

    private static Effects effects(long volume, long mix, long tokens, long price) {
        return new Effects(
                Money.ofNanoUsd(volume), Money.ofNanoUsd(mix), Money.ofNanoUsd(tokens), Money.ofNanoUsd(price));
    }
}
