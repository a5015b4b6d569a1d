package org.llmops.router.recording;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.llmops.router.v1.CallRecord;

/** A broker in memory that can be away. */
final class FakeTopic implements CallTopic {
    static final String REFUSED = "refused";

    private final List<String> callIds = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean away;

    void goAway() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    List<String> callIds() {
        return List.copyOf(callIds);
    }

    @Override
    public void send(byte[] record, Receipt receipt) {
        if (away) {
            receipt.failed("The broker is away");
            return;
        }
        String callId = callId(record);
        if (callId.startsWith(REFUSED)) {
            receipt.refused();
            return;
        }
        callIds.add(callId);
        receipt.recorded();
    }

    @Override
    public void close() {}

    private static String callId(byte[] record) {
        try {
            return CallRecord.parseFrom(record).getCallId();
        } catch (InvalidProtocolBufferException foreign) {
            throw new IllegalStateException(foreign);
        }
    }
}
