package org.llmops.eval.ingest;

import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A batch of messages, told apart into calls and what is none. */
final class ReadBatch {
    private final List<ReceivedCall> calls = new ArrayList<>();
    private final Map<ReceivedCall, KafkaRecord<String, byte[]>> messages = new IdentityHashMap<>();
    private final Map<KafkaRecord<String, byte[]>, MalformedCallRecord> refused = new LinkedHashMap<>();

    void add(KafkaRecord<String, byte[]> message, ReceivedCall call) {
        calls.add(call);
        messages.put(call, message);
    }

    void refuse(KafkaRecord<String, byte[]> message, MalformedCallRecord why) {
        refused.put(message, why);
    }

    /** Calls that looked well but that the database does not take. */
    void refuse(List<ReceivedCall> unstorable) {
        unstorable.forEach(call -> refuse(
                Objects.requireNonNull(messages.get(call)),
                new MalformedCallRecord("The database does not take its values")));
    }

    List<ReceivedCall> calls() {
        return calls;
    }

    Map<KafkaRecord<String, byte[]>, MalformedCallRecord> refused() {
        return refused;
    }
}
