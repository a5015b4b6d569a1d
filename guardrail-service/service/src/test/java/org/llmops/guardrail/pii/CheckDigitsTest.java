package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Sightings;

class CheckDigitsTest {
    private static final Samples SAMPLES = new Samples();

    /** What a check that covers all digits and confuses none of them notices of one wrong digit, dates in it aside. */
    private static final double USUALLY_NOTICED = 0.97;

    /** Where the published computation itself notices less: which share, and why. */
    private static final Map<String, Double> NOTICED = Map.ofEntries(
            // The remainder 10 modulo 11 is written as another digit, so that two remainders look alike.
            Map.entry("PT_NIF", 0.92),
            Map.entry("GR_AFM", 0.90),
            Map.entry("LV_PERSONAL_CODE", 0.92),
            Map.entry("CZ_ICO", 0.91),
            Map.entry("BG_EGN", 0.90),
            Map.entry("RO_CUI", 0.90),
            Map.entry("RU_INN", 0.90),
            Map.entry("CO_NIT", 0.90),
            Map.entry("VE_RIF", 0.91),
            Map.entry("KR_RRN", 0.91),
            // Weights of those born before and after 1997 go different ways, and both count.
            Map.entry("HU_PERSONAL_ID", 0.92),
            // Modulo 10 with a weight that shares a factor with 10.
            Map.entry("PT_NISS", 0.94),
            Map.entry("UY_CI", 0.94),
            Map.entry("SV_DUI", 0.90),
            Map.entry("TW_ID", 0.91),
            Map.entry("AU_ACN", 0.90),
            Map.entry("MX_CURP", 0.95),
            Map.entry("MEDICAL_LICENSE", 0.95),
            // Modulo 11 with the weight 11.
            Map.entry("KZ_IIN", 0.90),
            Map.entry("TH_TNIN", 0.94),
            // Modulo 5, and a seven in the seventh place counts in two ways.
            Map.entry("TW_UBN", 0.69),
            // Digits behind the check: speciality, branch, kind of tax, district, card.
            Map.entry("DE_LANR", 0.74),
            Map.entry("NL_VAT", 0.80),
            Map.entry("HU_TAX_NUMBER", 0.77),
            Map.entry("CA_BUSINESS_NUMBER", 0.69),
            Map.entry("ZW_ID", 0.81),
            Map.entry("AU_MEDICARE", 0.90));

    @ParameterizedTest
    @MethodSource("publishedExamples")
    void examplesThatIssuersPublishAreFound(String entity, String number) {
        assertThat(Sightings.matches(only(entity), "It is " + number + " here."))
                .extracting(Match::entity, Match::start)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(entity, 6));
    }

    @ParameterizedTest
    @MethodSource("checkedRecognisers")
    void madeUpIdentifiersAreFoundAndWrongDigitsNoticedAsFarAsTheCheckCan(Recogniser recogniser) {
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
        assertThat((double) noticed / changes)
                .isGreaterThanOrEqualTo(NOTICED.getOrDefault(recogniser.entity(), USUALLY_NOTICED));
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
