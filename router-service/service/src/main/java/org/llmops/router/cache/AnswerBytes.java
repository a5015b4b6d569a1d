package org.llmops.router.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** How an answer lies in Redis: version, when, call id, model, then the answer to the end. Another version's is a miss. */
final class AnswerBytes {
    private static final int VERSION = 2;

    private AnswerBytes() {}

    static byte[] write(CachedAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.json().length + 128);
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeByte(VERSION);
            data.writeLong(answer.givenAtMs());
            data.writeUTF(answer.callId());
            data.writeUTF(answer.model());
            data.write(answer.json());
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory does not fail", impossible);
        }
        return bytes.toByteArray();
    }

    static Optional<CachedAnswer> read(byte[] bytes) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (data.readByte() != VERSION) {
                return Optional.empty();
            }
            long givenAtMs = data.readLong();
            return Optional.of(new CachedAnswer(data.readUTF(), data.readUTF(), givenAtMs, data.readAllBytes()));
        } catch (IOException cutOff) {
            return Optional.empty();
        }
    }
}
