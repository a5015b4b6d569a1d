package org.llmops.guardrail.injection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.llmops.guardrail.learning.LinearModel;
import org.llmops.guardrail.normalising.NormalisedText;
import org.llmops.guardrail.normalising.Normaliser;

/** Looks at a stretch of text with every rule, in all readings that it has. */
final class Observer {
    private static final Rule ENCODED =
            new Rule("encoded-payload", false, "Holds instructions for the assistant in encoded or hidden form");

    /** Of one rule so many places are remembered: more say nothing new. */
    private static final int MAX_SIGHTINGS = 64;

    /** Code points that one letter takes at most in what is taken for a code. */
    private static final int LONGEST_CODE = 10;

    private static final Grammar GRAMMAR = new Grammar();
    private static final Markers MARKERS = new Markers();

    private final boolean[] spoken;

    /** @param languages which languages of the grammar count, as ISO 639-1 codes */
    Observer(Collection<String> languages) {
        spoken = new boolean[GRAMMAR.languages().size()];
        for (int i = 0; i < spoken.length; i++) {
            spoken[i] = languages.contains(GRAMMAR.languages().get(i));
        }
    }

    static List<String> languages() {
        return GRAMMAR.languages();
    }

    static List<Rule> rules() {
        return Stream.of(GRAMMAR.rules(), MARKERS.rules(), Shapes.RULES, Scramble.RULES, List.of(ENCODED))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    Observation observe(String text) {
        return observe(text, Normaliser.of(text));
    }

    /** @param plain the text as it is meant */
    Observation observe(String text, NormalisedText plain) {
        List<Observation.Sighting> sightings = new ArrayList<>();
        Set<String> hints = new TreeSet<>();
        Writing.find(text, way -> hints.add(LinearModel.HINT + way));
        List<NormalisedText> readings = plain.readings();
        BitSet encoded = encoded(readings);
        char[] lower = Markers.lower(plain.text());
        String open = blanked(plain, encoded);
        char[] lowerOpen = encoded.isEmpty() ? lower : Markers.lower(open);
        Shapes.find(lower, lowerOpen, hit -> add(sightings, plain, hit));
        Scramble.find(open, hit -> add(sightings, plain, hit));
        StringBuilder readable = new StringBuilder(blanked(plain.leet(), encoded));
        for (NormalisedText reading : readings) {
            boolean written = reading.encoding().equals(NormalisedText.PLAIN);
            Consumer<RuleHit> each = hit -> {
                add(sightings, reading, hit);
                if (!written) {
                    add(sightings, reading, new RuleHit(ENCODED, hit.start(), hit.end()));
                }
            };
            MARKERS.find(reading == plain ? lower : Markers.lower(reading.text()), each);
            GRAMMAR.find(reading.text(), spoken, each, hints::add);
            if (!written) {
                readable.append(' ').append(reading.text());
            }
        }
        return new Observation(readable.toString(), sightings, hints);
    }

    /** The code points that say something only when they are decoded: the model shall read what they say instead. */
    private static BitSet encoded(List<NormalisedText> readings) {
        BitSet encoded = new BitSet();
        for (NormalisedText reading : readings) {
            int length = reading.text().length();
            if (!reading.encoding().equals(NormalisedText.PLAIN) && length > 0) {
                int start = reading.start(0);
                int end = reading.end(length);
                // What was gathered from far apart leaves what lies between as it is.
                if (end - start <= LONGEST_CODE * length) {
                    encoded.set(start, end);
                }
            }
        }
        return encoded;
    }

    private static String blanked(NormalisedText reading, BitSet encoded) {
        String text = reading.text();
        if (encoded.isEmpty()) {
            return text;
        }
        StringBuilder blanked = new StringBuilder(text);
        for (int index = 0; index < text.length(); index++) {
            if (encoded.get(reading.start(index))) {
                blanked.setCharAt(index, ' ');
            }
        }
        return blanked.toString();
    }

    private static void add(List<Observation.Sighting> sightings, NormalisedText reading, RuleHit hit) {
        if (sightings.size() < MAX_SIGHTINGS) {
            sightings.add(new Observation.Sighting(hit.rule(), reading.start(hit.start()), reading.end(hit.end())));
        }
    }
}
