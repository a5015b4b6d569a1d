package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Sightings;

class PiiStreamingTest {
    private static final Comparator<Match> ORDER =
            Comparator.comparing(Match::start).thenComparing(Match::entity).thenComparing(Match::rule);

    private static final LocalDetector ALL =
            new PiiDetector(Selection.of(List.of(Selection.EVERYTHING)), 0.05, List.of("US"));

    private static final String TEXT =
            "Dear Ms Jane Doe, my SSN is 078-05-1123, CPF 390.533.447-05; call (415) 555-0132 or write to"
                    + " jane@example.com. Steuer-ID 36 574 261 809 (Finanzamt), HKID A123456(3)!\nBTC"
                    + " 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa https://example.com/a?b=1#c, is030594W903B 2024-03-15T14:30:00Z "
                    + "x".repeat(130)
                    + " Tel. 030 1234567, my mobile number is 98765432; 416 60 039 (office),"
                    + " 12 34 56 78 90 123-45-6789-1 AB51 ABC is her plate, 4 Elm Street, 90210 Springfield";

    @Test
    void everySplitInTwoFindsTheSame() {
        List<Match> whole = inPieces(List.of(TEXT));
        assertThat(whole).hasSizeGreaterThan(10);
        for (int cut = 0; cut <= TEXT.length(); cut++) {
            assertThat(inPieces(List.of(TEXT.substring(0, cut), TEXT.substring(cut))))
                    .isEqualTo(whole);
        }
    }

    @Test
    void everyCodePointOnItsOwnFindsTheSame() {
        assertThat(inPieces(TEXT.codePoints().mapToObj(Character::toString).toList()))
                .isEqualTo(inPieces(List.of(TEXT)));
    }

    @Test
    void madeUpTextsInRandomPiecesFindTheSame() {
        Random random = new Random(7);
        String[] scraps = {
            "1",
            "23",
            "456",
            "7890",
            " ",
            "-",
            ".",
            "/",
            ":",
            "@",
            "DE",
            "ssn",
            "x",
            "é",
            "北",
            "\n",
            "0x",
            "bc1q",
            "+",
            "(",
            ")",
            "378282246310005",
            "AB12CD",
            "id",
            "Mr. ",
            "John ",
            "Street",
            "www.",
            "a.com",
            " tel. ",
            "call me on ",
            " fax"
        };
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder();
            List<String> pieces = new ArrayList<>();
            for (int count = 0; count < 60; count++) {
                String scrap = scraps[random.nextInt(scraps.length)];
                text.append(scrap);
                if (random.nextBoolean() || pieces.isEmpty()) {
                    pieces.add(scrap);
                } else {
                    pieces.add(pieces.removeLast() + scrap);
                }
            }
            assertThat(inPieces(pieces)).as(text.toString()).isEqualTo(inPieces(List.of(text.toString())));
        }
    }

    private static List<Match> inPieces(List<String> pieces) {
        GrowingText text = new GrowingText();
        Scanner scanner = ALL.open(Sightings.SCENE);
        List<Match> matches = new ArrayList<>();
        int from = 0;
        for (String piece : pieces) {
            text.append(piece);
            from = scanner.scan(text, from, matches::add);
            text.discardBefore(from - scanner.lookBehind());
        }
        text.complete();
        scanner.scan(text, from, matches::add);
        matches.sort(ORDER);
        return matches;
    }
}
