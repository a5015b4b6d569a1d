package org.llmops.router.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.buckets.Draw;
import org.llmops.router.buckets.Level;
import org.llmops.router.limits.AppliedLimit;
import org.llmops.router.limits.Limit;
import org.llmops.router.limits.LimitUnit;
import org.llmops.router.limits.OnRedisAway;
import org.llmops.router.limits.Scope;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

class RateHeadersTest {
    private static final AppliedLimit REQUESTS = new AppliedLimit(Limit.ofKey("k1", LimitUnit.REQUESTS, 60), "k1");
    private static final AppliedLimit MORE_REQUESTS =
            new AppliedLimit(Limit.ofKey("k1", LimitUnit.REQUESTS, 600), "k1");
    private static final AppliedLimit TOKENS = new AppliedLimit(Limit.ofKey("k1", LimitUnit.TOKENS, 1_000), "k1");
    private static final AppliedLimit SLOTS = new AppliedLimit(Limit.ofKey("k1", LimitUnit.CONCURRENCY, 2), "k1");
    private static final List<AppliedLimit> LIMITS = List.of(MORE_REQUESTS, REQUESTS, SLOTS, TOKENS);
    private static final List<Level> LEVELS = List.of(
            new Level(599, 0, 100_000), new Level(59, 0, 1_000_000), new Level(1, 0, 0), new Level(250, 0, 45_250_000));

    @Test
    void openAisClientsHearOfTheTightestLimitOfEachUnit() {
        assertThat(headers(RateHeaders::openAi))
                .containsExactlyEntriesOf(ordered(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "59",
                        "x-ratelimit-reset-requests", "1.0s",
                        "x-ratelimit-limit-tokens", "1000",
                        "x-ratelimit-remaining-tokens", "250",
                        "x-ratelimit-reset-tokens", "45.2s"));
    }

    @Test
    void anthropicsClientsHearItInTheirWords() {
        Map<String, String> headers = headers(RateHeaders::anthropic);

        assertThat(Instant.parse(headers.remove("anthropic-ratelimit-tokens-reset")))
                .isBetween(Instant.now().plusSeconds(42), Instant.now().plusSeconds(46));
        assertThat(headers.remove("anthropic-ratelimit-requests-reset")).endsWith("Z");
        assertThat(headers)
                .containsExactlyEntriesOf(ordered(
                        "anthropic-ratelimit-requests-limit", "60",
                        "anthropic-ratelimit-requests-remaining", "59",
                        "anthropic-ratelimit-tokens-limit", "1000",
                        "anthropic-ratelimit-tokens-remaining", "250"));
    }

    @Test
    void theLimitThatTakesLongestSpeaksForAll() {
        List<Draw> draws = LIMITS.stream()
                .map(limit -> new Draw(LimitDraws.bucket(new WorkspaceId("acme"), limit), 1, false, false))
                .toList();
        Refusal refusal = LimitRefusals.full(
                LIMITS,
                draws,
                List.of(
                        new Level(0, 5, 9),
                        new Level(0, 2_500_000, 9),
                        new Level(0, 1_000_000, 0),
                        new Level(9, 0, 0)));

        assertThat(refusal.message())
                .isEqualTo(
                        "Rate limit reached for requests per minute of API key 'k1': limit 60, remaining 0, requested 1."
                                + " Please try again in 2.5s.");
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    void aRequestThatNeverFitsIsNotToldToWait() {
        Refusal refusal = LimitRefusals.full(TOKENS, 4_000, new Level(1_000, Level.NEVER, 0));

        assertThat(refusal.reason()).isEqualTo(RefusalReason.TOKENS_LIMITED);
        assertThat(refusal.retryAfter()).isNull();
        assertThat(refusal.message())
                .isEqualTo(
                        "Request too large for tokens per minute of API key 'k1': limit 1000, remaining 1000, requested"
                                + " 4000. Send less at once, or ask for a shorter answer.");
    }

    @Test
    void theNameOfAnEndUserIsNotWrittenToRedis() {
        Limit each = new Limit(
                "l1", new Scope(Scope.Kind.END_USER, "*"), LimitUnit.TOKENS, 5, Duration.ofDays(1), OnRedisAway.LOCAL);
        String ada = LimitDraws.bucket(new WorkspaceId("acme"), new AppliedLimit(each, "ada@example.com"))
                .key();

        assertThat(ada).matches("llmops:limit:\\{acme}:l1:TOKENS:[0-9a-f]{32}");
        assertThat(LimitDraws.bucket(new WorkspaceId("acme"), new AppliedLimit(each, "bob@example.com"))
                        .key())
                .isNotEqualTo(ada);
        assertThat(LimitDraws.bucket(new WorkspaceId("globex"), new AppliedLimit(each, "ada@example.com"))
                        .key())
                .isNotEqualTo(ada);
    }

    private static Map<String, String> headers(RateHeaders.Style style) {
        Map<String, String> headers = new LinkedHashMap<>();
        RateHeaders.tell(style, LIMITS, LEVELS, headers::put);
        return headers;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
