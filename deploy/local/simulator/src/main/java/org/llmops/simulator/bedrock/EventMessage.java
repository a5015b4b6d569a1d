package org.llmops.simulator.bedrock;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.llmops.simulator.serving.Frame;

/**
 * A message of AWS's event stream encoding (application/vnd.amazon.eventstream): two lengths with their checksum, headers
 * of strings, the payload, and the checksum of all of it.
 */
final class EventMessage {

    private static final int PRELUDE_BYTES = 8;
    private static final int CRC_BYTES = 4;
    private static final byte STRING = 7;

    private EventMessage() {}

    static Frame event(String type, JsonObject payload, int tokens) {
        return new Frame(encoded(Map.of(":event-type", type, ":message-type", "event"), payload), tokens);
    }

    static Frame exception(String type, JsonObject payload) {
        return new Frame(encoded(Map.of(":exception-type", type, ":message-type", "exception"), payload), 0);
    }

    private static Buffer encoded(Map<String, String> kind, JsonObject payload) {
        Buffer headers = headers(kind);
        Buffer body = payload.toBuffer();
        Buffer message = Buffer.buffer()
                .appendInt(PRELUDE_BYTES + CRC_BYTES + headers.length() + body.length() + CRC_BYTES)
                .appendInt(headers.length());
        message.appendInt(crc(message)).appendBuffer(headers).appendBuffer(body);
        return message.appendInt(crc(message));
    }

    private static Buffer headers(Map<String, String> kind) {
        Map<String, String> all = new TreeMap<>(kind);
        all.put(":content-type", "application/json");
        Buffer headers = Buffer.buffer();
        all.forEach((name, value) -> headers.appendByte((byte) name.length())
                .appendString(name)
                .appendByte(STRING)
                .appendShort((short) value.getBytes(StandardCharsets.UTF_8).length)
                .appendString(value));
        return headers;
    }

    private static int crc(Buffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.getBytes());
        return (int) crc.getValue();
    }
}
