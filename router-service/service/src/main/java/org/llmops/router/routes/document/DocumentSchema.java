package org.llmops.router.routes.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The published JSON Schema of documents. */
public final class DocumentSchema {
    private static final byte[] JSON = read();

    private DocumentSchema() {}

    /** The schema; nobody may write to it. */
    public static byte[] json() {
        return JSON.clone();
    }

    private static byte[] read() {
        try (InputStream resource =
                Objects.requireNonNull(DocumentSchema.class.getResourceAsStream("/routes/schema.json"))) {
            return resource.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
