package org.llmops.router.providers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {
    @ParameterizedTest
    @CsvSource({
        "GEMINI,https://generativelanguage.googleapis.com/v1beta,AIzaX",
        "GEMINI,https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4,ya29.x",
        "GEMINI,https://aiplatform.googleapis.com/v1,AIzaX",
        "GEMINI,https://proxy.example/google,''",
        "BEDROCK,https://bedrock-runtime.eu-central-1.amazonaws.com,AKIDEXAMPLEAKIDEX:secretsecretsecret/+=",
        "BEDROCK,https://vpce-1-x.bedrock-runtime.us-gov-west-1.vpce.amazonaws.com,AKIDEXAMPLEAKIDEX:secretsecretsecret:to:k",
        "BEDROCK,https://proxy.example/eu-central-1,AKIDEXAMPLEAKIDEX:secretsecretsecret",
        "BEDROCK,https://proxy.example,ABSKx",
        "COHERE,https://api.cohere.com/v2,key",
        "COHERE,https://proxy.example,''",
        "OPENAI,https://anything.example,x:y"
    })
    void acceptsWhatCallsCanUse(Dialect dialect, String url, String credential) {
        assertThatCode(() -> Access.check(dialect, URI.create(url), Optional.of(Credential.of(credential))))
                .doesNotThrowAnyException();
        assertThatCode(() -> Access.check(dialect, URI.create(url), Optional.empty()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GEMINI|https://generativelanguage.googleapis.com/v1beta/openai|k|dialect 'openai'",
                "GEMINI|https://generativelanguage.googleapis.com|k|/v1beta",
                "GEMINI|https://generativelanguage.googleapis.com/v1beta/models|k|before '/models'",
                "GEMINI|https://europe-west4-aiplatform.googleapis.com|k|project and location",
                "GEMINI|https://generativelanguage.googleapis.com/v1beta|{\"type\":\"service_account\"}|API key or an access token",
                "BEDROCK|https://bedrock.us-east-1.amazonaws.com|k|bedrock-runtime",
                "BEDROCK|https://bedrock-runtime.us-east-1.amazonaws.com|akid:short|ACCESS_KEY_ID:SECRET",
                "BEDROCK|https://proxy.example|AKIDEXAMPLEAKIDEX:secretsecretsecret|region",
                "COHERE|https://api.cohere.com/v1|k|/v2",
                "COHERE|https://api.cohere.ai|k|/v2"
            })
    void tellsAMistakeWhenItIsMade(Dialect dialect, String url, String credential, String hint) {
        assertThatThrownBy(() -> Access.check(dialect, URI.create(url), Optional.of(Credential.of(credential))))
                .hasMessageContaining(hint)
                .satisfies(problem -> org.assertj.core.api.Assertions.assertThat(problem.getMessage())
                        .doesNotContain("secretsecret"));
    }
}
