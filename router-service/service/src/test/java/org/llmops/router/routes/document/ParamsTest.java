package org.llmops.router.routes.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.messages.MessagesFormat;

class ParamsTest {
    private static final Params PARAMS =
            new Params(Map.of("max_completion_tokens", "2000", "stop", "\"END\"", "temperature", "0.50", "seed", "1"));

    @Test
    void areToldInTheWordsOfTheFormatThatIsSent() throws Exception {
        assertThat(PARAMS.in(MessagesFormat.MESSAGES).jsonByName())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("max_tokens", "2000", "stop_sequences", "[\"END\"]", "temperature", "0.50"));
        assertThat(PARAMS.in(ChatFormat.CHAT)).isEqualTo(PARAMS);
        assertThat(Params.NONE.in(MessagesFormat.MESSAGES)).isSameAs(Params.NONE);
    }
}
