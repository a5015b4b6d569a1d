package org.llmops.router.call;

import java.io.IOException;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.RequestBody;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Target;

/** How a kind of provider is spoken to. Requests and answers are in OpenAI's shape on our side. */
public interface ProviderDialect {
    /** Whether its providers can do that at all. */
    boolean speaks(Operation operation);

    /** The request in the provider's words; fails when they cannot say it. */
    ProviderRequest request(Operation operation, RequestBody body, Target target) throws BodyMalformed;

    /** A whole answer from the provider's words; fails when they make no sense. */
    ProviderAnswer answer(Operation operation, byte[] json) throws IOException;

    /** The provider's error in OpenAI's shape, as far as it can be read. */
    byte[] error(byte[] json);

    /** A reader for one stream. */
    StreamReader stream();
}
