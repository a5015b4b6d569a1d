package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Sightings;

/** Names and addresses in texts that were never tuned on; prints what it finds, and holds it to a floor. */
class NamesAndAddressesTest {
    private static final LocalDetector DETECTOR =
            new PiiDetector(Selection.of(List.of("PERSON", "STREET_ADDRESS")), 0.5, List.of());

    private record Labelled(String text, List<Match> matches) {}

    @Test
    void mostNamesAreFoundAndMostFindsAreNames() throws IOException {
        double found = found("PERSON", 0);
        double right = found("PERSON", 1);
        assertThat(found).isGreaterThan(0.65);
        assertThat(right).isGreaterThan(0.75);
    }

    @Test
    void mostAddressesAreFoundAsAWhole() throws IOException {
        double found = found("STREET_ADDRESS", 0);
        double right = found("STREET_ADDRESS", 1);
        assertThat(found).isGreaterThan(0.75);
        assertThat(right).isGreaterThan(0.75);
    }

    @Test
    void whoWasIntroducedIsRecognisedLater() {
        LocalDetector all = new PiiDetector(Selection.of(List.of("PERSON")), 0, List.of());
        String later = "The report says that Quillfeather agreed.";
        assertThat(best(all, "My name is Anna Quillfeather. " + later, 30))
                .isGreaterThan(best(all, "My name is Anna Fairweather. " + later, 30));
    }

    private static double best(LocalDetector detector, String text, int from) {
        return Sightings.matches(detector, text).stream()
                .filter(match -> match.start() >= from)
                .mapToDouble(Match::score)
                .max()
                .orElse(0);
    }

    @Test
    void whatStreetsAndTownsAreCalledIsNoPerson() {
        assertThat(Sightings.matches(
                        DETECTOR, "Ship it to 12 Martin Luther King Drive, Apt 4, Victoria, TX 77901, please."))
                .extracting(Match::entity)
                .containsExactly("STREET_ADDRESS");
    }

    @Test
    void whatCodeCallsThingsIsNoPerson() {
        for (String code : List.of(
                "/**\n * @helena the first\n * @see Maria::getName\n */",
                "    :helena x: how long\n    :arthur y: str",
                "my $john = shift; print %helena; #andrew",
                "if x:\n    pass\nelif isinstance(param, int): return sep",
                "use List::Helena; John::Smith::run();",
                "<dt>x</dt></arthur>",
                "@Singleton\nclass A { @Nullable Object b; }")) {
            assertThat(Sightings.of(DETECTOR, code)).as(code).isEmpty();
        }
    }

    @Test
    void aMentionIsAPerson() {
        assertThat(Sightings.of(DETECTOR, "Thanks, @Maria Rossi! Name:John Smith, contact: Anna Schmidt"))
                .containsExactly("Maria Rossi", "John Smith", "Anna Schmidt");
        assertThat(Sightings.of(DETECTOR, "Name :Jane Miller\nThanks to #Helena Fischer and $Stephen Miller"))
                .containsExactly("Jane Miller", "Helena Fischer", "Stephen Miller");
    }

    @Test
    void anAddressReachesOverItsLines() {
        String address = "33 Harbour Road\nSuite 12\nDublin\nIreland";
        assertThat(Sightings.of(DETECTOR, "New address:\n" + address + "\n\nthank you"))
                .containsExactly(address);
        assertThat(Sightings.of(DETECTOR, "I paid 12 Euros, Monday 14 Orders came, 3 Lines were open."))
                .isEmpty();
    }

    @Test
    void piecesFindWhatTheWholeFinds() throws IOException {
        Random random = new Random(3);
        StringBuilder all = new StringBuilder();
        for (Labelled labelled : labelled()) {
            all.append(labelled.text).append(random.nextBoolean() ? "\n" : " ");
        }
        String text = all.toString();
        List<Match> whole = inPieces(text, text.length(), random);
        assertThat(whole).hasSizeGreaterThan(20);
        for (int size : new int[] {1, 2, 3, 7, 30}) {
            assertThat(inPieces(text, size, random))
                    .as("pieces of up to " + size)
                    .isEqualTo(whole);
        }
    }

    private static List<Match> inPieces(String whole, int most, Random random) {
        GrowingText text = new GrowingText();
        Scanner scanner = DETECTOR.open(Sightings.SCENE);
        List<Match> matches = new ArrayList<>();
        int from = 0;
        for (int start = 0; start < whole.length(); ) {
            int end = Math.min(whole.length(), start + 1 + random.nextInt(most));
            text.append(whole.substring(start, end));
            int scanned = scanner.scan(text, from, matches::add);
            from = scanned;
            text.discardBefore(from - scanner.lookBehind());
            start = end;
        }
        text.complete();
        scanner.scan(text, from, matches::add);
        matches.sort(java.util.Comparator.comparing(Match::start).thenComparing(Match::end));
        return matches;
    }

    /** The share of the labelled that is found, or of the found that is labelled. */
    private static double found(String entity, int way) throws IOException {
        int right = 0;
        int all = 0;
        for (Labelled labelled : labelled()) {
            List<Match> found = Sightings.matches(DETECTOR, labelled.text);
            List<Match> these = only(entity, way == 0 ? labelled.matches : found);
            List<Match> those = only(entity, way == 0 ? found : labelled.matches);
            for (Match match : these) {
                boolean same =
                        those.stream().anyMatch(other -> other.start() == match.start() && other.end() == match.end());
                right += same ? 1 : 0;
                all++;
                if (!same) {
                    System.out.println((way == 0 ? "missed " : "wrong ") + entity + " "
                            + labelled.text.substring(match.start(), match.end()) + " in: " + labelled.text);
                }
            }
        }
        System.out.printf("%s %s exactly: %d of %d%n", entity, way == 0 ? "found" : "right", right, all);
        return (double) right / all;
    }

    private static List<Match> only(String entity, List<Match> matches) {
        return matches.stream().filter(match -> match.entity().equals(entity)).toList();
    }

    private static List<Labelled> labelled() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                NamesAndAddressesTest.class.getResourceAsStream("/pii/names-and-addresses.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> labelled(line.replace("\\n", "\n")))
                    .toList();
        }
    }

    private static Labelled labelled(String line) {
        StringBuilder text = new StringBuilder();
        List<Match> matches = new ArrayList<>();
        int start = 0;
        for (char symbol : line.toCharArray()) {
            if (symbol == '{' || symbol == '[') {
                start = text.length();
            } else if (symbol == '}' || symbol == ']') {
                String entity = symbol == '}' ? "PERSON" : "STREET_ADDRESS";
                matches.add(Match.of(entity, "label", start, text.length(), 1, "Labelled"));
            } else {
                text.append(symbol);
            }
        }
        return new Labelled(text.toString(), matches);
    }
}
