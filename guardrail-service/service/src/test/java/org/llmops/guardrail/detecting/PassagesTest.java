package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassagesTest {
    private static final GrowingText TEXT = GrowingText.whole("\n".repeat(60_000));

    @Test
    void haveTheLatestAtHandAndForgetTheOthers() {
        for (int length : new int[] {1, 7, 480}) {
            Passages passages = new Passages();
            Passage[] kept = new Passage[TEXT.end() / length];
            for (int number = 0; number < kept.length; number++) {
                kept[number] = keep(passages, number, length);
                int far = number - 32_768 / length;
                assertThat(passages.at(number, number * length)).isSameAs(kept[number]);
                if (far > 0) {
                    assertThat(passages.at(far, far * length)).isSameAs(kept[far]);
                    assertThat(passages.at(far - 1, (far - 1) * length)).isNull();
                }
            }
            assertThat(passages.at(kept.length - 1, (kept.length - 1) * length + 1))
                    .isNull();
            assertThat(passages.at(kept.length, kept.length * length)).isNull();
        }
    }

    @Test
    void beginAnewForWhoGoesThroughTheTextAgain() {
        Passages passages = new Passages();
        for (int number = 0; number < 1_000; number++) {
            keep(passages, number, 40);
        }
        Passage first = keep(passages, 0, 40);
        Passage second = keep(passages, 1, 40);
        assertThat(passages.at(0, 0)).isSameAs(first);
        assertThat(passages.at(1, 40)).isSameAs(second);
        assertThat(passages.at(999, 999 * 40)).isNull();
    }

    @Test
    void areTheSameForAllWhoLookAtAText() {
        assertThat(Passages.of(TEXT.upTo(7))).isSameAs(Passages.of(TEXT));
        assertThat(Passages.of(GrowingText.whole("a"))).isNotSameAs(Passages.of(TEXT));
    }

    private static Passage keep(Passages passages, int number, int length) {
        Passage passage = Passage.of(TEXT, number * length, (number + 1) * length, false);
        passages.keep(number, passage);
        return passage;
    }
}
