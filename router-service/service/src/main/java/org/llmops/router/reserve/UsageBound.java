package org.llmops.router.reserve;

import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.routes.document.Params;

/** The most tokens a call may use: no tokeniser makes more than one token of a byte. */
record UsageBound(long input, RequestBody body, boolean answersInTokens, long undeclaredOutput) {
    /** No model answers with more, whatever a client asks for. */
    private static final long MOST_TOKENS = 1L << 24;
    /** Nor does any call, whatever number of answers it asks for: money is counted in numbers that end. */
    private static final long MOST_TOKENS_OF_ALL = 1L << 36;

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
        return new UsageBound(input, body, !tokens, settings.undeclaredMaxOutputTokens());
    }

    long output(Target target) {
        if (!answersInTokens) {
            return 0;
        }
        ProviderModel model = target.model();
        long most = model.maxOutputTokens() > 0 ? model.maxOutputTokens() : undeclaredOutput;
        long wanted = wanted(target.params());
        return Math.min(Math.min(wanted > 0 ? wanted : most, MOST_TOKENS) * body.choices(), MOST_TOKENS_OF_ALL);
    }

    /** A target may set another bound; one that its provider would not understand bounds nothing. */
    private long wanted(Params params) {
        long set = params.largestOutputBound();
        if (set == 0) {
            return body.maxOutputTokens();
        }
        try {
            long understood = params.on(body).maxOutputTokens();
            return understood == 0 ? 0 : Math.max(understood, set);
        } catch (BodyMalformed unsayable) {
            return 0;
        }
    }
}
