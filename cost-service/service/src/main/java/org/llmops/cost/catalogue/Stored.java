package org.llmops.cost.catalogue;

import org.llmops.cost.pricing.CustomPrices;
import org.llmops.cost.pricing.PriceBook;
import org.llmops.platform.problem.FieldError;

/** Reads documents that were checked when they were published. */
final class Stored {
    private Stored() {}

    /** @throws IllegalArgumentException when it is no price book after all */
    static PriceBook book(int version, String text) {
        return right(PriceDocument.book(PriceDocument.parse(text))).asBook(version);
    }

    /** @throws IllegalArgumentException when it is none after all */
    static CustomPrices custom(int version, String text) {
        return right(PriceDocument.custom(PriceDocument.parse(text))).asCustom(version);
    }

    private static PriceDocument right(PriceDocument document) {
        if (!document.errors().isEmpty()) {
            FieldError first = document.errors().getFirst();
            throw new IllegalArgumentException("The document is malformed at " + first.field() + ": " + first.detail());
        }
        return document;
    }
}
