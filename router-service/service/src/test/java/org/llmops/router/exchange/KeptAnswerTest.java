package org.llmops.router.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.llmops.router.body.Json;
import org.llmops.router.wire.chat.ChatFormat;

class KeptAnswerTest {
    @Test
    void putsChunksTogetherToOneAnswer() throws Exception {
        KeptAnswer kept = new KeptAnswer(ChatFormat.CHAT);
        kept.chunk(Json.utf8("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}"));
        kept.chunk(Json.utf8("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}]}"));

        assertThat(Json.tree(kept.json()).at("/choices/0/message/content").asText())
                .isEqualTo("ab");
        assertThat(kept.isCut()).isFalse();
    }

    /** A call is recorded whatever its provider said. */
    @Test
    void chunksThatDoNotFitTogetherMakeNoAnswerAndNoFailure() {
        KeptAnswer kept = new KeptAnswer(ChatFormat.CHAT);
        kept.chunk(Json.utf8("{\"choices\":[{\"index\":0,\"message\":\"x\",\"delta\":{\"content\":\"a\"}}]}"));

        assertThat(kept.json()).isEmpty();
        assertThat(kept.isCut()).isTrue();
    }
}
