package org.llmops.router.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTest {
    @ParameterizedTest
    @CsvSource({
        "https://bedrock-runtime.eu-central-1.amazonaws.com, eu-central-1",
        "https://europe-west4-aiplatform.googleapis.com/v1,  europe-west4",
        "https://api.openai.com/v1,                          ''",
        "http://127.0.0.1:9999/v1,                           ''"
    })
    void theHostNamesTheRegionOrNothingDoes(URI baseUrl, String region) {
        assertThat(Regions.of(baseUrl).orElse("")).isEqualTo(region);
    }
}
