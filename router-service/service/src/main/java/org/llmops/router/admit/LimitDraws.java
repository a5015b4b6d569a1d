package org.llmops.router.admit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.buckets.Bucket;
import org.llmops.router.buckets.Draw;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.limits.AppliedLimit;
import org.llmops.router.limits.Limit;
import org.llmops.router.limits.LimitUnit;
import org.llmops.router.limits.OnRedisAway;
import org.llmops.router.limits.Scope;

/** What a call takes for each limit that applies to it, and from where. */
final class LimitDraws {
    private LimitDraws() {}

    static List<Draw> of(Exchange exchange, List<AppliedLimit> applying, AdmitSettings settings) {
        List<Draw> draws = new ArrayList<>(applying.size());
        for (AppliedLimit applied : applying) {
            boolean tokens = applied.limit().unit() == LimitUnit.TOKENS;
            draws.add(new Draw(
                    bucket(exchange.caller().workspace(), applied),
                    tokens ? TokenEstimate.of(exchange, settings) : 1,
                    tokens,
                    applied.limit().onRedisAway() == OnRedisAway.REFUSE));
        }
        return draws;
    }

    static Bucket bucket(WorkspaceId workspace, AppliedLimit applied) {
        Limit limit = applied.limit();
        String key =
                "llmops:limit:{" + workspace.value() + "}:" + limit.id() + ":" + limit.unit() + ":" + value(applied);
        Duration window = limit.window();
        return window == null
                ? new Bucket.Slots(key, limit.amount())
                : new Bucket.Rate(key, limit.amount(), window.toNanos() / 1000);
    }

    /** What a client says of its end users may be long, and is nobody's business in Redis. */
    private static String value(AppliedLimit applied) {
        return applied.limit().scope().kind() == Scope.Kind.END_USER ? digest(applied.value()) : applied.value();
    }

    private static String digest(String value) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
            return HexFormat.of().formatHex(sha256, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
