package org.llmops.router.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTiersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'x','service_tier':'flex'}                              | {'service_tier':'auto'} | flex",
                "{'usage':{'input_tokens':1,'service_tier':'priority'}}        | {}                      | priority",
                "{'usage':{'details':{'service_tier':'no'}},'service_tier':'batch'} | {}                 | batch",
                "{'service_tier':null,'choices':[{'service_tier':'no'}]}       | {'service_tier':'auto'} | auto",
                "{'service_tier':'far too long to be the name of a tier'}      | {}                      | ''",
                "{'service_tier':                                              | {'service_tier':'flex'} | flex",
                "no json with \"service_tier\"                                 | {}                      | ''"
            })
    void theAnswersTierCountsAndElseTheRequests(String answer, String request, String tier) {
        assertThat(ServiceTiers.of(json(answer), json(request))).isEqualTo(tier);
    }

    @Test
    void whatIsVeryLongIsNotRead() {
        String document = "{\"text\":\"" + "x".repeat(300_000) + "\",\"service_tier\":\"flex\"}";

        assertThat(ServiceTiers.of(document.getBytes(UTF_8), new byte[0])).isEmpty();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(UTF_8);
    }
}
