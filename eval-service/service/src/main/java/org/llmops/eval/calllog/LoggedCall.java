package org.llmops.eval.calllog;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.payloads.PayloadForm;
import org.llmops.eval.payloads.PayloadPlan;
import org.llmops.router.v1.CallRecord;

/** A call in the log. Written in batches by CallLogWriter, read as an entity, never changed. */
@Entity
@Immutable
@Table(name = "call_log")
@IdClass(LoggedCall.Key.class)
public class LoggedCall {
    @Id
    @Column(columnDefinition = "text")
    private String workspace;

    @Id
    @Column(name = "started_at")
    private Instant startedAt;

    @Id
    @Column(name = "call_id")
    private UUID callId;

    @Column(columnDefinition = "text")
    private @Nullable String app;

    @Column(name = "end_user", columnDefinition = "text")
    private @Nullable String endUser;

    @Column(name = "prompt_name", columnDefinition = "text")
    private @Nullable String promptName;

    @Column(name = "prompt_version")
    private @Nullable Integer promptVersion;

    @Column(name = "requested_model", columnDefinition = "text")
    private String requestedModel;

    @Column(columnDefinition = "text")
    private @Nullable String model;

    @Column(columnDefinition = "text")
    private @Nullable String route;

    @Column(columnDefinition = "text")
    private String status;

    @Column(name = "copy_of_call_id")
    private @Nullable UUID copyOfCallId;

    @Column(name = "record")
    private byte[] callRecord;

    @Column(name = "request_form", columnDefinition = "text")
    private String requestForm;

    @Column(name = "request_splice")
    private int requestSplice;

    @Column(name = "request_blocks")
    private byte[] requestBlocks;

    @Column(name = "response_form", columnDefinition = "text")
    private String responseForm;

    @Column(name = "response_splice")
    private int responseSplice;

    @Column(name = "response_blocks")
    private byte[] responseBlocks;

    protected LoggedCall() {}

    public Instant startedAt() {
        return startedAt;
    }

    public UUID callId() {
        return callId;
    }

    public @Nullable String app() {
        return app;
    }

    /** The call that this one copies; absent for calls of clients. */
    public @Nullable UUID copyOfCallId() {
        return copyOfCallId;
    }

    /** What the router told of the call, without the bodies. */
    public CallRecord callRecord() {
        try {
            return CallRecord.parseFrom(callRecord);
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException("The record of call " + callId + " was written by us", impossible);
        }
    }

    public PayloadPlan request() {
        return PayloadPlan.of(PayloadForm.valueOf(requestForm), requestSplice, requestBlocks);
    }

    public PayloadPlan response() {
        return PayloadPlan.of(PayloadForm.valueOf(responseForm), responseSplice, responseBlocks);
    }

    /** Where a call is in the log. */
    record Key(String workspace, Instant startedAt, UUID callId) implements Serializable {}
}
