package org.llmops.guardrail.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;

class BatchTest {
    private static final Instant NOW = Instant.parse("2026-01-31T00:00:00Z");

    @Test
    void triesComeFurtherAndFurtherApartUntilItIsHopeless() {
        Batch batch = Batch.of(new WorkspaceId("acme"), List.of());
        long waitedSeconds = 0;
        for (int tries = 0; tries < 8; tries++) {
            assertThat(batch.isHopeless()).isFalse();
            batch = batch.refused(NOW);
            assertThat(Duration.between(NOW, batch.due())).isEqualTo(Duration.ofSeconds(1L << tries));
            waitedSeconds += batch.isHopeless() ? 0 : 1L << tries;
        }

        assertThat(batch.isHopeless()).isTrue();
        assertThat(waitedSeconds).isEqualTo(127);
    }
}
