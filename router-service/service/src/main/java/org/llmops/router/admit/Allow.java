package org.llmops.router.admit;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmops.platform.identity.Caller;
import org.llmops.router.buckets.Buckets;
import org.llmops.router.buckets.Draw;
import org.llmops.router.buckets.Drawing;
import org.llmops.router.buckets.Level;
import org.llmops.router.exchange.Admission;
import org.llmops.router.exchange.Destination;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.limits.AppliedLimit;
import org.llmops.router.limits.LimitedCall;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.snapshot.IssuedKeys;
import org.llmops.router.snapshot.LimitsInForce;

/**
 * Lets a call go on to its model: its key may use it, and every limit has room. It comes after routing, because only then
 * the model has one name: asked for by another, it must not escape its limit. A call without limits asks nobody.
 */
@Singleton
public class Allow implements Stage {
    private final IssuedKeys keys;
    private final LimitsInForce limits;
    private final Buckets buckets;
    private final FloodGate gate;
    private final AdmitSettings settings;

    Allow(IssuedKeys keys, LimitsInForce limits, Buckets buckets, FloodGate gate, AdmitSettings settings) {
        this.keys = keys;
        this.limits = limits;
        this.buckets = buckets;
        this.gate = gate;
        this.settings = settings;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        CalledModel model = CalledModel.of(exchange.destination());
        Optional<KnownKey> key = keys.of(exchange.caller());
        if (!exchange.allowedModels().allow(model.names())) {
            // The words for a model that does not exist: nobody learns what others may call.
            return Progress.refused(RefusalReason.MODEL_UNKNOWN.at(
                    "model",
                    "The model `" + exchange.body().model() + "` does not exist or you do not have access to it."));
        }
        List<AppliedLimit> applying = applying(exchange, model, key);
        return applying.isEmpty() ? Progress.ONWARD : draw(exchange, applying);
    }

    /**
     * Room for a call that a policy sends elsewhere: it keeps what it was given, and takes of limits that only the new
     * model has. What the new model is, is the policy's decision and not the key's.
     *
     * @param left where it would have gone
     */
    public Future<Progress> elsewhere(Exchange exchange, Destination left) {
        Optional<KnownKey> key = keys.of(exchange.caller());
        List<AppliedLimit> more = new ArrayList<>(applying(exchange, CalledModel.of(exchange.destination()), key));
        more.removeAll(applying(exchange, CalledModel.of(left), key));
        if (more.isEmpty()) {
            return Progress.ONWARD;
        }
        Admission given = exchange.admission();
        return draw(exchange, more).onSuccess(drawn -> {
            Admission added = exchange.admission();
            if (added != given) {
                exchange.admission(given.and(added));
            }
        });
    }

    private List<AppliedLimit> applying(Exchange exchange, CalledModel model, Optional<KnownKey> key) {
        Caller caller = exchange.caller();
        List<AppliedLimit> applying = limits.limits(caller.workspace())
                .applying(new LimitedCall(
                        caller.app(),
                        key.isPresent() ? caller.subject() : null,
                        model.name(),
                        model.names(),
                        exchange.body().endUser()));
        if (key.isEmpty() || key.get().limits().isEmpty()) {
            return applying;
        }
        List<AppliedLimit> all = new ArrayList<>(applying);
        key.get().limits().forEach(own -> all.add(new AppliedLimit(own, caller.subject())));
        return all;
    }

    private Future<Progress> draw(Exchange exchange, List<AppliedLimit> applying) {
        List<Draw> draws = LimitDraws.of(exchange, applying, settings);
        return Futures.on(exchange.context(), buckets.draw(exchange.caller().workspace(), exchange.callId(), draws))
                .compose(drawing -> progress(exchange, applying, draws, drawing));
    }

    private Future<Progress> progress(
            Exchange exchange, List<AppliedLimit> applying, List<Draw> draws, Drawing drawing) {
        return switch (drawing) {
            case Drawing.Drawn(Admission admission, List<Level> levels) -> {
                exchange.admission(admission);
                RateHeaders.tell(exchange, applying, levels);
                yield Progress.ONWARD;
            }
            case Drawing.Full(List<Level> levels) -> {
                gate.full(exchange, applying, levels);
                RateHeaders.tell(exchange, applying, levels);
                yield Progress.refused(LimitRefusals.full(applying, draws, levels));
            }
            case Drawing.Away() ->
                Progress.refused(RefusalReason.LIMITS_AWAY.because(
                        "Limits that must hold everywhere cannot be checked at the moment. Try again shortly."));
        };
    }
}
