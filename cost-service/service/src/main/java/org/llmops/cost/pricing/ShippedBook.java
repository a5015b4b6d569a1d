package org.llmops.cost.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The price book that this build carries.
 *
 * @param document as it is written down
 * @param checksum SHA-256 of the document: the same document is the same version
 */
record ShippedBook(String document, String checksum) {
    private static final String RESOURCE = "/price-book.json";

    /** Fails at start when the document is not a price book, not when the first call comes. */
    static ShippedBook read() {
        try (InputStream in = ShippedBook.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The build carries no " + RESOURCE);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ShippedBook of(String document) {
        PriceBookDocument.read(0, document);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return new ShippedBook(document, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
