package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.detecting.Sightings;

class AnnouncedTest {
    private static final Samples SAMPLES = new Samples();
    private static final LocalDetector USUAL = (LocalDetector) new PiiType().compile(Parameters.none());

    @ParameterizedTest
    @MethodSource("announcedRecognisers")
    void whatAWordAnnouncesIsFoundAsWhatItIs(Recogniser recogniser) {
        Samples.Sample sample = SAMPLES.of(recogniser).orElseThrow();
        PiiDetector ofCountry = new PiiDetector(
                new Selection(
                        RecogniserTable.all().stream()
                                .filter(other -> other.country().equals(recogniser.country()))
                                .toList(),
                        java.util.Set.of()),
                0.5,
                List.of());

        String text = recogniser.words().getFirst() + ": " + sample.written();

        assertThat(Sightings.matches(ofCountry, text)).extracting(Match::entity).contains(recogniser.entity());
    }

    static Stream<Recogniser> announcedRecognisers() {
        return RecogniserTable.all().stream()
                .filter(recogniser -> !recogniser.words().isEmpty())
                .filter(recogniser -> !recogniser.isReadAsWritten())
                .filter(recogniser -> recogniser.shapes().getFirst().inContext() >= 0.6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The order of last Tuesday has not arrived, so please look into it; it was number 2024-118-2291.",
                "In 2023 we sold 123456789 units, up from 98765432, at 12.50 EUR each: 3,141,592,653 in all.",
                "commit 8f953371d3e85eddb89b05ed6b9e680791055315 on branch fix-12345678, build 20240517123456",
                "Version 4.12.3 of 550e8400-e29b-41d4-a716-446655440000 took 1234567890 ms.",
                "See https://example.com/orders/2024/123456789/items?id=987654321 for the rest.",
                "for (int i = 0; i < 100000000; i++) { total += table[i % 4096]; }",
                "Le 12 mai 2024, à 14 h 30, salle 203, nous étions 45.",
                "Der Zug nach Köln fährt um 14:05 auf Gleis 12 ab, Wagen 261, Platz 83.",
                "2.718281828459045 and 3.14159265358979 are no account numbers, nor is 1e-10."
            })
    void proseAndCodeAreLeftAlone(String text) {
        assertThat(Sightings.of(USUAL, text)).isEmpty();
    }

    @Test
    void theNearestWordDecidesBetweenReadingsOfTheSameDigits() {
        String text =
                "My passport number is 078051123, and my SSN, which I keep secret, is 912803456 or so; the routing number"
                        + " is 121000358.";

        assertThat(Sightings.matches(USUAL, text))
                .extracting(Match::entity)
                .containsExactly("US_PASSPORT", "US_SSN", "ABA_ROUTING_NUMBER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"taxFileNumber\": \"123456782\"}",
                "Steuerliche Identifikationsnummer – 36574261809",
                "주민등록번호는 960121-1234567입니다",
                "numero de la seguridad social: 281234567840",
                "ΑΦΜ: 023456780",
                "身份证号11010519491231002X。"
            })
    void wordsAreUnderstoodInAnyCaseWithoutAccentsAndInKeys(String text) {
        assertThat(Sightings.of(USUAL, text)).hasSize(1);
    }
}
