package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.TokenDetector;

/** Where detectors of tokens look is judged by outlines; looking everywhere finds nothing more. */
class TokenStartsTest {
    private interface Inspecting {
        int at(GrowingText text, int start, Consumer<Match> found);
    }

    @Test
    void nothingIsPassedOver() {
        compare(new IbanDetector(), new IbanDetector()::inspect);
        compare(
                new PaymentCardDetector(),
                (text, start, found) -> CodePoint.digit(text.at(start)) < 0
                        ? start + 1
                        : new PaymentCardDetector().inspect(text, start, found));
        compare(new IpDetector(), (text, start, found) -> {
            boolean may = CodePoint.isHexDigit(text.at(start)) || text.at(start) == ':';
            return may ? new IpDetector().inspect(text, start, found) : start + 1;
        });
        compare(new AddressDetector(), new AddressDetector()::inspect);
        compare(new UrlDetector(), new UrlDetector()::inspect);
        PhoneDetector phone = new PhoneDetector(List.of("US", "DE"));
        compare(phone, (text, start, found) -> {
            long starts = phone.starts(Outline.of(text), start >> 6);
            return (starts >>> start & 1) == 1 ? phone.inspect(text, start, found) : start + 1;
        });
    }

    private static void compare(TokenDetector detector, Inspecting everywhere) {
        Scraps scraps = new Scraps(11);
        int matches = 0;
        for (int round = 0; round < 400; round++) {
            GrowingText text = GrowingText.whole(scraps.text(60));
            List<Match> found = new ArrayList<>();
            detector.scan(text, 0, found::add);
            List<Match> expected = new ArrayList<>();
            for (int position = 0; position < text.end(); ) {
                position = everywhere.at(text, position, expected::add);
            }
            assertThat(found).isEqualTo(expected);
            matches += found.size();
        }
        assertThat(matches).as(detector.getClass().getSimpleName()).isPositive();
    }
}
