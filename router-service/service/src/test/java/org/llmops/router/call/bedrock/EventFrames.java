package org.llmops.router.call.bedrock;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes AWS event streams as Bedrock does. */
public final class EventFrames {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    public EventFrames event(String type, String json) {
        return frame(Map.of(":message-type", "event", ":event-type", type, ":content-type", "application/json"), json);
    }

    public EventFrames exception(String type, String json) {
        return frame(Map.of(":message-type", "exception", ":exception-type", type), json);
    }

    EventFrames frame(Map<String, String> headers, String payload) {
        try {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            DataOutputStream writing = new DataOutputStream(block);
            for (Map.Entry<String, String> header : new LinkedHashMap<>(headers).entrySet()) {
                byte[] name = utf8(header.getKey());
                byte[] value = utf8(header.getValue());
                writing.writeByte(name.length);
                writing.write(name);
                writing.writeByte(7);
                writing.writeShort(value.length);
                writing.write(value);
            }
            message(block.toByteArray(), utf8(payload));
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void message(byte[] headers, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream writing = new DataOutputStream(bytes);
        writing.writeInt(16 + headers.length + payload.length);
        writing.writeInt(headers.length);
        writing.writeInt(checksum(bytes.toByteArray()));
        writing.write(headers);
        writing.write(payload);
        writing.writeInt(checksum(bytes.toByteArray()));
        stream.write(bytes.toByteArray());
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return stream.toByteArray();
    }
}
