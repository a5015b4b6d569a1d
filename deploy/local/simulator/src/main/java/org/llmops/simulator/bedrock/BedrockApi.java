package org.llmops.simulator.bedrock;

import static org.llmops.simulator.bedrock.BedrockDialect.BEDROCK;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.llmops.simulator.answering.PromptCache;
import org.llmops.simulator.serving.Serving;

/** The operations of the runtime API; they may be below a region, where clients look for one in the URL. */
@ApplicationScoped
class BedrockApi {

    void publish(@Observes Router router, Serving serving) {
        PromptCache cache = new PromptCache();
        for (String place : List.of("", "/:region")) {
            serving.post(router, place + "/model/:model/converse", new Converse(cache, false));
            serving.post(router, place + "/model/:model/converse-stream", new Converse(cache, true));
            serving.refuseTheRest(router, place + "/model/*", BEDROCK);
        }
    }
}
