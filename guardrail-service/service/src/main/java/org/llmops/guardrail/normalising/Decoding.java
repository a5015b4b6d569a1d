package org.llmops.guardrail.normalising;

import java.util.ArrayList;
import java.util.List;

/** Finds what is written in a text in encoded form. */
final class Decoding {
    /** So many encodings are undone, one inside the other. */
    static final int MAX_DEPTH = 2;

    /** At most so many pieces are decoded of one text, so that its readings stay few. */
    static final int MAX_PIECES = 12;

    /** What every escape begins with. */
    private static final Signs ESCAPES = Signs.of("%&\\");

    private Decoding() {}

    static List<NormalisedText> of(NormalisedText outer) {
        Mapped text = outer.mapped();
        if (text.text().length() < 4) {
            return List.of();
        }
        Glance glance = outer.glance();
        Pieces pieces = new Pieces(outer);
        if (glance.signs().haveAnyOf(ESCAPES)) {
            Escapes.decode(text, pieces);
        }
        if (glance.maybeBase64()) {
            Base64Runs.decode(text, pieces);
        }
        if (glance.maybeNumbers()) {
            NumberRuns.decode(text, pieces);
        }
        if (glance.maybeTurned()) {
            Disguises.decode(text, pieces);
        }
        return pieces.found.isEmpty() ? List.of() : List.copyOf(pieces.found);
    }

    /** Collects what was decoded. */
    static final class Pieces {
        private final NormalisedText outer;
        private final List<NormalisedText> found = new ArrayList<>();

        private Pieces(NormalisedText outer) {
            this.outer = outer;
        }

        boolean areFull() {
            return found.size() == MAX_PIECES;
        }

        void add(String encoding, Mapped piece) {
            if (!areFull()) {
                String path = outer.encoding().isEmpty() ? encoding : outer.encoding() + "+" + encoding;
                found.add(Normaliser.of(piece, path, outer.depth() + 1));
            }
        }
    }
}
