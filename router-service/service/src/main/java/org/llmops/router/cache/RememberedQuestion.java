package org.llmops.router.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.llmops.platform.identity.WorkspaceId;

/**
 * A question that was answered before.
 *
 * @param answer where its answer lies, unless that has expired
 */
public record RememberedQuestion(CacheKey answer, String text, QuestionVector vector) {
    private static final int VERSION = 1;

    /** Version, the answer's digest, the vector and the text. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(vector.bytes().length + text.length() + 64);
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeByte(VERSION);
            data.write(answer.digest());
            data.writeShort(vector.bytes().length);
            data.write(vector.bytes());
            data.writeUTF(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Memory does not fail", impossible);
        }
        return bytes.toByteArray();
    }

    /** Empty when these are no bytes of this version. */
    static Optional<RememberedQuestion> read(WorkspaceId workspace, byte[] bytes) {
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (data.readByte() != VERSION) {
                return Optional.empty();
            }
            CacheKey answer = CacheKey.ofDigest(workspace, exactly(data, CacheKey.DIGEST_BYTES));
            QuestionVector vector = QuestionVector.ofBytes(exactly(data, data.readUnsignedShort()));
            return Optional.of(new RememberedQuestion(answer, data.readUTF(), vector));
        } catch (IOException cutOff) {
            return Optional.empty();
        }
    }

    private static byte[] exactly(DataInputStream data, int length) throws IOException {
        byte[] bytes = new byte[length];
        data.readFully(bytes);
        return bytes;
    }
}
