package org.llmops.router.record;

import com.google.protobuf.UnsafeByteOperations;
import org.llmops.router.v1.Payload;

/** Bodies as they are recorded. */
final class Payloads {
    private Payloads() {}

    /** The beginning of a body, cut between two characters. Nobody may change the body from here on. */
    static Payload of(byte[] json, int maxBytes) {
        int end = Math.min(json.length, maxBytes);
        while (end > 0 && end < json.length && isInsideCharacter(json[end])) {
            end--;
        }
        return Payload.newBuilder()
                .setJsonBytes(UnsafeByteOperations.unsafeWrap(json, 0, end))
                .setBytes(json.length)
                .setTruncated(end < json.length)
                .build();
    }

    /** Only how long it was: what it said must not be kept. */
    static Payload withheld(byte[] json) {
        return Payload.newBuilder().setBytes(json.length).setTruncated(true).build();
    }

    private static boolean isInsideCharacter(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
