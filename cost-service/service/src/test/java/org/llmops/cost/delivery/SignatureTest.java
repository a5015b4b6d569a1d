package org.llmops.cost.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.cost.channels.SigningSecret;
import org.llmops.platform.problem.Problem;

class SignatureTest {
    /** The example that the reference libraries of Standard Webhooks test themselves with (MIT). */
    @Test
    void signsAsTheReferenceLibrariesDo() {
        assertThat(Signature.headers(
                        SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}"))
                .isEqualTo(Map.of(
                        "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "webhook-timestamp", "1614265330",
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void aSecretIsNotWrittenByAccident() {
        assertThat(SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .asString()
                .isEqualTo("whsec_…");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_!!!!"
            })
    void aSecretThatIsTooShortOrNoneIsRefusedUnquoted(String text) {
        assertThatThrownBy(() -> SigningSecret.parse(text))
                .isInstanceOf(Problem.class)
                .hasMessageNotContaining("MfKQ9r8GKYqrTwjUPD8");
    }
}
