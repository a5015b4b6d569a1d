package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailDetectorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            john@example.com                          | john@example.com
            Write to john.doe+tag@mail.example.co.uk! | john.doe+tag@mail.example.co.uk
            mail me at o'brien_99@ex-ample.org.       | o'brien_99@ex-ample.org
            <a.b@c.de>, thanks                        | a.b@c.de
            **bold@example.com**                      | bold@example.com
            'quoted@example.com'                      | quoted@example.com
            https://x.test/?mail=me@example.com&x=1   | me@example.com
            mailto:me@example.com?subject=hi          | me@example.com
            first@example.com.Then came another       | first@example.com
            user@corp.internal                        | user@corp.internal
            jürgen@müller.de                          | jürgen@müller.de
            用户@例子.广告                              | 用户@例子.广告
            请联系john@example.com谢谢                   | john@example.com
            user@xn--80ak6aa92e.com                   | user@xn--80ak6aa92e.com
            a@xn--d1acufc.xn--p1ai                    | a@xn--d1acufc.xn--p1ai
            root@[192.0.2.1] did it                   | root@[192.0.2.1]
            root@[IPv6:2001:db8::1]                   | root@[IPv6:2001:db8::1]
            Contact............me@example.com         | me@example.com
            name_______me@example.com                 | me@example.com
            a@b@example.com                           | b@example.com
            trailing@example.com-                     | trailing@example.com
            A1@EXAMPLE.COM                            | A1@EXAMPLE.COM
            """)
    void findsTheAddressAndNothingAroundIt(String text, String address) {
        assertThat(Sightings.of(new EmailDetector(), text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@mention",
                "user@",
                "user@localhost",
                "info@presidio.",
                "npm i left-pad@1.2.3",
                "a @ b.com",
                "user@-bad.com",
                "user@bad..com",
                "john.@example.com",
                "user@[300.1.1.1]",
                "hello-world",
                "@@@@",
                ""
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(Sightings.of(new EmailDetector(), text)).isEmpty();
    }

    @Test
    void findsSeveral() {
        assertThat(Sightings.of(new EmailDetector(), "a@x.com,b@y.org;c@z.net"))
                .containsExactly("a@x.com", "b@y.org", "c@z.net");
    }

    @Test
    void knowsTheLongestLocalPart() {
        String longest = "a".repeat(64);

        assertThat(Sightings.of(new EmailDetector(), longest + "@example.com"))
                .containsExactly(longest + "@example.com");
        assertThat(Sightings.of(new EmailDetector(), longest + "a@example.com")).isEmpty();
    }

    @Test
    void countsPositionsInCodePoints() {
        List<Match> matches = Sightings.matches(new EmailDetector(), "😀😀 me@example.com 😀");

        assertThat(matches).singleElement().satisfies(match -> {
            assertThat(match.start()).isEqualTo(3);
            assertThat(match.end()).isEqualTo(17);
        });
    }
}
