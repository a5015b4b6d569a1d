package org.llmops.router.reserve;

import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.providers.ProviderModel;

/** The most tokens a call may use: no tokeniser makes more than one token of a byte. */
record UsageBound(long input, long answers, long wantedOutput, boolean answersInTokens, long undeclaredOutput) {
    /** No model answers with more, whatever a client asks for. */
    private static final long MOST_TOKENS = 1L << 24;

    static UsageBound of(Exchange exchange, ReserveSettings settings) {
        RequestBody body = exchange.body();
        long media = body.media().stream().mapToLong(Span::bytes).sum();
        boolean tokens = exchange.operation() == Operation.EMBEDDINGS;
        // What is no text has a price of its own, which its encoding says nothing about.
        long input = tokens
                ? body.bytes().length
                : body.bytes().length
                        - media
                        + settings.mediaTokens() * body.media().size();
        return new UsageBound(
                input, body.choices(), body.maxOutputTokens(), !tokens, settings.undeclaredMaxOutputTokens());
    }

    long output(ProviderModel model) {
        if (!answersInTokens) {
            return 0;
        }
        long most = model.maxOutputTokens() > 0 ? model.maxOutputTokens() : undeclaredOutput;
        return Math.min(wantedOutput > 0 ? wantedOutput : most, MOST_TOKENS) * answers;
    }
}
