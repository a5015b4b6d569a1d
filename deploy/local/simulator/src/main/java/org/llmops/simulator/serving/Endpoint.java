package org.llmops.simulator.serving;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** One operation of a provider's API that runs a model. */
public interface Endpoint {

    Dialect dialect();

    /** What the model has to be capable of. */
    Capability capability();

    /** The name of the model asked for: in the body, unless the API has it in the path. */
    default String model(RoutingContext context, Fields request) {
        return request.requiredText("model");
    }

    /** The answer to a request; one that is not acceptable is a thrown {@link Refusal}. */
    Reply reply(Model model, Fields request);

    /**
     * A request whose answer is that many words, for those endpoints that take part in benchmarks.
     *
     * @param stream whether to ask for a stream, where that is a matter of the body
     */
    default Optional<JsonObject> sample(int words, boolean stream) {
        return Optional.empty();
    }
}
