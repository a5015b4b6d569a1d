package org.llmops.guardrail.pii;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;

/** A local part is read back from its @: as far as it was free to reach going forwards. */
class EmailStartsTest {
    @Test
    void theLocalPartReachesAsFarBackAsItMay() {
        Random random = new Random(14);
        String[] scraps = {
            "a",
            "B7",
            ".",
            "..",
            "-",
            "--",
            "---",
            "+",
            "_",
            "/",
            " ",
            "中",
            "é",
            "@",
            "@x.de",
            "@x.de",
            "abcdefghijklmnop"
        };
        int found = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int scrap = 0; scrap < 30; scrap++) {
                text.append(scraps[random.nextInt(scraps.length)]);
            }
            List<Match> matches = new ArrayList<>();
            new EmailDetector().scan(GrowingText.whole(text.toString()), 0, matches::add);
            int free = 0;
            for (Match match : matches) {
                assertThat(match.start()).isEqualTo(start(text, free, text.indexOf("@", match.start())));
                free = match.end();
                found++;
            }
        }
        assertThat(found).isGreaterThan(1_000);
    }

    /** The first place from which on nothing is that no local part may hold, and which is a letter or digit. */
    private static int start(StringBuilder text, int free, int at) {
        int last = text.lastIndexOf("@", at - 1) + 1;
        int start = Math.max(free, last);
        for (int position = start; position < at; position++) {
            char sign = text.charAt(position);
            boolean outside = sign == '/' || sign == ' ';
            char before = position == 0 ? 0 : text.charAt(position - 1);
            char beforeThat = position < 2 ? 0 : text.charAt(position - 2);
            boolean drawn = sign == before && (sign == '.' || sign == beforeThat && !Character.isLetterOrDigit(sign));
            boolean latin = sign < 0x80 && Character.isLetterOrDigit(sign) && before == '中';
            start = outside || drawn ? position + 1 : latin ? position : start;
        }
        while (start < at && !Character.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        return start;
    }
}
