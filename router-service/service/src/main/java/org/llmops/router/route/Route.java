package org.llmops.router.route;

import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.call.Dialects;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Step;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.v1.RouteTaken;

/** Decides where a call may go. */
@ApplicationScoped
public class Route implements Stage {

    @Override
    public Future<Progress> apply(Exchange exchange) {
        @Nullable String model = exchange.body().model();
        if (model == null || model.isEmpty()) {
            return Progress.refused(
                    RefusalReason.PARAMETER_MISSING.at("model", "Missing required parameter: 'model'."));
        }
        exchange.story().setRequestedModel(model);
        Optional<Destination> destination = Destinations.of(exchange.configuration(), model);
        if (destination.isEmpty()) {
            return Progress.refused(RefusalReason.MODEL_UNKNOWN.at(
                    "model", "The model `" + model + "` does not exist or you do not have access to it."));
        }
        return able(exchange, model, destination.get());
    }

    private static Future<Progress> able(Exchange exchange, String model, Destination destination) {
        List<Step> able = destination.steps().stream()
                .filter(step -> Dialects.of(step.target()).can(exchange.operation(), step.target()))
                .toList();
        if (able.isEmpty()) {
            return Progress.refused(RefusalReason.REQUEST_INVALID.at(
                    "model",
                    "The model `" + model + "` cannot be used for "
                            + exchange.operation().recordedName() + "."));
        }
        exchange.destination(new Destination(destination.route(), destination.version(), able, destination.cache()));
        exchange.story()
                .setRoute(RouteTaken.newBuilder().setName(destination.route()).setVersion(destination.version()));
        return Progress.ONWARD;
    }
}
