package org.llmops.router.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitTableTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final LimitedCall CALL =
            new LimitedCall("shop", "k1", "openai/gpt-x", Set.of("openai/gpt-x", "gpt-x"), "ada");

    @Test
    void everyLimitThatMeansTheCallApplies() {
        LimitTable table = LimitTable.of(List.of(
                requests("w", Scope.Kind.WORKSPACE, "*", MINUTE),
                requests("a", Scope.Kind.APP, "shop", MINUTE),
                requests("a-each", Scope.Kind.APP, "*", HOUR),
                requests("a-other", Scope.Kind.APP, "other", MINUTE),
                requests("k", Scope.Kind.KEY, "k1", MINUTE),
                requests("m", Scope.Kind.MODEL, "gpt-x", MINUTE),
                requests("m-route", Scope.Kind.MODEL, "route:gpt-x", MINUTE),
                requests("u-each", Scope.Kind.END_USER, "*", MINUTE)));

        assertThat(table.applying(CALL))
                .extracting(applied -> applied.limit().id() + "=" + applied.value())
                .containsExactly("w=*", "a=shop", "a-each=shop", "k=k1", "m=gpt-x", "u-each=ada");
    }

    @Test
    void aLimitForANameStandsInPlaceOfThatForEach() {
        LimitTable table = LimitTable.of(List.of(
                requests("each", Scope.Kind.APP, "*", MINUTE),
                requests("each-hour", Scope.Kind.APP, "*", HOUR),
                requests("shop", Scope.Kind.APP, "shop", MINUTE)));

        assertThat(ids(table, CALL)).containsExactly("shop", "each-hour");
        assertThat(ids(table, new LimitedCall("other", null, "m", Set.of("m"), null)))
                .containsExactly("each", "each-hour");
    }

    @Test
    void allNamesOfAModelCountAsOne() {
        LimitTable table = LimitTable.of(List.of(requests("m", Scope.Kind.MODEL, "*", MINUTE)));

        assertThat(table.applying(CALL).getFirst().value()).isEqualTo("openai/gpt-x");
    }

    @Test
    void whoIsNotNamedIsNotBound() {
        LimitTable table = LimitTable.of(List.of(
                requests("a", Scope.Kind.APP, "*", MINUTE),
                requests("k", Scope.Kind.KEY, "*", MINUTE),
                requests("u", Scope.Kind.END_USER, "*", MINUTE)));

        assertThat(table.applying(new LimitedCall(null, null, "m", Set.of("m"), null)))
                .isEmpty();
    }

    @Test
    void aDefaultGivesWayToWhatTheWorkspaceHasSet() {
        DefaultLimits defaults = DefaultLimitsOf.requestsPerMinute(5);
        Limit own = requests("own", Scope.Kind.WORKSPACE, "*", MINUTE);
        Limit hourly = requests("hourly", Scope.Kind.WORKSPACE, "*", HOUR);

        assertThat(ids(defaults.table(List.of()), CALL)).containsExactly("default");
        assertThat(ids(defaults.table(List.of(own)), CALL)).containsExactly("own");
        assertThat(ids(defaults.table(List.of(hourly)), CALL)).containsExactly("hourly", "default");
        assertThat(DefaultLimitsOf.none().table(List.of())).isSameAs(LimitTable.NONE);
    }

    @Test
    void saysWhatItCountsInWords() {
        assertThat(requests("a", Scope.Kind.APP, "*", MINUTE).words("shop"))
                .isEqualTo("requests per minute of app 'shop'");
        assertThat(requests("a", Scope.Kind.WORKSPACE, "*", Duration.ofDays(30)).words("*"))
                .isEqualTo("requests per 30d of this workspace");
        assertThat(Limit.ofKey("k1", LimitUnit.CONCURRENCY, 2).words("k1"))
                .isEqualTo("concurrent requests of API key 'k1'");
    }

    @Test
    void windowsAreReadAsTheyAreWritten() {
        for (String window : List.of("1s", "90s", "5m", "12h", "31d")) {
            assertThat(Window.parse(window).map(Window::text)).contains(window);
        }
        assertThat(Window.parse("86400s").map(Window::text)).contains("1d");
        for (String wrong : List.of("", "0s", "1", "m", "1.5h", "-1s", "32d", "1w", "1 m", "99999999s", "+1s")) {
            assertThat(Window.parse(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void aLimitThatMeansNothingCannotBe() {
        Scope each = new Scope(Scope.Kind.APP, "*");
        for (long amount : new long[] {0, -1, Limit.MOST + 1}) {
            assertThatThrownBy(() -> new Limit("a", each, LimitUnit.TOKENS, amount, MINUTE, OnRedisAway.LOCAL))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Limit("a", each, LimitUnit.TOKENS, 1, null, OnRedisAway.LOCAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limit("a", each, LimitUnit.CONCURRENCY, 1, MINUTE, OnRedisAway.LOCAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limit("a", each, LimitUnit.TOKENS, 1, Duration.ofDays(32), OnRedisAway.LOCAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> ids(LimitTable table, LimitedCall call) {
        return table.applying(call).stream()
                .map(applied -> applied.limit().id())
                .toList();
    }

    private static Limit requests(String id, Scope.Kind kind, String value, Duration window) {
        return new Limit(id, new Scope(kind, value), LimitUnit.REQUESTS, 10, window, OnRedisAway.LOCAL);
    }
}
