package org.llmops.router.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.llmops.router.v1.Payload;

class PayloadsTest {
    private static final byte[] JSON = "{\"a\":\"é😀\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void keepsWhatFits() {
        Payload payload = Payloads.of(JSON, JSON.length);

        assertThat(payload.getJson()).isEqualTo("{\"a\":\"é😀\"}");
        assertThat(payload.getTruncated()).isFalse();
    }

    @Test
    void cutsBetweenCharactersAndSaysSo() {
        for (int max = 0; max < JSON.length; max++) {
            Payload payload = Payloads.of(JSON, max);

            assertThat(payload.getJson()).doesNotContain("\uFFFD");
            assertThat(payload.getJsonBytes().size()).isLessThanOrEqualTo(max);
            assertThat(payload.getBytes()).isEqualTo(JSON.length);
            assertThat(payload.getTruncated()).isTrue();
        }
    }

    @Test
    void whatIsWithheldIsOnlyCounted() {
        assertThat(Payloads.withheld(JSON).getJson()).isEmpty();
        assertThat(Payloads.withheld(JSON).getBytes()).isEqualTo(JSON.length);
    }
}
