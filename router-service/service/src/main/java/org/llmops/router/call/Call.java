package org.llmops.router.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;

/** Asks one target after the other until one answers. */
@ApplicationScoped
public class Call implements Stage {
    private static final Logger LOG = Logger.getLogger(Call.class);

    private final ProviderClient client;
    private final CallSettings settings;
    private final CallMetrics metrics;

    Call(ProviderClient client, CallSettings settings, CallMetrics metrics) {
        this.client = client;
        this.settings = settings;
        this.metrics = metrics;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        return attempt(exchange, 0, 0);
    }

    private Future<Progress> attempt(Exchange exchange, int position, int retries) {
        Target target = exchange.destination().steps().get(position).target();
        return new Attempt(exchange, target, client, settings)
                .start()
                .transform(outcome -> outcome.succeeded()
                        ? answered(exchange, target, outcome.result())
                        : failed(exchange, position, retries, outcome.cause()));
    }

    private static Future<Progress> answered(Exchange exchange, Target target, Answer answer) {
        exchange.answering(target);
        exchange.answer(answer);
        exchange.story()
                .getRouteBuilder()
                .setTarget(target.name())
                .setProvider(target.provider().priceBookProvider())
                .setModel(target.model().id());
        return Progress.ANSWERED;
    }

    private Future<Progress> failed(Exchange exchange, int position, int retries, Throwable cause) {
        if (!(cause instanceof AttemptFailed failed)) {
            return Future.failedFuture(cause);
        }
        List<Step> steps = exchange.destination().steps();
        Step step = steps.get(position);
        LOG.infof("No answer from %s: %s, %s", step.target().name(), failed.failure(), failed.getMessage());
        if (exchange.clientGone() || !failed.failure().leadsOn(step.fallback(), failed.httpStatus())) {
            return Progress.refused(failed.refusal());
        }
        if (position + 1 < steps.size()) {
            metrics.fellBack();
            return attempt(exchange, position + 1, 0);
        }
        return failed.failure().mayTryAgain() && retries < settings.retries()
                ? pause(exchange).compose(rested -> attempt(exchange, position, retries + 1))
                : Progress.refused(failed.refusal());
    }

    private Future<Void> pause(Exchange exchange) {
        long delayMs = settings.retryDelay().toMillis();
        long varied = delayMs / 2 + ThreadLocalRandom.current().nextLong(delayMs + 1);
        Promise<Void> rested = Promise.promise();
        exchange.context().owner().setTimer(Math.max(1, varied), fired -> rested.complete());
        return rested.future();
    }
}
