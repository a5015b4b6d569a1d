package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Sightings;

class CheckDigitsTest {
    private static final Samples SAMPLES = new Samples();

    /** Some numbers end in digits that no check covers, such as the branch of a company. */
    private static final double LEAST_NOTICED = 0.65;

    @ParameterizedTest
    @MethodSource("publishedExamples")
    void examplesThatIssuersPublishAreFound(String entity, String number) {
        assertThat(Sightings.matches(only(entity), "It is " + number + " here."))
                .extracting(Match::entity, Match::start)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(entity, 6));
    }

    @ParameterizedTest
    @MethodSource("checkedRecognisers")
    void madeUpIdentifiersAreFoundAndMostWrongDigitsNoticed(Recogniser recogniser) {
        Samples.Sample sample = SAMPLES.of(recogniser).orElseThrow();
        PiiDetector detector =
                new PiiDetector(new Selection(List.of(recogniser), java.util.Set.of()), 0.001, List.of());

        assertThat(Sightings.matches(detector, sample.written())).hasSize(1);
        int changes = 0;
        int noticed = 0;
        for (int index = 0; index < sample.id().length(); index++) {
            if (!Character.isDigit(sample.id().charAt(index))) {
                continue;
            }
            for (char digit = '0'; digit <= '9'; digit++) {
                if (digit != sample.id().charAt(index)) {
                    Samples.Sample wrong = sample.with(index, digit);
                    changes++;
                    noticed += Sightings.matches(detector, wrong.written()).isEmpty() ? 1 : 0;
                }
            }
        }
        assertThat((double) noticed / changes).isGreaterThan(LEAST_NOTICED);
    }

    private static PiiDetector only(String entity) {
        return new PiiDetector(Selection.of(List.of(entity)), 0.05, List.of());
    }

    static Stream<Recogniser> checkedRecognisers() {
        return RecogniserTable.all().stream()
                .filter(recogniser -> recogniser.proves() && !recogniser.isReadAsWritten());
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> publishedExamples() throws IOException {
        try (InputStream examples =
                Objects.requireNonNull(CheckDigitsTest.class.getResourceAsStream("/pii/published-examples.txt"))) {
            return new String(examples.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(" \\| "))
                    .map(columns -> org.junit.jupiter.params.provider.Arguments.of(columns[0], columns[1]));
        }
    }
}
