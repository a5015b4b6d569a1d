package org.llmops.guardrail;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;

import io.grpc.Status;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

/** A token that was accepted is not verified again for a while: nobody else may profit from that. */
@QuarkusTest
@WithTestResource(RealServers.class)
class TokenContractTest {
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");

    @Test
    void whoComesAgainMayDoWhatTheyMightBefore() {
        for (int times = 0; times < 3; times++) {
            arthur.publish(Guardrails.anyPolicy(), policy(rail("email", "redact")))
                    .then()
                    .statusCode(201);
            ava.publish(Guardrails.anyPolicy(), policy(rail("email", "redact")))
                    .then()
                    .statusCode(403);
            ava.get("/policies").then().statusCode(200);
        }
    }

    @Test
    void aServiceActsInEachWorkspaceThatItNames() {
        try (GuardrailClient client = new GuardrailClient()) {
            for (int times = 0; times < 2; times++) {
                assertThat(client.asRouterFor("acme").screen(anything())).isNotNull();
                assertThat(Status.fromThrowable(catchThrowable(
                                        () -> client.asRouterFor("Acme!").screen(anything())))
                                .getCode())
                        .isEqualTo(Status.Code.INVALID_ARGUMENT);
                assertThat(Status.fromThrowable(catchThrowable(
                                        () -> client.asUser("alice").screen(anything())))
                                .getCode())
                        .isEqualTo(Status.Code.PERMISSION_DENIED);
            }
        }
    }

    @Test
    void aTokenThatSomeoneElseSignedIsRefusedThoughItSaysTheSame() throws GeneralSecurityException {
        String token = TestTokens.user("ava");
        status(token, 200);

        for (int times = 0; times < 2; times++) {
            status(signedBySomeoneElse(token), 401);
            status(token.substring(0, token.lastIndexOf('.') + 1), 401);
            status(token + "A", 401);
        }

        status(token, 200);
    }

    private static void status(String token, int expected) {
        given().header("Authorization", "Bearer " + token)
                .get("/v1/policies")
                .then()
                .statusCode(expected);
    }

    private static String signedBySomeoneElse(String token) throws GeneralSecurityException {
        String signed = token.substring(0, token.lastIndexOf('.'));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate());
        signature.update(signed.getBytes(US_ASCII));
        return signed + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static ScreenRequest anything() {
        return ScreenRequest.newBuilder()
                .setDirection(Direction.DIRECTION_INPUT)
                .build();
    }
}
