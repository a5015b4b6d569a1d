package org.llmops.platform.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** CloudEvents 1.0 in Kafka's binary content mode: attributes are headers, the value is the data. */
public final class CloudEventHeaders {
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SUBJECT = "ce_subject";
    static final String TIME = "ce_time";
    static final String WORKSPACE = "ce_workspace";

    private CloudEventHeaders() {}

    /**
     * @param source the service that tells it
     * @param subject what it happened to
     */
    public static Headers of(String id, String source, String type, String workspace, String subject, Instant time) {
        Headers headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, ID, id);
        add(headers, "ce_source", "/llmops/" + source);
        add(headers, TYPE, type);
        add(headers, SUBJECT, subject);
        add(headers, TIME, time.toString());
        add(headers, WORKSPACE, workspace);
        add(headers, "content-type", "application/protobuf");
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    static String read(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalArgumentException("The event has no header " + name);
        }
        return new String(header.value(), UTF_8);
    }
}
