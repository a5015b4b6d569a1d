package org.llmops.platform.outbox;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * An event as it arrives. It may arrive more than once: consumers count it once by its id.
 *
 * @param id unique
 * @param type the full name of what happened
 * @param workspace where; `*` for what concerns every workspace
 * @param subject what it happened to
 * @param time when
 * @param payload the topic's message
 */
public record IncomingEvent(String id, String type, String workspace, String subject, Instant time, byte[] payload) {
    /** @throws RuntimeException when it is not an event of ours: it belongs into the dead letter topic */
    public static IncomingEvent from(ConsumerRecord<String, byte[]> message) {
        Headers headers = message.headers();
        return new IncomingEvent(
                CloudEventHeaders.read(headers, CloudEventHeaders.ID),
                CloudEventHeaders.read(headers, CloudEventHeaders.TYPE),
                CloudEventHeaders.read(headers, CloudEventHeaders.WORKSPACE),
                CloudEventHeaders.read(headers, CloudEventHeaders.SUBJECT),
                Instant.parse(CloudEventHeaders.read(headers, CloudEventHeaders.TIME)),
                message.value());
    }
}
