package org.llmops.router.wire.embeddings;

import java.io.IOException;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.UnstreamedFormat;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;

/** Embeddings. */
public final class EmbeddingsFormat extends UnstreamedFormat {
    public static final WireFormat EMBEDDINGS = new EmbeddingsFormat();

    private EmbeddingsFormat() {}

    @Override
    public String surface() {
        return "openai.embeddings";
    }

    @Override
    public String input() {
        return "input";
    }

    @Override
    public RequestBody request(byte[] json) throws BodyMalformed {
        return EmbeddingsRequestScan.scan(json);
    }

    /** Only its usage and its errors matter to the router, and they look like those of chat completions. */
    @Override
    public AnswerBody answer(byte[] json) throws IOException {
        return ChatFormat.CHAT.answer(json);
    }
}
