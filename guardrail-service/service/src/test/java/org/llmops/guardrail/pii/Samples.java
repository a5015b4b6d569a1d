package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes up identifiers that have a layout and pass its check, the same ones every time. */
final class Samples {
    private static final int MAX_TRIES = 4_000_000;
    private static final String WRITTEN = " -./:_+(";

    private final Random random = new Random(20);

    /** An identifier of a recogniser, written in one of its layouts. */
    record Sample(Recogniser recogniser, Shape shape, Layout layout, String id) {
        /** With its separators. */
        String written() {
            StringBuilder written = new StringBuilder();
            int index = 0;
            for (int group = 0; group < layout.groups(); group++) {
                Separator separator = layout.separators().get(group);
                written.append(
                        separator == Separator.NOTHING ? "" : String.valueOf(WRITTEN.charAt(separator.ordinal() - 1)));
                written.append(id, index, index + layout.length(group));
                index += layout.length(group);
            }
            return written.append(layout.separators().contains(Separator.PARENTHESIS) ? ")" : "")
                    .toString();
        }

        Sample with(int index, char symbol) {
            return new Sample(recogniser, shape, layout, id.substring(0, index) + symbol + id.substring(index + 1));
        }
    }

    /** In the layout that a recogniser lists first. */
    Optional<Sample> of(Recogniser recogniser) {
        Shape shape = recogniser.shapes().getFirst();
        Layout layout = shape.layouts().getLast();
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            StringBuilder id = new StringBuilder();
            for (int index = 0; index < layout.size(); index++) {
                id.append(symbol(layout.mask(index)));
            }
            if (recogniser.accepts(id.toString())) {
                return Optional.of(new Sample(recogniser, shape, layout, id.toString()));
            }
        }
        return Optional.empty();
    }

    private char symbol(long mask) {
        List<Integer> values = new ArrayList<>();
        for (int value = 0; value < 36; value++) {
            if ((mask >> value & 1) == 1) {
                values.add(value);
            }
        }
        return Symbols.upper(values.get(random.nextInt(values.size())));
    }
}
