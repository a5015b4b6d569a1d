package org.llmops.router.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderCredential;
import org.llmops.router.queue.NoTurn;
import org.llmops.router.queue.Turn;
import org.llmops.router.routes.document.Trigger;

/**
 * One call's way along its targets. At each it goes on, in this order: with another credential when the one used is at
 * fault; to the same target again when a moment may help and its retries last; to the next target when the route wants
 * that; or it ends.
 */
final class Walk {
    private static final Logger LOG = Logger.getLogger(Walk.class);
    private static final int MOST_DOUBLINGS = 10;

    private final Exchange exchange;
    private final Equipment equipment;
    private final List<Step> steps;
    private final WorkspaceId workspace;
    private final Set<String> triedCredentials = new HashSet<>(2);
    private int position;
    private int retries;
    private int tries;
    private int passedOver;

    Walk(Exchange exchange, Equipment equipment) {
        this.exchange = exchange;
        this.equipment = equipment;
        this.steps = exchange.destination().steps();
        this.workspace = exchange.caller().workspace();
    }

    Future<Progress> start() {
        return from(0);
    }

    private Future<Progress> from(int first) {
        position = first;
        for (OptionalInt next = nextInsteadOf(step()); next.isPresent(); next = nextInsteadOf(step())) {
            position = next.getAsInt();
            passedOver++;
            equipment.metrics().passedOver();
        }
        retries = 0;
        tries = 0;
        triedCredentials.clear();
        return attempt();
    }

    /** An ejected target is asked all the same when no better one follows: the fault may be ours. */
    private OptionalInt nextInsteadOf(Step step) {
        boolean passedOverBy = isOut(step)
                && passedOver < equipment.health().mayPassOver(steps.size())
                && steps.subList(position + 1, steps.size()).stream().anyMatch(later -> !isOut(later));
        return passedOverBy ? exchange.destination().next(position, Trigger.ERROR, 0) : OptionalInt.empty();
    }

    private boolean isOut(Step step) {
        return equipment.health().isOut(workspace, step.target().name());
    }

    private Future<Progress> attempt() {
        Target target = step().target();
        Optional<ProviderCredential> credential =
                equipment.rotation().choose(target.provider(), target.model().id(), triedCredentials);
        if (credential.isEmpty()) {
            return failed(null, AttemptFailed.of(Failure.UNAUTHORIZED, 0, "None of the provider's credentials works"));
        }
        long since = System.nanoTime();
        return equipment
                .queues()
                .enter(
                        exchange.context(),
                        workspace,
                        target.name(),
                        target.provider().capacity(),
                        exchange::onClientGone)
                .transform(entered -> {
                    long queuedNanos = System.nanoTime() - since;
                    return entered.succeeded()
                            ? attempt(credential.get(), entered.result(), queuedNanos)
                            : turnedAway(target, entered.cause(), queuedNanos);
                });
    }

    private Future<Progress> attempt(ProviderCredential credential, Turn turn, long queuedNanos) {
        Attempt attempt =
                new Attempt(exchange, step(), credential, turn, new Attempt.Number(tries++, queuedNanos), equipment);
        return attempt.start()
                .transform(outcome ->
                        outcome.succeeded() ? answered(outcome.result()) : failed(credential, outcome.cause()));
    }

    private Future<Progress> turnedAway(Target target, Throwable cause, long queuedNanos) {
        if (!(cause instanceof NoTurn noTurn)) {
            return Future.failedFuture(cause);
        }
        exchange.clock().waitedForProvider(queuedNanos);
        exchange.story()
                .addAttempts(org.llmops.router.v1.Attempt.newBuilder()
                        .setTarget(target.name())
                        .setProvider(target.provider().priceBookProvider())
                        .setModel(target.model().id())
                        .setFailure(Failure.OVERLOADED.name())
                        .setQueuedUs(queuedNanos / 1_000));
        return failed(null, AttemptFailed.overloaded(String.valueOf(noTurn.getMessage()), noTurn.retryAfter()));
    }

    private Future<Progress> answered(Answer answer) {
        Target target = step().target();
        exchange.answering(target);
        exchange.answer(answer);
        exchange.story()
                .getRouteBuilder()
                .setTarget(target.name())
                .setProvider(target.provider().priceBookProvider())
                .setModel(target.model().id());
        return Progress.ANSWERED;
    }

    private Future<Progress> failed(@Nullable ProviderCredential credential, Throwable cause) {
        if (!(cause instanceof AttemptFailed failed)) {
            return Future.failedFuture(cause);
        }
        LOG.infof("No answer from %s: %s, %s", step().target().name(), failed.failure(), failed.getMessage());
        if (exchange.clientGone()) {
            return Progress.refused(failed.refusal());
        }
        if (credential != null && mayRotate(credential, failed)) {
            equipment.metrics().rotated();
            return attempt();
        }
        OptionalInt next =
                exchange.destination().next(position, failed.failure().trigger(), failed.httpStatus());
        Optional<Duration> pause = pauseBeforeRetry(failed, next.isPresent());
        if (pause.isPresent()) {
            retries++;
            equipment.metrics().retried();
            triedCredentials.clear();
            return rest(pause.get())
                    .compose(rested -> exchange.clientGone() ? Progress.refused(failed.refusal()) : attempt());
        }
        if (next.isPresent()) {
            equipment.metrics().fellBack();
            return from(next.getAsInt());
        }
        return Progress.refused(failed.refusal());
    }

    /** What a failure says about the credential counts for every call; true: this call has another one. */
    private boolean mayRotate(ProviderCredential credential, AttemptFailed failed) {
        Provider provider = step().target().provider();
        String model = step().target().model().id();
        triedCredentials.add(credential.id());
        return switch (failed.failure()) {
            case UNAUTHORIZED -> {
                refused(provider, model, credential, failed.httpStatus());
                yield equipment
                        .rotation()
                        .choose(provider, model, triedCredentials)
                        .isPresent();
            }
            case RATE_LIMITED -> {
                Duration asked = failed.refusal().retryAfter();
                equipment
                        .rotation()
                        .limited(
                                provider,
                                model,
                                credential,
                                asked == null ? equipment.settings().restAfterLimit() : asked);
                yield equipment.rotation().hasRested(provider, model, triedCredentials);
            }
            default -> false;
        };
    }

    private void refused(Provider provider, String model, ProviderCredential credential, int httpStatus) {
        if (!credential.secret().isPresent()
                || !equipment.rotation().refused(provider, model, credential, httpStatus)) {
            return;
        }
        equipment.metrics().credentialRetired();
        LOG.warnf(
                "Provider %s of workspace %s answers %d to credential %s: it is taken out of use until an administrator enables it",
                provider.name(), workspace, httpStatus, credential.id());
        Futures.inBackground(
                equipment
                        .credentials()
                        .retire(workspace, provider.name(), credential.id(), credential.epoch(), httpStatus),
                late -> LOG.debugf("A credential is not retired everywhere yet: %s", late.getMessage()));
    }

    /** Empty: the target is not tried again. */
    private Optional<Duration> pauseBeforeRetry(AttemptFailed failed, boolean leadsOn) {
        CallSettings settings = equipment.settings();
        Duration asked = failed.refusal().retryAfter();
        boolean momentHelps = failed.failure().mayTryAgain()
                || failed.failure() == Failure.RATE_LIMITED
                        && asked != null
                        && asked.compareTo(settings.maxRetryDelay()) <= 0;
        if (!momentHelps || retries >= (leadsOn ? settings.retriesBeforeFallback() : settings.retries())) {
            return Optional.empty();
        }
        if (!equipment.health().mayRetry(workspace, step().target().name())) {
            equipment.metrics().retryDenied();
            return Optional.empty();
        }
        long mostMs = Math.min(
                settings.retryDelay().toMillis() << Math.min(retries, MOST_DOUBLINGS),
                settings.maxRetryDelay().toMillis());
        Duration jitter = Duration.ofMillis(ThreadLocalRandom.current().nextLong(mostMs + 1));
        return Optional.of(asked == null ? jitter : asked.plus(jitter));
    }

    private Future<Void> rest(Duration pause) {
        Promise<Void> rested = Promise.promise();
        exchange.context().owner().setTimer(Math.max(1, pause.toMillis()), fired -> rested.complete());
        exchange.clock().waitedForProvider(pause.toNanos());
        return rested.future();
    }

    private Step step() {
        return steps.get(position);
    }
}
