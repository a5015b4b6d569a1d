package org.llmops.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ApiKeyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PresentedKey PRESENTED =
            PresentedKey.parse("sk-llmops-public12-Secret").orElseThrow();

    @Test
    void isAcceptedWithItsSecretOnly() {
        assertThat(key("Secret", null, false).accepts(PRESENTED, NOW)).isTrue();
        assertThat(key("secret", null, false).accepts(PRESENTED, NOW)).isFalse();
    }

    @Test
    void isNotAcceptedOnceRevokedOrExpired() {
        assertThat(key("Secret", null, true).accepts(PRESENTED, NOW)).isFalse();
        assertThat(key("Secret", NOW, false).accepts(PRESENTED, NOW)).isFalse();
        assertThat(key("Secret", NOW.plusMillis(1), false).accepts(PRESENTED, NOW))
                .isTrue();
    }

    @Test
    void isAcceptedWithTheSecretARotationReplacedUntilTheOverlapEnds() {
        ApiKey.ReplacedSecret old = new ApiKey.ReplacedSecret(PresentedKey.sha256("Secret"), NOW.plusSeconds(60));

        assertThat(rotated(old, null, false).accepts(PRESENTED, NOW)).isTrue();
        assertThat(rotated(old, null, false).accepts(PRESENTED, NOW.plusSeconds(60)))
                .isFalse();
        assertThat(rotated(old, NOW, false).accepts(PRESENTED, NOW)).isFalse();
        assertThat(rotated(old, null, true).accepts(PRESENTED, NOW)).isFalse();
        assertThat(rotated(null, null, false).accepts(PRESENTED, NOW)).isFalse();
    }

    @Test
    void isRecognisedByItsForm() {
        assertThat(PRESENTED.publicId()).isEqualTo("public12");
        for (String other :
                new String[] {"", "sk-llmops-", "sk-llmops-public12", "sk-llmops-public12-", "sk-proj-a-b"}) {
            assertThat(PresentedKey.parse(other)).isEmpty();
        }
        assertThat(PresentedKey.parse("sk-llmops-a-" + "b".repeat(1000))).isEmpty();
    }

    @Test
    void isNeverWrittenWithItsSecret() {
        assertThat(PRESENTED.toString()).doesNotContain("Secret");
        assertThat(key("Secret", null, false).toString()).isEqualTo("ApiKey[public12]");
    }

    private static ApiKey rotated(ApiKey.ReplacedSecret replaced, Instant expiresAt, boolean revoked) {
        return new ApiKey(
                "public12",
                PresentedKey.sha256("Fresh"),
                new WorkspaceId("acme"),
                "demo",
                expiresAt,
                revoked,
                replaced);
    }

    private static ApiKey key(String secret, Instant expiresAt, boolean revoked) {
        return new ApiKey("public12", PresentedKey.sha256(secret), new WorkspaceId("acme"), "demo", expiresAt, revoked);
    }
}
