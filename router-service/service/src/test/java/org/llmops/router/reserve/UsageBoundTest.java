package org.llmops.router.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;

class UsageBoundTest {
    private static final long UNDECLARED = 4_096;

    @Test
    void everyChoiceMayTakeWhatTheClientAllows() throws BodyMalformed {
        assertThat(output(ChatFormat.CHAT.request(Json.utf8("{\"max_tokens\":100,\"n\":3}"))))
                .isEqualTo(300);
        assertThat(output(ChatFormat.CHAT.request(Json.utf8("{\"n\":3}")))).isEqualTo(3 * UNDECLARED);
    }

    /** Money ends at 9.2 billion USD: a call that could ask for more would not be refused but fail. */
    @Test
    void whateverIsAskedForCanStillBeCountedInMoney() throws BodyMalformed {
        String prompts = "\"a\",".repeat(100_000) + "\"a\"";
        RequestBody boundless = CompletionsFormat.COMPLETIONS.request(
                Json.utf8("{\"max_tokens\":9223372036854775807,\"best_of\":128,\"prompt\":[" + prompts + "]}"));

        long dearestNanoUsdPerToken = 1_000_000;
        assertThat(Math.multiplyExact(output(boundless), dearestNanoUsdPerToken))
                .isPositive();
    }

    private static long output(RequestBody body) {
        return new UsageBound(0, body, true, UNDECLARED).output(Calls.TARGET);
    }
}
