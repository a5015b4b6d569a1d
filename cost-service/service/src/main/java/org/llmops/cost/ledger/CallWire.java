package org.llmops.cost.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.leasing.Charge;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.LeaseUse;
import org.llmops.router.v1.Usage;

/** Reads call records. */
final class CallWire {
    private static final String STATUS_PREFIX = "CALL_STATUS_";

    private CallWire() {}

    /** @throws RuntimeException when it is no call record that can be counted */
    static Call read(byte @Nullable [] message) {
        if (message == null) {
            throw new IllegalArgumentException("A call record has a payload");
        }
        try {
            return read(CallRecord.parseFrom(message));
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("This is no call record", malformed);
        }
    }

    private static Call read(CallRecord call) {
        if (!call.hasStartedAt()) {
            throw new IllegalArgumentException("A call record says when the call started");
        }
        if (call.getStatus() == CallStatus.CALL_STATUS_UNSPECIFIED || call.getStatus() == CallStatus.UNRECOGNIZED) {
            throw new IllegalArgumentException("A call record says how the call ended");
        }
        UUID copyOf = call.getShadowOfCallId().isEmpty() ? null : UUID.fromString(call.getShadowOfCallId());
        return new Call(
                new WorkspaceId(call.getWorkspace()),
                UUID.fromString(call.getCallId()),
                instant(call.getStartedAt()),
                clean(call.getOperation()),
                call.getStatus().name().substring(STATUS_PREFIX.length()).toLowerCase(Locale.ROOT),
                new Call.Who(
                        clean(call.getCaller().getSubject()),
                        clean(call.getCaller().getKind()),
                        // Nobody asked for a copy: it is no application's spend, and no end user's.
                        copyOf == null ? absent(call.getCaller().getApp()) : null,
                        copyOf == null ? absent(call.getCaller().getEndUser()) : null),
                absent(call.getRoute().getProvider()),
                absent(call.getRoute().getModel()),
                absent(call.getRequestedModel()),
                version(call.getRoute().getName(), call.getRoute().getVersion()),
                version(call.getPrompt().getName(), call.getPrompt().getVersion()),
                call.getCache().getStatus().equals("hit"),
                usage(call.getUsage()),
                call.getUsage().getEstimated(),
                call.getAttemptsList().stream()
                        .filter(Attempt::hasUsage)
                        .map(CallWire::discarded)
                        .toList(),
                Money.ofNanoUsd(call.getCost().getNanoUsd()),
                call.getLeasesList().stream().map(CallWire::share).toList(),
                copyOf);
    }

    private static Call.Discarded discarded(Attempt attempt) {
        return new Call.Discarded(attempt.getProvider(), attempt.getModel(), usage(attempt.getUsage()));
    }

    private static TokenUsage usage(Usage usage) {
        return new TokenUsage(
                usage.getInputTokens(),
                usage.getCacheReadTokens(),
                usage.getCacheWriteTokens(),
                usage.getOutputTokens(),
                usage.getReasoningTokens());
    }

    private static Charge.Share share(LeaseUse use) {
        return new Charge.Share(UUID.fromString(use.getLeaseId()), Money.ofNanoUsd(use.getNanoUsd()));
    }

    private static Call.@Nullable Version version(String name, int number) {
        return name.isEmpty() ? null : new Call.Version(clean(name), number);
    }

    /** As fine as the database keeps it, so that a call falls into the same period here and there. */
    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos())
                .truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable String absent(String text) {
        return text.isEmpty() ? null : clean(text);
    }

    /** PostgreSQL stores every character but this one; a client could send it as its end user. */
    private static String clean(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
