package org.llmops.router.body;

import java.io.IOException;

/** Finds in the bytes of an answer, or of one event of a stream, what the router must know. */
@FunctionalInterface
public interface AnswerReader {
    /** Fails when they make no sense. */
    AnswerBody read(byte[] bytes) throws IOException;
}
