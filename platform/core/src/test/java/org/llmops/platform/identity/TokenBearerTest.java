package org.llmops.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBearerTest {
    @Test
    void theAccountOfAClientIsNamedAsTheClient() {
        assertThat(TokenBearer.subject("service-account-eval-service", "eval-service"))
                .isEqualTo("eval-service");
    }

    @Test
    void nobodyElseTakesAClientsName() {
        assertThat(TokenBearer.subject("ava", "eval-service")).isEqualTo("ava");
        assertThat(TokenBearer.subject("service-account-eval-service", "console"))
                .isEqualTo("service-account-eval-service");
        assertThat(TokenBearer.subject("service-account-eval-service", null)).isEqualTo("service-account-eval-service");
    }
}
