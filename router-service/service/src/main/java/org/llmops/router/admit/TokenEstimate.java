package org.llmops.router.admit;

import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;

/** How many tokens a call will probably take; what it really took puts that right. */
final class TokenEstimate {
    /** Roughly what tokenisers make of text in most languages. */
    private static final int BYTES_PER_TOKEN = 4;
    /** No answer is longer, whatever a client asks for; and no sum of such numbers turns over. */
    private static final long MOST_TOKENS = 1L << 30;

    private TokenEstimate() {}

    static long of(Exchange exchange, AdmitSettings settings) {
        RequestBody body = exchange.body();
        long media = body.media().stream().mapToLong(Span::bytes).sum();
        long input = (body.bytes().length - media) / BYTES_PER_TOKEN
                + settings.mediaTokens() * body.media().size();
        return Math.max(1, input + output(exchange, body, settings));
    }

    private static long output(Exchange exchange, RequestBody body, AdmitSettings settings) {
        if (exchange.operation() == Operation.EMBEDDINGS) {
            return 0;
        }
        long each = body.maxOutputTokens() > 0
                ? Math.round(settings.outputShare() * Math.min(body.maxOutputTokens(), MOST_TOKENS))
                : settings.assumedOutputTokens();
        return Math.max(1, body.choices()) * each;
    }
}
