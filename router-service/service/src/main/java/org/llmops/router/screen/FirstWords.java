package org.llmops.router.screen;

import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.exchange.AnswerSink;
import org.llmops.router.refusal.Refusal;

/** Keeps what comes before an answer's first word, so that one of which nothing was said can still become another. */
final class FirstWords implements AnswerSink {
    /** More events without a word than any format begins with: they are something that is no text. */
    private static final int MOST_UNSAID = 16;

    private final AnswerSink client;
    private final List<AnswerBody> unsaid = new ArrayList<>(2);
    private boolean begun;

    FirstWords(AnswerSink client) {
        this.client = client;
    }

    /** The client has seen some of the answer. */
    boolean isBegun() {
        return begun;
    }

    @Override
    public void chunk(AnswerBody chunk) {
        if (!begun && !chunk.hasText() && unsaid.size() < MOST_UNSAID) {
            unsaid.add(chunk);
            return;
        }
        begin();
        client.chunk(chunk);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            unsaid.forEach(client::chunk);
            unsaid.clear();
        }
    }

    @Override
    public void end() {
        begin();
        client.end();
    }

    @Override
    public void broken(Refusal why) {
        unsaid.clear();
        client.broken(why);
    }
}
