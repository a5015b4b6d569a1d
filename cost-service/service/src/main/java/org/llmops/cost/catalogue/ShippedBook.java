package org.llmops.cost.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.llmops.cost.pricing.PriceBook;

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
        Stored.book(0, document);
        return new ShippedBook(document, PriceDocument.checksum(document));
    }

    PriceBook book(int version) {
        return Stored.book(version, document);
    }
}
