package org.llmops.simulator.bedrock;

import static org.llmops.simulator.bedrock.BedrockDialect.BEDROCK;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.llmops.simulator.answering.PromptCache;
import org.llmops.simulator.serving.Serving;

/** The operations of the runtime API. */
@ApplicationScoped
class BedrockApi {

    void publish(@Observes Router router, Serving serving) {
        PromptCache cache = new PromptCache();
        serving.post(router, "/model/:model/converse", new Converse(cache, false));
        serving.post(router, "/model/:model/converse-stream", new Converse(cache, true));
        serving.refuseTheRest(router, "/model/*", BEDROCK);
    }
}
