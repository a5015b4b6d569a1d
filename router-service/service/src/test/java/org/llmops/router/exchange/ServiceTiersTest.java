package org.llmops.router.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.wire.chat.ChatFormat;

/** A request says how urgent it is; what leaves that to the provider is reserved for at the standard rates. */
class ServiceTiersTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{\"model\":\"m\",\"messages\":[]}`,                              standard",
                "`{\"model\":\"m\",\"service_tier\":\"priority\",\"messages\":[]}`, priority",
                "`{\"model\":\"m\",\"service_tier\":\"flex\",\"messages\":[]}`,     flex",
                "`{\"model\":\"m\",\"service_tier\":\"auto\",\"messages\":[]}`,     standard",
                "`{\"model\":\"m\",\"service_tier\":null,\"messages\":[]}`,        standard",
                "`{\"model\":\"m\",\"service_tier\":[1],\"messages\":[]}`,         standard"
            })
    void theTierIsReadFromTheRequest(String json, String tier) throws BodyMalformed {
        RequestBody body = ChatFormat.CHAT.request(Json.utf8(json));

        assertThat(ServiceTiers.requested(body)).isEqualTo(tier);
    }
}
