package org.llmops.platform.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A message of a topic, as any consumer outside the suite would see it.
 *
 * @param key workspace/aggregate
 * @param headers the CloudEvents attributes, {@code ce_id}, {@code ce_type} and so on
 */
public record TestEvent(String topic, String key, Map<String, String> headers, byte[] payload) {
    static TestEvent from(ConsumerRecord<String, byte[]> message) {
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new TestEvent(message.topic(), message.key(), headers, message.value());
    }

    public String id() {
        return headers.getOrDefault("ce_id", "");
    }

    public String type() {
        return headers.getOrDefault("ce_type", "");
    }

    public String subject() {
        return headers.getOrDefault("ce_subject", "");
    }

    public String workspace() {
        return headers.getOrDefault("ce_workspace", "");
    }
}
