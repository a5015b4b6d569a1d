package org.llmops.router.recording;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.time.Instant;
import org.llmops.router.v1.CallRecord;

/** What the event says of a call record on its outside. It stands at a record's beginning: the rest need not be read. */
record Envelope(String callId, String workspace, Instant startedAt) {
    private static final int END = 0;

    /** Fails when it is no call record. */
    static Envelope of(byte[] record) throws IOException {
        CodedInputStream fields = CodedInputStream.newInstance(record);
        String callId = "";
        String workspace = "";
        Timestamp startedAt = Timestamp.getDefaultInstance();
        while (callId.isEmpty() || workspace.isEmpty() || startedAt.getSeconds() == 0) {
            int tag = fields.readTag();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case END -> {
                    return new Envelope(callId, workspace, instant(startedAt));
                }
                case CallRecord.CALL_ID_FIELD_NUMBER -> callId = fields.readStringRequireUtf8();
                case CallRecord.WORKSPACE_FIELD_NUMBER -> workspace = fields.readStringRequireUtf8();
                case CallRecord.STARTED_AT_FIELD_NUMBER ->
                    startedAt = fields.readMessage(Timestamp.parser(), ExtensionRegistryLite.getEmptyRegistry());
                default -> fields.skipField(tag);
            }
        }
        return new Envelope(callId, workspace, instant(startedAt));
    }

    private static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochMilli(Timestamps.toMillis(timestamp));
    }
}
