package org.llmops.cost.ledger;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.leasing.Charge;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.TokenUsage;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.LeaseUse;
import org.llmops.router.v1.Usage;

/** Reads call records. */
final class CallWire {
    private static final String STATUS_PREFIX = "CALL_STATUS_";
    private static final int USUAL_BYTES = 1_024;
    private static final Set<Integer> OF_NO_INTEREST = Set.of(
            CallRecord.REQUEST_FIELD_NUMBER,
            CallRecord.RESPONSE_FIELD_NUMBER,
            CallRecord.DECISION_FIELD_NUMBER,
            CallRecord.ATTEMPTS_FIELD_NUMBER,
            CallRecord.INPUT_SCREENING_FIELD_NUMBER,
            CallRecord.OUTPUT_SCREENING_FIELD_NUMBER);
    private static final int LONGEST_TAG = 256;
    private static final int MOST_DETAILS = 64;

    private CallWire() {}

    /** @throws RuntimeException when it is no call record that can be counted */
    static Call read(byte @Nullable [] message) {
        if (message == null) {
            throw new IllegalArgumentException("A call record has a payload");
        }
        try {
            return read(CallRecord.parseFrom(withoutBodies(message)));
        } catch (IOException malformed) {
            throw new IllegalArgumentException("This is no call record", malformed);
        }
    }

    /** What was asked and answered is most of a record and nothing to the ledger: it is not even decoded. */
    private static byte[] withoutBodies(byte[] message) throws IOException {
        CodedInputStream fields = CodedInputStream.newInstance(message);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(USUAL_BYTES);
        int start = 0;
        for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
            fields.skipField(tag);
            if (!OF_NO_INTEREST.contains(WireFormat.getTagFieldNumber(tag))) {
                kept.write(message, start, fields.getTotalBytesRead() - start);
            }
            start = fields.getTotalBytesRead();
        }
        return kept.toByteArray();
    }

    private static Call read(CallRecord call) {
        if (!call.hasStartedAt()) {
            throw new IllegalArgumentException("A call record says when the call started");
        }
        if (call.getStatus() == CallStatus.CALL_STATUS_UNSPECIFIED || call.getStatus() == CallStatus.UNRECOGNIZED) {
            throw new IllegalArgumentException("A call record says how the call ended");
        }
        return new Call(
                new WorkspaceId(call.getWorkspace()),
                UUID.fromString(call.getCallId()),
                instant(call.getStartedAt()),
                facts(call),
                usage(call.getUsage()),
                details(call.getUsage()),
                call.getUsage().getEstimated(),
                Money.ofNanoUsd(call.getCost().getNanoUsd()),
                call.getLeasesList().stream().map(CallWire::share).toList());
    }

    private static CallFacts facts(CallRecord call) {
        UUID copyOf = call.getShadowOfCallId().isEmpty() ? null : UUID.fromString(call.getShadowOfCallId());
        return new CallFacts(
                clean(call.getOperation()),
                absent(call.getSurface()),
                call.getStatus().name().substring(STATUS_PREFIX.length()).toLowerCase(Locale.ROOT),
                call.getCache().getStatus().equals("hit"),
                new CallFacts.Who(
                        clean(call.getCaller().getSubject()),
                        clean(call.getCaller().getKind()),
                        null,
                        // Nobody asked for a copy: it is no application's spend, and no end user's.
                        copyOf == null ? absent(call.getCaller().getApp()) : null,
                        copyOf == null ? absent(call.getCaller().getEndUser()) : null),
                new CallFacts.Target(
                        absent(call.getRoute().getProvider()),
                        absent(call.getRoute().getModel()),
                        absent(call.getRequestedModel()),
                        tier(call.getServiceTier()),
                        absent(call.getRegion())),
                version(call.getRoute().getName(), call.getRoute().getVersion()),
                version(call.getPrompt().getName(), call.getPrompt().getVersion()),
                tags(call),
                copyOf);
    }

    /** The first by name, when a client attached more than are kept. */
    private static Map<String, String> tags(CallRecord call) {
        return call.getMetadataMap().entrySet().stream()
                .filter(tag ->
                        tag.getKey().length() <= LONGEST_TAG && tag.getValue().length() <= LONGEST_TAG)
                .sorted(Map.Entry.comparingByKey())
                .limit(CallFacts.MOST_TAGS)
                .collect(
                        Collectors.toMap(tag -> clean(tag.getKey()), tag -> clean(tag.getValue()), (one, same) -> one));
    }

    /** Providers have several words for the usual tier; what nobody knows is billed like it. */
    private static ServiceTier tier(String told) {
        return switch (told.toLowerCase(Locale.ROOT)) {
            case "batch" -> ServiceTier.BATCH;
            case "flex" -> ServiceTier.FLEX;
            case "priority" -> ServiceTier.PRIORITY;
            default -> ServiceTier.STANDARD;
        };
    }

    private static Map<String, Long> details(Usage usage) {
        Map<String, Long> details = usage.getDetailsMap();
        if (details.size() > MOST_DETAILS || details.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("Usage has at most " + MOST_DETAILS + " details, each 0 or more");
        }
        return details.entrySet().stream()
                .collect(Collectors.toMap(detail -> clean(detail.getKey()), Map.Entry::getValue, Math::addExact));
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
        return new Charge.Share(UUID.fromString(use.getLeaseId()), use.getNanoUsd());
    }

    private static CallFacts.@Nullable Version version(String name, int number) {
        return name.isEmpty() ? null : new CallFacts.Version(clean(name), number);
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
