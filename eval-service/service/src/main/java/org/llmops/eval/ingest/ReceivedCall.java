package org.llmops.eval.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.payloads.PayloadSplitter;
import org.llmops.eval.payloads.SplitPayload;
import org.llmops.eval.retention.CallLogDays;
import org.llmops.eval.scoring.Score;
import org.llmops.eval.scoring.Scoring;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.IncomingEvent;
import org.llmops.platform.problem.Problem;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.Payload;

/**
 * A call record that arrived and can be logged.
 *
 * @param workspace whose call
 * @param callId which call
 * @param startedAt when it began, in the microseconds that PostgreSQL keeps
 * @param copyOf the call that this one copies; absent for calls of clients
 * @param told what was told of it, without the bodies
 * @param request what was sent, in blocks
 * @param response what was answered, in blocks
 * @param scores what the scorers think of it
 */
record ReceivedCall(
        WorkspaceId workspace,
        UUID callId,
        Instant startedAt,
        @Nullable UUID copyOf,
        CallRecord told,
        SplitPayload request,
        SplitPayload response,
        List<Score> scores) {
    /** RFC 3339, and so protobuf, ends there. */
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");

    static ReceivedCall from(IncomingEvent event, Scoring scoring) throws MalformedCallRecord {
        CallRecord told = parse(event.payload());
        if (!told.getWorkspace().equals(event.workspace())) {
            throw new MalformedCallRecord("The envelope names another workspace than the record");
        }
        WorkspaceId workspace = workspace(told);
        UUID callId = callId(told);
        return new ReceivedCall(
                workspace,
                callId,
                startedAt(told),
                copyOf(told),
                withoutBodies(told),
                split(told.getRequest()),
                split(told.getResponse()),
                scoring.score(workspace, callId, told));
    }

    /** The partition it goes to. */
    LocalDate day() {
        return CallLogDays.dayOf(startedAt);
    }

    private static CallRecord parse(byte[] payload) throws MalformedCallRecord {
        try {
            return CallRecord.parseFrom(payload);
        } catch (InvalidProtocolBufferException unreadable) {
            throw new MalformedCallRecord("It is not a CallRecord");
        }
    }

    private static WorkspaceId workspace(CallRecord told) throws MalformedCallRecord {
        try {
            return new WorkspaceId(told.getWorkspace());
        } catch (Problem malformed) {
            throw new MalformedCallRecord("Its workspace is malformed");
        }
    }

    private static UUID callId(CallRecord told) throws MalformedCallRecord {
        try {
            return UUID.fromString(told.getCallId());
        } catch (IllegalArgumentException malformed) {
            throw new MalformedCallRecord("Its call id is not a UUID");
        }
    }

    private static @Nullable UUID copyOf(CallRecord told) throws MalformedCallRecord {
        try {
            return told.getShadowOfCallId().isEmpty() ? null : UUID.fromString(told.getShadowOfCallId());
        } catch (IllegalArgumentException malformed) {
            throw new MalformedCallRecord("The id of the call it copies is not a UUID");
        }
    }

    private static Instant startedAt(CallRecord told) throws MalformedCallRecord {
        Timestamp time = told.getStartedAt();
        try {
            Instant startedAt =
                    Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).truncatedTo(ChronoUnit.MICROS);
            if (startedAt.isAfter(Instant.EPOCH) && !startedAt.isAfter(END_OF_TIME)) {
                return startedAt;
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            // Falls through: no such time is meant.
        }
        throw new MalformedCallRecord("It does not say when the call started");
    }

    private static CallRecord withoutBodies(CallRecord told) {
        CallRecord.Builder rest = told.toBuilder();
        rest.getRequestBuilder().clearJson();
        rest.getResponseBuilder().clearJson();
        return rest.build();
    }

    private static SplitPayload split(Payload payload) {
        return PayloadSplitter.split(payload.getJsonBytes().toByteArray(), payload.getTruncated());
    }
}
