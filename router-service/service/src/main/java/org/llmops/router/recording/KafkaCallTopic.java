package org.llmops.router.recording;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.outbox.CloudEventHeaders;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.Payload;

/** The topic `llmops.calls.v1`. A record's event id is its call id: sent twice, it still counts once. */
final class KafkaCallTopic implements CallTopic {
    static final String TOPIC = "llmops.calls.v1";

    private static final Logger log = Logger.getLogger(KafkaCallTopic.class);
    private static final String SOURCE = "router-service";
    private static final String TYPE = CallRecord.getDescriptor().getFullName();

    private final Map<String, Object> config;
    private @Nullable KafkaProducer<String, byte[]> producer;

    /** @param config where the brokers are, and how they are reached */
    KafkaCallTopic(Map<String, Object> config) {
        this.config = new HashMap<>(config);
        this.config.put(ProducerConfig.CLIENT_ID_CONFIG, "call-records");
        this.config.put(ProducerConfig.ACKS_CONFIG, "all");
        this.config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // The usual one holds five records, and each request to the broker costs as much as many.
        this.config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        this.config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000);
        // It never gives a record up, since only the producer that sent it can send it again without doubling it.
        this.config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        this.config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3000);
        this.config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        this.config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
    }

    @Override
    public void send(byte[] record, Receipt receipt) {
        Envelope envelope;
        try {
            envelope = Envelope.of(record);
        } catch (IOException foreign) {
            log.error("A record on disk is no call record, though its checksum is right: it is skipped", foreign);
            receipt.refused();
            return;
        }
        send(envelope, record, (metadata, failure) -> {
            if (failure == null) {
                receipt.recorded();
            } else if (failure instanceof RecordTooLargeException) {
                withoutBodies(envelope, record, receipt);
            } else {
                receipt.failed(String.valueOf(failure));
            }
        });
    }

    @Override
    public void close() {
        if (producer != null) {
            // Whoever closes has waited; what is under way now is still on disk.
            producer.close(Duration.ZERO);
        }
    }

    private void send(Envelope envelope, byte[] record, Callback told) {
        try {
            producer().send(event(envelope, record), told);
        } catch (KafkaException failure) {
            // Also thrown by the constructor, as long as no broker's name can be resolved.
            told.onCompletion(null, failure);
        }
    }

    /** What a call cost, and under which prompt, is worth more than its bodies. */
    private void withoutBodies(Envelope envelope, byte[] record, Receipt receipt) {
        log.warnf("The record of call %s is too large for the broker: it is sent without bodies", envelope.callId());
        send(envelope, slim(record), (metadata, failure) -> {
            if (failure == null) {
                receipt.recorded();
            } else if (failure instanceof RecordTooLargeException) {
                log.errorf("The record of call %s is lost: the broker refuses its size", envelope.callId());
                receipt.refused();
            } else {
                receipt.failed(String.valueOf(failure));
            }
        });
    }

    private static byte[] slim(byte[] record) {
        try {
            CallRecord call = CallRecord.parseFrom(record);
            return call.toBuilder()
                    .setRequest(withoutBody(call.getRequest()))
                    .setResponse(withoutBody(call.getResponse()))
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException harmed) {
            throw new IllegalStateException("A record whose checksum is right was written by us", harmed);
        }
    }

    private static Payload withoutBody(Payload payload) {
        return payload.toBuilder().clearJson().setTruncated(true).build();
    }

    private static ProducerRecord<String, byte[]> event(Envelope envelope, byte[] record) {
        String workspace = envelope.workspace();
        String callId = envelope.callId();
        return new ProducerRecord<>(
                TOPIC,
                null,
                workspace + "/" + callId,
                record,
                CloudEventHeaders.of(callId, SOURCE, TYPE, workspace, callId, envelope.startedAt()));
    }

    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
