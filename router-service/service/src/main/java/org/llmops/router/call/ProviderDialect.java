package org.llmops.router.call;

import java.io.IOException;
import java.util.List;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestBody;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.wire.WireFormat;

/** How a kind of provider is spoken to: in a format that it speaks itself, or else in chat completions. */
public interface ProviderDialect {
    /** Whether a target of this kind can do that at all. */
    boolean can(Operation operation, Target target);

    /** Whether the provider speaks a client's format itself, so that nothing has to be translated. */
    boolean speaks(WireFormat format, Target target);

    /** Headers of a client that speaks this format, which the provider wants to see as well. */
    default List<String> passedOn(WireFormat format) {
        return List.of();
    }

    /** A chat completion request that was translated from another format, as this kind of provider takes it. */
    default RequestBody fromHub(RequestBody translated, Target target) throws BodyMalformed {
        return translated;
    }

    /**
     * The request in the provider's words; fails when they cannot say it.
     *
     * @param format of the body: one that the provider speaks, or chat completions
     */
    ProviderRequest request(Operation operation, WireFormat format, RequestBody body, Target target)
            throws BodyMalformed;

    /** A whole answer, in the format its request had; fails when it makes no sense. */
    ProviderAnswer answer(Operation operation, WireFormat format, byte[] body) throws IOException;

    /** The same, for dialects whose answers leave out what only the request says. */
    default ProviderAnswer answer(Operation operation, WireFormat format, byte[] body, Asked asked) throws IOException {
        return answer(operation, format, body);
    }

    /** What the provider says is wrong, as far as it can be read. */
    ProviderError error(int httpStatus, byte[] body);

    /** A reader for one stream, in the format its request had. */
    StreamReader stream(WireFormat format);

    /** The same, for dialects whose streams leave out what only the request says. */
    default StreamReader stream(WireFormat format, Asked asked) {
        return stream(format);
    }

    /** The type of content that its streams have. */
    default String streamType() {
        return "text/event-stream";
    }
}
