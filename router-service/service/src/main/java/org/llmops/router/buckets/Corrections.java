package org.llmops.router.buckets;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.redis.BoundedRedis;
import org.llmops.router.redis.RedisScript;

/**
 * Tells Redis what has to be put right, off the way of any call: while one batch of a workspace is on its way, the next
 * gathers. Batches of a workspace never overtake each other.
 */
final class Corrections {
    private static final Logger LOG = Logger.getLogger(Corrections.class);
    private static final RedisScript CORRECT =
            RedisScript.load("/buckets/clock.lua", "/buckets/fill.lua", "/buckets/correct.lua");

    private final BoundedRedis redis;
    private final long leaseUs;
    private final Map<WorkspaceId, Pending> pending = new ConcurrentHashMap<>();

    Corrections(BoundedRedis redis, long leaseUs) {
        this.redis = redis;
        this.leaseUs = leaseUs;
    }

    void add(WorkspaceId workspace, Correction correction) {
        Pending of = pending.computeIfAbsent(workspace, any -> new Pending());
        if (of.add(correction)) {
            send(of);
        }
    }

    /** Tries again what could not be told. */
    void retry() {
        pending.values().stream().filter(Pending::begin).forEach(this::send);
    }

    private void send(Pending of) {
        List<Correction> batch = of.next();
        if (batch.isEmpty()) {
            return;
        }
        run(batch).onSuccess(done -> send(of)).onFailure(failure -> {
            LOG.debugf("Buckets will be corrected later: %s", failure);
            of.failed(batch);
        });
    }

    private Future<@Nullable Response> run(List<Correction> batch) {
        List<String> arguments = new ArrayList<>(6 * batch.size());
        batch.forEach(correction -> describe(correction, leaseUs, arguments));
        return CORRECT.run(
                redis,
                batch.stream().map(correction -> correction.bucket().key()).toList(),
                arguments);
    }

    static void describe(Correction correction, long leaseUs, List<String> arguments) {
        arguments.addAll(
                switch (correction) {
                    case Correction.Refund(Bucket.Rate of, long charged, long unused, long at) ->
                        List.of(
                                "refund",
                                text(charged),
                                text(unused),
                                text(at),
                                text(of.amount()),
                                text(of.windowUs()));
                    case Correction.Debt(Bucket.Rate of, long used) ->
                        List.of("debt", text(used), "", "", text(of.amount()), text(of.windowUs()));
                    case Correction.Hold(Bucket.Slots of, String callId) ->
                        List.of("hold", callId, text(leaseUs), "", text(of.amount()), "0");
                    case Correction.Free(Bucket.Slots of, String callId) ->
                        List.of("free", callId, "", "", text(of.amount()), "0");
                });
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
