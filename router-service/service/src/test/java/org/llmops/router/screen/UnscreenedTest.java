package org.llmops.router.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.guardrail.v1.PolicyEnforced;
import org.llmops.platform.identity.WorkspaceId;

class UnscreenedTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final WorkspaceId GLOBEX = new WorkspaceId("globex");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Unscreened unscreened = new Unscreened(
            new SmallRyeConfigBuilder()
                    .withMapping(ScreenSettings.class)
                    .addDiscoveredConverters()
                    .build()
                    .getConfigMapping(ScreenSettings.class),
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            });

    @Test
    void believesForAWhileThatThereIsNoPolicy() {
        assertThat(unscreened.isKnown(ACME)).isFalse();
        unscreened.learnt(ACME, unscreened.moment());

        assertThat(unscreened.isKnown(ACME)).isTrue();
        assertThat(unscreened.isKnown(GLOBEX)).isFalse();
        now = now.plus(Duration.ofSeconds(31));
        assertThat(unscreened.isKnown(ACME)).isFalse();
        assertThat(unscreened.isBelieved(ACME)).isTrue();
        now = now.plus(Duration.ofMinutes(5));
        assertThat(unscreened.isBelieved(ACME)).isFalse();
    }

    @Test
    void aPolicyThatIsEnforcedEndsTheBeliefAtOnce() throws Exception {
        unscreened.learnt(ACME, unscreened.moment());
        unscreened.learnt(GLOBEX, unscreened.moment());
        unscreened.on(enforced("acme"));

        assertThat(unscreened.isBelieved(ACME)).isFalse();
        assertThat(unscreened.isKnown(GLOBEX)).isTrue();
    }

    /** The answer was on its way when the policy came into force. */
    @Test
    void anAnswerOlderThanThePolicyIsNotBelieved() throws Exception {
        long askedAt = unscreened.moment();
        unscreened.on(enforced("acme"));
        unscreened.learnt(ACME, askedAt);

        assertThat(unscreened.isKnown(ACME)).isFalse();
    }

    private static ConsumerRecord<String, byte[]> enforced(String workspace) {
        byte[] payload = GuardrailEvent.newBuilder()
                .setEnforced(PolicyEnforced.getDefaultInstance())
                .build()
                .toByteArray();
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("llmops.guardrails.v1", 0, 0, "k", payload);
        Map.of(
                        "ce_id", "1",
                        "ce_type", "x",
                        "ce_workspace", workspace,
                        "ce_subject", "p",
                        "ce_time", "2026-01-01T00:00:00Z",
                        "ce_specversion", "1.0",
                        "ce_source", "/x")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }
}
