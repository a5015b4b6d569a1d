package org.llmops.cost.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.problem.Problem;

class ChannelTermsTest {
    private static final AllowedHosts PUBLIC = AllowedHosts.of(List.of("public", "receiver"));

    @ParameterizedTest
    @CsvSource({"0m, 0m", "30m, 30m", "60m, 1h", "90m, 90m", "4h, 4h", "24h, 1d", "7d, 7d", "00001d, 1d"})
    void aQuietPeriodIsWrittenInItsLargestUnit(String text, String written) {
        assertThat(QuietPeriod.written(QuietPeriod.parse(text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "4", "-4h", "4s", "1.5h", "721h", "31d", "999999m", "٤h"})
    void aQuietPeriodThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> QuietPeriod.parse(text)).isInstanceOf(Problem.class);
    }

    @Test
    void noQuietPeriodIsLongerThanThirtyDays() {
        assertThat(QuietPeriod.parse("30d")).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hooks.example.com/x?y=z", "https://hooks.example.com:8443", "http://receiver:9999/"})
    void aUrlOutsideOrOfANamedHostIsTaken(String url) {
        assertThat(TargetUrl.check(url, PUBLIC)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://2130706433/",
                "https://127.1/",
                "https://[::ffff:127.0.0.1]/",
                "https://printer.lan/",
                "https://example.com:99999/",
                "https://example.com/#part",
                "https:/example.com",
                "file:///etc/passwd",
                "http://other/"
            })
    void aUrlThatMayLeadInsideIsRefused(String url) {
        assertThatThrownBy(() -> TargetUrl.check(url, PUBLIC)).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"finops@example.com", "a.b+c@sub.example.co.uk", "root@localhost"})
    void plainAddressesAreTaken(String address) {
        assertThat(MailAddress.check(List.of(address, address))).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "@example.com",
                "Me <me@example.com>",
                "a@b@c",
                "a@-b.com",
                "a@b.com\nBcc: c@d",
                "a@b,c@d"
            })
    void whatCouldBeMoreThanAnAddressIsRefused(String address) {
        assertThatThrownBy(() -> MailAddress.check(List.of(address))).isInstanceOf(Problem.class);
    }
}
