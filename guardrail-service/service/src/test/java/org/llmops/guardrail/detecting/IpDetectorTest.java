package org.llmops.guardrail.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpDetectorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.168.0.1                       | 192.168.0.1
            It was 10.0.0.1.                  | 10.0.0.1
            Wait for 10.0.0.1...              | 10.0.0.1
            10.0.0.1:8080 refuses             | 10.0.0.1
            10.0.0.0/8, or so                 | 10.0.0.0/8
            10.0.0.1/33                       | 10.0.0.1
            10.0.0.1/24x                      | 10.0.0.1
            2001:db8::/32                     | 2001:db8::/32
            IPv6:2001:db8::1                  | 2001:db8::1
            IP:192.168.1.1                    | 192.168.1.1
            (172.16.0.1)                      | 172.16.0.1
            Contact.......10.0.0.1            | 10.0.0.1
            http://192.0.2.7/x                | 192.0.2.7
            我的192.0.2.7地址                    | 192.0.2.7
            fe80::1%eth0 is up                | fe80::1%eth0
            [2001:db8::1]:443                 | 2001:db8::1
            2001:db8::1: unreachable          | 2001:db8::1
            addr:2001:db8::1                  | 2001:db8::1
            ::1                               | ::1
            684D:1111:222:3333:4444:5555:6:77 | 684D:1111:222:3333:4444:5555:6:77
            ::ffff:192.0.2.128                | ::ffff:192.0.2.128
            64:ff9b::198.51.100.1             | 64:ff9b::198.51.100.1
            2001:db8::                        | 2001:db8::
            """)
    void findsTheAddressAndNothingAroundIt(String text, String address) {
        assertThat(Sightings.of(new IpDetector(), text)).containsExactly(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4.5",
                "v1.2.3.4",
                "a1.2.3.4",
                "1.2.3.4a",
                "1.2.3.4-beta",
                "lib-1.2.3.4.jar",
                "256.1.1.1",
                "1.2.3",
                "01.02.03.04",
                "12:34:56",
                "aa:bb:cc:dd:ee:ff",
                "std::vector",
                "a::b",
                "dead::beef",
                "::",
                ":::",
                "fe80::1text",
                "text2001:db8::1",
                "684D:1111:222:3333:4444:5555:77",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::1",
                "::ffff:256.0.0.1"
            })
    void leavesOtherTextsAlone(String text) {
        assertThat(Sightings.of(new IpDetector(), text)).isEmpty();
    }

    @Test
    void findsSeveral() {
        assertThat(Sightings.of(new IpDetector(), "10.0.0.1-10.0.0.9, ::1;10.0.0.3:10.0.0.4"))
                .containsExactly("10.0.0.1", "10.0.0.9", "::1", "10.0.0.3", "10.0.0.4");
    }
}
