package org.llmops.guardrail.pii;

import java.util.Random;

/** Makes up texts of what personal data is made of, and of what looks like it, the same ones every time. */
final class Scraps {
    private static final String[] SCRAPS =
            ("1 23 456 7890 2026 00 a B ab CD the order Parcel DE89370400440532013000 GB29NWBK60161331926819 4012888888881881 DE89 3704 0044 4012 8888 1881 10.0.0.1 ::1 fe80: 12:34 x@y.de"
                            + " jane jane.doe@example.com passport passportNumber Passport-Nr. tel Tel. phone call me at Mobile mobil"
                            + " +49 (030) (415) 555-0132 Calle rue ul. Street Hauptstraße 12b Berlin 90210 SSN ssn Steuer-ID idNr Ausweis"
                            + " 护照 电话 是 ไทย ๑๒ паспорт телефон chứng minh nhân dân \u212Ennitteken \u212Aennitteken é Ä ß https://example.com/a?b shop.example www. 0x1F")
                    .split(" ");
    private static final String[] GAPS = {
        " ", " ", " ", "", "", "-", ".", ":", ", ", "\n", "_", "@", "..", "/", "  ", "'"
    };

    private final Random random;

    Scraps(int seed) {
        random = new Random(seed);
    }

    String text(int count) {
        StringBuilder text = new StringBuilder();
        // Some texts are mostly of the same, so that it comes in rows.
        int first = random.nextInt(SCRAPS.length);
        int among = random.nextBoolean() ? SCRAPS.length : 1 + random.nextInt(8);
        for (int index = 0; index < count; index++) {
            text.append(SCRAPS[(first + random.nextInt(among)) % SCRAPS.length]);
            text.append(GAPS[random.nextInt(GAPS.length)]);
            if (random.nextInt(40) == 0) {
                text.append("words that hold nothing of interest and go on for quite a while without any number. "
                        .repeat(random.nextInt(4)));
            }
        }
        return text.toString();
    }
}
