package org.llmops.router.recording;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
    public CompletableFuture<Delivery> send(byte[] record) {
        if (away) {
            return CompletableFuture.failedFuture(new IOException("The broker is away"));
        }
        String callId = callId(record);
        if (callId.startsWith(REFUSED)) {
            return CompletableFuture.completedFuture(Delivery.REFUSED);
        }
        callIds.add(callId);
        return CompletableFuture.completedFuture(Delivery.RECORDED);
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
